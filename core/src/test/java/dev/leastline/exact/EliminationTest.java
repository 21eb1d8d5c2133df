package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EliminationTest {
    private static final BigInteger ZERO = BigInteger.ZERO;
    private final Random random = new Random(1);

    /** GᵀG of a random integer matrix. */
    private BigInteger[][] gram(int size, int rows) {
        int[][] g = new int[rows][size];
        for (int[] row : g) {
            for (int j = 0; j < size; j++) {
                row[j] = random.nextInt(201) - 100;
            }
        }
        BigInteger[][] gram = new BigInteger[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                long sum = 0;
                for (int[] row : g) {
                    sum += (long) row[i] * row[j];
                }
                gram[i][j] = BigInteger.valueOf(sum);
            }
        }
        return gram;
    }

    private static BigInteger determinant(BigInteger[][] a, int size) {
        if (size == 0) {
            return BigInteger.ONE;
        }
        BigInteger sum = ZERO;
        for (int column = 0; column < size; column++) {
            BigInteger[][] minor = new BigInteger[size - 1][size - 1];
            for (int i = 0; i < size - 1; i++) {
                for (int j = 0; j < size - 1; j++) {
                    minor[i][j] = a[i][j < column ? j : j + 1];
                }
            }
            BigInteger part = a[size - 1][column].multiply(determinant(minor, size - 1));
            sum = (size - 1 + column) % 2 == 0 ? sum.add(part) : sum.subtract(part);
        }
        return sum;
    }

    private static BigInteger[][] empty(int size) {
        return new BigInteger[size][0];
    }

    @Test
    void pivotsAreTheLeadingMinors() {
        for (int size = 1; size <= 6; size++) {
            BigInteger[][] a = gram(size, size + 2);
            Elimination elimination = Elimination.of(a, empty(size), size);
            assertThat(elimination.eliminated()).isEqualTo(size);
            assertThat(elimination.isPositive()).isTrue();
            for (int k = 0; k < size; k++) {
                assertThat(elimination.entry(k, k)).isEqualTo(determinant(a, k + 1));
            }
            assertThat(elimination.determinant()).isEqualTo(determinant(a, size));
        }
    }

    @Test
    void solutionSolvesTheSystem() {
        for (int size = 1; size <= 8; size++) {
            BigInteger[][] a = gram(size, size + 3);
            BigInteger[][] right = new BigInteger[size][2];
            for (BigInteger[] row : right) {
                row[0] = BigInteger.valueOf(random.nextInt(2000) - 1000);
                row[1] = new BigInteger(300, random);
            }
            Elimination elimination = Elimination.of(a, right, size);
            for (int which = 0; which < 2; which++) {
                BigInteger[] x = elimination.solve(which);
                for (int i = 0; i < size; i++) {
                    BigInteger sum = ZERO;
                    for (int j = 0; j < size; j++) {
                        sum = sum.add(a[i][j].multiply(x[j]));
                    }
                    assertThat(sum).isEqualTo(right[i][which].multiply(elimination.determinant()));
                }
            }
        }
    }

    @Test
    void columnLeftOverIsACombinationOfTheEliminated() {
        for (int size = 2; size <= 6; size++) {
            BigInteger[][] a = gram(size, size + 1);
            Elimination elimination = Elimination.of(a, empty(size), size - 1);
            BigInteger[] x = elimination.combination(size - 1);
            for (int i = 0; i < size - 1; i++) {
                BigInteger sum = ZERO;
                for (int j = 0; j < size - 1; j++) {
                    sum = sum.add(a[i][j].multiply(x[j]));
                }
                assertThat(sum).isEqualTo(a[i][size - 1].multiply(elimination.determinant()));
            }
            assertThat(elimination.entry(size - 1, size - 1)).isEqualTo(determinant(a, size));
        }
    }

    @Test
    void stopsAtATermThatDependsOnThoseBefore() {
        BigInteger[][] a = gram(5, 3);
        Elimination elimination = Elimination.of(a, empty(5), 5);
        assertThat(elimination.eliminated()).isEqualTo(3);
        assertThat(elimination.entry(3, 3)).isEqualTo(ZERO);
        assertThat(elimination.determinant()).isEqualTo(determinant(a, 3));
    }

    @Test
    void nothingEliminatedHasDeterminantOne() {
        BigInteger[][] zero = {{ZERO}};
        Elimination elimination = Elimination.of(zero, empty(1), 1);
        assertThat(elimination.eliminated()).isZero();
        assertThat(elimination.determinant()).isEqualTo(BigInteger.ONE);
        assertThat(elimination.combination(0)).isEmpty();
    }

    @Test
    void aNegativePivotIsNotPositive() {
        BigInteger[][] saddle = {{BigInteger.ONE, BigInteger.TWO}, {BigInteger.TWO, BigInteger.ONE}};
        Elimination elimination = Elimination.of(saddle, empty(2), 2);
        assertThat(elimination.eliminated()).isEqualTo(2);
        assertThat(elimination.isPositive()).isFalse();
    }

    @Test
    void readsOnlyTheUpperTriangleAndLeavesItsInputAlone() {
        BigInteger[][] a = gram(4, 6);
        BigInteger[][] lower = new BigInteger[4][];
        for (int i = 0; i < 4; i++) {
            lower[i] = a[i].clone();
            for (int j = 0; j < i; j++) {
                lower[i][j] = BigInteger.valueOf(-77);
            }
        }
        BigInteger[][] before = {lower[0].clone(), lower[1].clone(), lower[2].clone(), lower[3].clone()};
        Elimination elimination = Elimination.of(lower, empty(4), 4);
        assertThat(elimination.determinant()).isEqualTo(determinant(a, 4));
        assertThat(lower).isDeepEqualTo(before);
    }
}
