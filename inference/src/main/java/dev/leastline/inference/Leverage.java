package dev.leastline.inference;

import dev.leastline.exact.Fraction;
import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * How far a row lies from the others, h = xᵀ(XᵀX)⁻¹x, in plain doubles for many rows: what the uncertainty of a
 * prediction at x grows with.
 *
 * <p>With an intercept h = 1/n + zᵀC⁻¹z, z = x − x̄, C = Σzzᵀ; without one h = xᵀ(XᵀX)⁻¹x. The inverse is exact; it is
 * split into LLᵀ (Cholesky) to sixty digits, and L and x̄ are rounded to doubles, so that h is a sum of squares
 *
 * <pre>
 * h = 1/n + Σ_k ( L[k][k]·z[k] + L[k+1][k]·z[k+1] + … )²
 * </pre>
 *
 * added in this order: it does not cancel, however far the data lie from zero. With weights n is Σw, x̄ the weighted mean,
 * and X is weighted. Immutable.
 */
public final class Leverage {
    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

    private final double constant;
    private final double[] means;

    /** Column k of L from the diagonal down. */
    private final double[][] columns;

    private Leverage(double constant, double[] means, double[][] columns) {
        this.constant = constant;
        this.means = means;
        this.columns = columns;
    }

    /**
     * The leverage in a model.
     *
     * @param bowl the bowl of the model, without a ridge penalty
     * @return the leverage
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others
     * @throws IllegalStateException if the bowl has a ridge penalty
     */
    public static Leverage of(MeanSquaredError bowl) {
        Moments moments = bowl.moments();
        int first = bowl.formula().hasIntercept() ? 1 : 0;
        List<Term> predictors = bowl.formula().predictors();
        double[] means = new double[predictors.size()];
        BigDecimal[][] inverse = new BigDecimal[means.length][means.length];
        List<List<Fraction>> exact = bowl.inverse();
        for (int i = 0; i < means.length; i++) {
            if (first == 1) {
                means[i] = Fraction.of(moments.sum(predictors.get(i)), moments.totalWeight())
                        .nearestDouble();
            }
            for (int j = 0; j <= i; j++) {
                // Without the row and column of the intercept, the inverse of XᵀX is that of C.
                inverse[i][j] = exact.get(first + i).get(first + j).toBigDecimal(DIGITS);
            }
        }
        double constant =
                first == 1 ? Fraction.of(BigDecimal.ONE, moments.totalWeight()).nearestDouble() : 0;
        return new Leverage(constant, means, cholesky(inverse));
    }

    private static double[][] cholesky(BigDecimal[][] matrix) {
        int size = matrix.length;
        double[][] columns = new double[size][];
        for (int k = 0; k < size; k++) {
            BigDecimal root = squareRoot(matrix[k][k]);
            columns[k] = new double[size - k];
            columns[k][0] = NearestDouble.of(root);
            for (int i = k + 1; i < size; i++) {
                matrix[i][k] = matrix[i][k].divide(root, DIGITS);
                columns[k][i - k] = NearestDouble.of(matrix[i][k]);
            }
            for (int i = k + 1; i < size; i++) {
                for (int j = k + 1; j <= i; j++) {
                    matrix[i][j] = matrix[i][j].subtract(matrix[i][k].multiply(matrix[j][k], DIGITS), DIGITS);
                }
            }
        }
        return columns;
    }

    /** √ of a number above zero; what rounding has left at zero or below counts as zero's neighbour. */
    private static BigDecimal squareRoot(BigDecimal value) {
        if (value.signum() <= 0) {
            return BigDecimal.ONE.scaleByPowerOfTen(-DIGITS.getPrecision());
        }
        int tens = 2 * DIGITS.getPrecision() - value.precision() + value.scale();
        tens += tens & 1;
        BigInteger radicand = value.scaleByPowerOfTen(tens).toBigInteger();
        return new BigDecimal(NearestDouble.floorSquareRoot(radicand), tens / 2);
    }

    /**
     * The leverage of a row.
     *
     * @param values finite doubles, in the order of {@link dev.leastline.formula.Formula#predictors()}
     * @return h, of weight 1
     * @throws IllegalArgumentException if there are more or fewer values than predictors
     */
    public double at(double... values) {
        if (values.length != means.length) {
            throw new IllegalArgumentException(values.length + " values for " + means.length + " predictors");
        }
        double h = constant;
        for (int k = 0; k < columns.length; k++) {
            double[] column = columns[k];
            double sum = 0;
            for (int i = 0; i < column.length; i++) {
                sum += column[i] * (values[k + i] - means[k + i]);
            }
            h += sum * sum;
        }
        return h;
    }
}
