package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What no rows can have is found, and what rows do have is never called impossible. */
class SemidefiniteTest {
    private static BigDecimal[][] matrix(String... rows) {
        BigDecimal[][] matrix = new BigDecimal[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            String[] numbers = rows[i].split(" ");
            matrix[i] = new BigDecimal[numbers.length];
            for (int j = 0; j < numbers.length; j++) {
                matrix[i][j] = new BigDecimal(numbers[j]);
            }
        }
        return matrix;
    }

    @Test
    void pairsThatArePossibleNeedNotBePossibleTogether() {
        // Correlations of 0.9, 0.9 and -0.9.
        assertThat(Semidefinite.impossibleRow(matrix("10 9 9", "9 10 -9", "9 -9 10")))
                .isPresent();
        assertThat(Semidefinite.impossibleRow(matrix("10 9 9", "9 10 7", "9 7 10")))
                .isEmpty();
    }

    @Test
    void aNegativeSquareOrAProductWithoutOne() {
        assertThat(Semidefinite.impossibleRow(matrix("1 0", "0 -1"))).hasValue(1);
        assertThat(Semidefinite.impossibleRow(matrix("1 0 0", "0 0 1", "0 1 5")))
                .isPresent();
        assertThat(Semidefinite.impossibleRow(matrix("0 0", "0 0"))).isEmpty();
        assertThat(Semidefinite.impossibleRow(new BigDecimal[0][0])).isEmpty();
    }

    @Test
    void theEdgeIsExact() {
        assertThat(Semidefinite.impossibleRow(matrix("4 2e-30", "2e-30 1e-60"))).isEmpty();
        assertThat(Semidefinite.impossibleRow(matrix("4 2e-30", "2e-30 0.99999999999999999999e-60")))
                .isPresent();
    }

    @Test
    void sumsOfProductsOfRowsArePossibleHoweverFewTheRowsAndWideTheScales() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int terms = 1 + random.nextInt(8);
            BigDecimal[][] sums = new BigDecimal[terms][terms];
            for (BigDecimal[] row : sums) {
                Arrays.fill(row, BigDecimal.ZERO);
            }
            int[] scales = random.ints(terms, -40, 41).toArray();
            for (int row = random.nextInt(6); row >= 0; row--) {
                BigDecimal[] x = new BigDecimal[terms];
                for (int i = 0; i < terms; i++) {
                    // Often the same as the term before, or zero.
                    x[i] = i > 0 && random.nextInt(4) == 0
                            ? x[i - 1]
                            : BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, scales[i]);
                }
                for (int i = 0; i < terms; i++) {
                    for (int j = 0; j < terms; j++) {
                        sums[i][j] = sums[i][j].add(x[i].multiply(x[j]));
                    }
                }
            }
            assertThat(Semidefinite.impossibleRow(sums)).isEmpty();
        }
    }
}
