package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Determinants from residues are those of the elimination in integers, which was tested against Leibniz' formula. */
class ModularEliminationTest {
    private static final BigInteger ZERO = BigInteger.ZERO;
    private final Random random = new Random(1);

    private BigInteger number(int bits) {
        BigInteger value = new BigInteger(bits, random);
        return random.nextBoolean() ? value : value.negate();
    }

    /** GᵀG of a random integer matrix whose last columns, if asked for, are sums of the first two. */
    private BigInteger[][] gram(int size, int rows, int bits, int dependent) {
        BigInteger[][] g = new BigInteger[rows][size];
        for (BigInteger[] row : g) {
            for (int j = 0; j < size; j++) {
                row[j] = j < size - dependent ? number(bits) : row[0].add(row[1]);
            }
        }
        BigInteger[][] gram = new BigInteger[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                BigInteger sum = ZERO;
                for (BigInteger[] row : g) {
                    sum = sum.add(row[i].multiply(row[j]));
                }
                gram[i][j] = sum;
            }
        }
        return gram;
    }

    private static void assertLikeElimination(BigInteger[][] matrix) {
        int unknowns = matrix.length - 1;
        Elimination plain = Elimination.of(matrix, new BigInteger[matrix.length][0], unknowns);
        ModularElimination modular = ModularElimination.of(matrix);
        assertThat(modular.independent()).isEqualTo(plain.eliminated());
        assertThat(modular.determinant()).isEqualTo(plain.determinant());
        assertThat(modular.numerators()).isEqualTo(plain.combination(plain.eliminated()));
        assertThat(modular.corner()).isEqualTo(plain.entry(plain.eliminated(), plain.eliminated()));
        if (unknowns > 0 && plain.eliminated() == unknowns) {
            assertInverse(matrix);
        }
    }

    private static void assertInverse(BigInteger[][] matrix) {
        int unknowns = matrix.length - 1;
        BigInteger[][] block = new BigInteger[unknowns][];
        BigInteger[][] identity = new BigInteger[unknowns][unknowns];
        for (int i = 0; i < unknowns; i++) {
            block[i] = Arrays.copyOf(matrix[i], unknowns);
            Arrays.fill(identity[i], ZERO);
            identity[i][i] = BigInteger.ONE;
        }
        Elimination plain = Elimination.of(block, identity, unknowns);
        BigInteger[] diagonal = ModularElimination.inverseDiagonal(matrix);
        assertThat(diagonal).hasSize(unknowns);
        for (int i = 0; i < unknowns; i++) {
            assertThat(diagonal[i]).isEqualTo(plain.solve(i)[i]);
        }
    }

    @Test
    void solvesLikeEliminationInIntegers() {
        for (int i = 0; i < 300; i++) {
            int size = 1 + random.nextInt(14);
            assertLikeElimination(gram(size, size + random.nextInt(3), 1 + random.nextInt(150), 0));
        }
        assertLikeElimination(gram(30, 30, 60, 0));
    }

    @Test
    void solvesMoreUnknownsThanOneSumHolds() {
        // Products of 128 residues are summed at once.
        for (int size : new int[] {128, 129, 130, 140}) {
            BigInteger[][] matrix = gram(size, size, 3, 0);
            ModularElimination modular = ModularElimination.of(matrix);
            assertThat(modular.determinant().signum()).isPositive();
            for (int i = 0; i < size - 1; i++) {
                BigInteger sum = ZERO;
                for (int j = 0; j < size - 1; j++) {
                    sum = sum.add(matrix[i][j].multiply(modular.numerators()[j]));
                }
                assertThat(sum).isEqualTo(matrix[i][size - 1].multiply(modular.determinant()));
            }
        }
    }

    @Test
    void findsTheFirstDependentRow() {
        for (int i = 0; i < 100; i++) {
            int size = 4 + random.nextInt(8);
            assertLikeElimination(gram(size, size, 1 + random.nextInt(100), 1 + random.nextInt(size - 3)));
            // Fewer rows of data than columns.
            assertLikeElimination(gram(size, 1 + random.nextInt(size), 20, 0));
        }
        BigInteger[][] nothing = {{ZERO, ZERO}, {ZERO, BigInteger.ONE}};
        assertThat(ModularElimination.of(nothing).independent()).isZero();
        BigInteger[][] alone = {{BigInteger.TEN}};
        assertThat(ModularElimination.of(alone).corner()).isEqualTo(BigInteger.TEN);
    }

    @Test
    void isNotMisledByPrimesThatDivideAPivot() {
        BigInteger product = BigInteger.ONE;
        for (int primes = 0; primes < 6; primes++) {
            product = product.multiply(BigInteger.valueOf(Primes.get(primes)));
            for (int at = 0; at < 4; at++) {
                BigInteger[][] matrix = gram(4, 5, 20, 0);
                for (int i = 0; i < 4; i++) {
                    matrix[Math.min(i, at)][Math.max(i, at)] =
                            matrix[Math.min(i, at)][Math.max(i, at)].multiply(product);
                }
                matrix[at][at] = matrix[at][at].multiply(product);
                for (int i = 0; i < 4; i++) {
                    matrix[Math.max(i, at)][Math.min(i, at)] = matrix[Math.min(i, at)][Math.max(i, at)];
                }
                assertLikeElimination(matrix);
            }
        }
    }

    @Test
    void primesArePrime() {
        int last = Primes.LIMIT;
        for (int i = 0; i < 3000; i++) {
            BigInteger prime = BigInteger.valueOf(Primes.get(i));
            assertThat(prime.isProbablePrime(40)).isTrue();
            assertThat(Primes.get(i)).isLessThan(last);
            last = Primes.get(i);
        }
        assertThat(Primes.get(0)).isEqualTo(268_435_399);
    }
}
