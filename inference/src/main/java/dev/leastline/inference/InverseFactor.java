package dev.leastline.inference;

import dev.leastline.exact.NearestDouble;
import dev.leastline.moments.ImpossibleMomentsException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The lower triangular L with LLᵀ = C⁻¹, without C⁻¹: with the order of rows reversed, Cholesky's decomposition is C = UUᵀ,
 * U upper triangular, and L is the transpose of U⁻¹.
 *
 * <p>A pivot that is smaller than its diagonal element has lost digits to cancellation; the work is done again with
 * more of them until sixty are left.
 */
final class InverseFactor {
    private static final int GOOD_DIGITS = 60;
    private static final int MOST_DIGITS = 20_000;

    private final BigDecimal[][] upper;
    private final MathContext digits;
    private int lost;

    private InverseFactor(BigDecimal[][] matrix, BigDecimal divisor, int precision) {
        int size = matrix.length;
        this.digits = new MathContext(precision, RoundingMode.HALF_EVEN);
        this.upper = new BigDecimal[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                upper[i][j] = matrix[i][j].divide(divisor, digits);
            }
        }
    }

    /**
     * Decomposes the inverse of a positive definite matrix.
     *
     * @param matrix its upper triangle, times the divisor
     * @param divisor what to divide it by
     * @return column k of L from the diagonal down, as the nearest doubles
     */
    static double[][] columns(BigDecimal[][] matrix, BigDecimal divisor) {
        for (int precision = GOOD_DIGITS + 30; precision < MOST_DIGITS; precision *= 2) {
            InverseFactor factor = new InverseFactor(matrix, divisor, precision);
            if (factor.decompose() && precision - 2 * factor.lost - 10 >= GOOD_DIGITS) {
                return factor.inverted();
            }
        }
        throw new ImpossibleMomentsException("the variance of a combination of terms");
    }

    private boolean decompose() {
        for (int k = upper.length - 1; k >= 0; k--) {
            BigDecimal diagonal = upper[k][k];
            for (int m = k + 1; m < upper.length; m++) {
                upper[k][k] = upper[k][k].subtract(square(upper[k][m]), digits);
            }
            if (upper[k][k].signum() <= 0) {
                return false;
            }
            lost = Math.max(lost, exponent(diagonal) - exponent(upper[k][k]));
            upper[k][k] = upper[k][k].sqrt(digits);
            for (int i = 0; i < k; i++) {
                BigDecimal rest = upper[i][k];
                for (int m = k + 1; m < upper.length; m++) {
                    rest = rest.subtract(upper[i][m].multiply(upper[k][m], digits), digits);
                }
                upper[i][k] = rest.divide(upper[k][k], digits);
            }
        }
        return true;
    }

    private BigDecimal square(BigDecimal value) {
        return value.multiply(value, digits);
    }

    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale();
    }

    /** The rows of U⁻¹ from the diagonal on, which are the columns of L. */
    private double[][] inverted() {
        int size = upper.length;
        BigDecimal[][] inverse = new BigDecimal[size][size];
        double[][] columns = new double[size][];
        for (int k = size - 1; k >= 0; k--) {
            columns[k] = new double[size - k];
            for (int i = k; i < size; i++) {
                BigDecimal rest = i == k ? BigDecimal.ONE : BigDecimal.ZERO;
                for (int m = k + 1; m <= i; m++) {
                    rest = rest.subtract(upper[k][m].multiply(inverse[m][i], digits), digits);
                }
                inverse[k][i] = rest.divide(upper[k][k], digits);
                columns[k][i - k] = NearestDouble.of(inverse[k][i]);
            }
        }
        return columns;
    }
}
