package dev.leastline.inference;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.List;

/**
 * How far a row lies from the others, h = xᵀ(XᵀX)⁻¹x, in plain doubles for many rows: what the uncertainty of a
 * prediction at x grows with.
 *
 * <p>With an intercept h = 1/n + zᵀC⁻¹z, z = x − x̄, C = Σzzᵀ; without one C = Σxxᵀ and z = x, without 1/n. C is exact; it
 * is split (Cholesky) in so many digits that sixty are left, C⁻¹ = LLᵀ, and L and x̄ are rounded to doubles, so that h is a
 * sum of squares
 *
 * <pre>
 * h = 1/n + Σ_k ( L[k][k]·z[k] + L[k+1][k]·z[k+1] + … )²
 * </pre>
 *
 * added in this order: it does not cancel, however far the data lie from zero. With weights n is Σw, x̄ the weighted mean,
 * and X is weighted. Immutable.
 */
public final class Leverage {
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
        if (bowl.ridge().signum() != 0) {
            throw new IllegalStateException("there is no inference with a ridge penalty");
        }
        bowl.lowestPoint(); // refuses collinear terms
        Moments moments = bowl.moments();
        int first = bowl.formula().hasIntercept() ? 1 : 0;
        List<Term> predictors = bowl.formula().predictors();
        double[] means = new double[predictors.size()];
        BigDecimal[][] products = new BigDecimal[means.length][means.length];
        BigDecimal total = moments.totalWeight();
        for (int i = 0; i < means.length; i++) {
            if (first == 1) {
                means[i] = Fraction.of(moments.sum(predictors.get(i)), total).nearestDouble();
            }
            for (int j = 0; j <= i; j++) {
                products[j][i] = products(moments, predictors.get(i), predictors.get(j), first == 1);
            }
        }
        BigDecimal scale = first == 1 ? total : BigDecimal.ONE;
        double constant = first == 1 ? Fraction.of(BigDecimal.ONE, total).nearestDouble() : 0;
        return new Leverage(constant, means, InverseFactor.columns(products, scale));
    }

    /** Σab, or about the means n·Σab − Σa·Σb, n times what it stands for. */
    private static BigDecimal products(Moments moments, Term a, Term b, boolean centred) {
        BigDecimal sum = moments.sumOfProducts(a, b);
        return centred
                ? sum.multiply(moments.totalWeight()).subtract(moments.sum(a).multiply(moments.sum(b)))
                : sum;
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
