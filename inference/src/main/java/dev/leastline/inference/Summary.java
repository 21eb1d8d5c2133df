package dev.leastline.inference;

import dev.leastline.exact.Fraction;
import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a least-squares fit says about the population behind the data, under the usual assumptions (independent normal
 * errors of equal variance). All of it from moments.
 *
 * <p>With n rows, p coefficients, RSS = Σ(y − ŷ)² and s² = RSS/(n − p):
 *
 * <pre>
 * standard error  s·√C                   C the term's diagonal entry of (XᵀX)⁻¹
 * t               θ / standard error
 * R²              1 − RSS/TSS            TSS about the mean; about zero without an intercept
 * adjusted R²     1 − s²/(TSS/(n − 1))   TSS/n without an intercept
 * F               ((TSS − RSS)/k) / s²   k = p − 1 with an intercept, p without
 * log-likelihood  −n/2·(ln 2π + ln(RSS/n) + 1) + ½ Σ ln w
 * AIC, BIC        −2·log-likelihood + 2(p + 1), + ln(n)·(p + 1)    s counts as a parameter, as in R
 * </pre>
 *
 * With weights w, RSS and TSS are Σw(y − ŷ)² and Σw(y − ȳ)², C is of (XᵀWX)⁻¹, and rows of weight zero are not counted.
 *
 * <p>Standard errors, t, R², adjusted R², F and the residual error are each the double nearest to the exact value. p-values
 * and quantiles are those of Apache Commons Statistics: relative errors up to some 1e-14 for t, 1e-12 for F, and where k and
 * the degrees of freedom are both even 3e-17 times the latter (docs/accuracy.md). Log-likelihood, AIC and BIC take a
 * logarithm in doubles.
 *
 * <p>A figure that does not exist is empty: all that divides by s where it is zero (a perfect fit) or has no degree of
 * freedom (n = p), R² and F of a response that does not vary, F of a model without terms but the constant. Immutable.
 */
public final class Summary {
    private static final double DEFAULT_CONFIDENCE = 0.95;

    private final MeanSquaredError bowl;
    private final LinearModel model;
    private final double confidence;
    private final long degreesOfFreedom;
    private final List<Fraction> lowestPoint;
    private final List<Fraction> inverseDiagonal;
    private final Fraction residuals;
    private final Fraction total;

    private Summary(MeanSquaredError bowl) {
        this.bowl = bowl;
        this.model = LeastSquares.fit(bowl);
        this.confidence = DEFAULT_CONFIDENCE;
        this.lowestPoint = bowl.lowestPoint();
        this.inverseDiagonal = bowl.inverseDiagonal();
        this.residuals = bowl.residualSumOfSquares();
        this.total = bowl.totalSumOfSquares();
        this.degreesOfFreedom = bowl.moments().rows() - bowl.terms().size();
    }

    private Summary(Summary other, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("the confidence must lie between 0 and 1, not " + confidence);
        }
        this.bowl = other.bowl;
        this.model = other.model;
        this.confidence = confidence;
        this.lowestPoint = other.lowestPoint;
        this.inverseDiagonal = other.inverseDiagonal;
        this.residuals = other.residuals;
        this.total = other.total;
        this.degreesOfFreedom = other.degreesOfFreedom;
    }

    /**
     * Fits a formula and sums it up, with intervals of 95 % confidence.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula for example {@code y ~ x}
     * @return the summary
     * @throws dev.leastline.formula.FormulaException if the text is no formula
     * @throws IllegalArgumentException if a term was not accumulated (names it), or if no term is left
     * @throws dev.leastline.regression.TooFewRowsException if there are fewer rows than coefficients, or none
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others
     */
    public static Summary of(Moments moments, String formula) {
        return of(MeanSquaredError.of(moments, Formula.parse(formula)));
    }

    /**
     * Sums up the fit at the lowest point of a bowl, with intervals of 95 % confidence.
     *
     * @param bowl the bowl, without a ridge penalty
     * @return the summary
     * @throws IllegalStateException if the bowl has a ridge penalty, for which there is no such inference
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others
     */
    public static Summary of(MeanSquaredError bowl) {
        return new Summary(bowl);
    }

    /**
     * The same with intervals of another confidence.
     *
     * @param level for example 0.99
     * @return the summary
     * @throws IllegalArgumentException if the level is not between 0 and 1, both excluded
     */
    public Summary withConfidence(double level) {
        return new Summary(this, level);
    }

    /** {@return the model at the lowest point} */
    public LinearModel model() {
        return model;
    }

    /** {@return the number of rows n} */
    public long rows() {
        return bowl.moments().rows();
    }

    /** {@return the term by which rows were weighted, if they were} */
    public Optional<Term> weights() {
        return bowl.moments().weights();
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return n − p} */
    public long degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /** {@return the coefficient table, in the order of the model's terms} */
    public List<Coefficient> coefficients() {
        List<Coefficient> table = new ArrayList<>();
        for (int i = 0; i < lowestPoint.size(); i++) {
            table.add(coefficient(i));
        }
        return List.copyOf(table);
    }

    private Coefficient coefficient(int i) {
        String term = bowl.terms().get(i).name();
        double estimate = model.coefficients()[i];
        OptionalDouble stdError = stdError(i);
        OptionalDouble t = t(i);
        OptionalDouble none = OptionalDouble.empty();
        if (degreesOfFreedom == 0) {
            return new Coefficient(term, estimate, none, none, none, none, none);
        }
        if (residuals.signum() == 0) {
            OptionalDouble exactly = finite(estimate);
            return new Coefficient(term, estimate, stdError, none, none, exactly, exactly);
        }
        double reach = quantile() * variance(i).nearestSquareRoot();
        return new Coefficient(
                term,
                estimate,
                stdError,
                t,
                OptionalDouble.of(2 * studentT().survivalProbability(Math.abs(signedT(i)))),
                finite(estimate - reach),
                finite(estimate + reach));
    }

    /**
     * The standard error of a coefficient.
     *
     * @param index which of the model's terms
     * @return s·√C; empty where n = p
     */
    public OptionalDouble stdError(int index) {
        return degreesOfFreedom == 0
                ? OptionalDouble.empty()
                : finite(variance(index).nearestSquareRoot());
    }

    /**
     * A coefficient in units of its standard error.
     *
     * @param index which of the model's terms
     * @return t; empty where n = p, and for a perfect fit
     */
    public OptionalDouble t(int index) {
        return degreesOfFreedom == 0 || residuals.signum() == 0 ? OptionalDouble.empty() : finite(signedT(index));
    }

    private double signedT(int i) {
        Fraction theta = lowestPoint.get(i);
        double magnitude = theta.times(theta).dividedBy(variance(i)).nearestSquareRoot();
        return theta.signum() < 0 ? -magnitude : magnitude;
    }

    private Fraction variance(int i) {
        return residualVariance().times(inverseDiagonal.get(i));
    }

    private Fraction residualVariance() {
        return residuals.dividedBy(Fraction.of(BigDecimal.valueOf(degreesOfFreedom)));
    }

    private double quantile() {
        return studentT().inverseSurvivalProbability((1 - confidence) / 2);
    }

    private TDistribution studentT() {
        return TDistribution.of((double) degreesOfFreedom);
    }

    private static OptionalDouble finite(double value) {
        return Double.isInfinite(value) || Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return s = √(RSS/(n − p)), in the unit of the response; empty where n = p} */
    public OptionalDouble residualStdError() {
        return degreesOfFreedom == 0
                ? OptionalDouble.empty()
                : finite(residualVariance().nearestSquareRoot());
    }

    /**
     * Half the width of an interval at leverage 1: the quantile of t times s.
     *
     * @return the factor; empty where n = p
     */
    public OptionalDouble intervalFactor() {
        return degreesOfFreedom == 0
                ? OptionalDouble.empty()
                : finite(quantile() * residualVariance().nearestSquareRoot());
    }

    /** {@return R²; empty for a response that does not vary} */
    public OptionalDouble rSquared() {
        return bowl.rSquared();
    }

    /** {@return adjusted R²; empty for a response that does not vary, or where n = p} */
    public OptionalDouble adjustedRSquared() {
        if (total.signum() == 0 || degreesOfFreedom == 0) {
            return OptionalDouble.empty();
        }
        Fraction variance = total.dividedBy(Fraction.of(BigDecimal.valueOf(rows() - interceptDegrees())));
        return OptionalDouble.of(
                Fraction.ONE.minus(residualVariance().dividedBy(variance)).nearestDouble());
    }

    private int interceptDegrees() {
        return bowl.formula().hasIntercept() ? 1 : 0;
    }

    /** {@return k, the degrees of freedom of F's numerator: the number of coefficients without the intercept} */
    public int fNumeratorDegreesOfFreedom() {
        return bowl.terms().size() - interceptDegrees();
    }

    /** {@return F; empty where n = p, for a perfect fit, and for a model of nothing but an intercept} */
    public OptionalDouble fStatistic() {
        if (degreesOfFreedom == 0 || residuals.signum() == 0 || fNumeratorDegreesOfFreedom() == 0) {
            return OptionalDouble.empty();
        }
        Fraction explained =
                total.minus(residuals).dividedBy(Fraction.of(BigDecimal.valueOf(fNumeratorDegreesOfFreedom())));
        return finite(explained.dividedBy(residualVariance()).nearestDouble());
    }

    /** {@return how probable an F at least as large is if no term matters; empty where F is} */
    public OptionalDouble fPValue() {
        OptionalDouble f = fStatistic();
        return f.isEmpty()
                ? f
                : OptionalDouble.of(FDistribution.of(fNumeratorDegreesOfFreedom(), (double) degreesOfFreedom)
                        .survivalProbability(f.getAsDouble()));
    }

    /** {@return the greatest log-likelihood; empty for a perfect fit} */
    public OptionalDouble logLikelihood() {
        if (residuals.signum() == 0) {
            return OptionalDouble.empty();
        }
        double n = (double) rows();
        double variance =
                residuals.dividedBy(Fraction.of(BigDecimal.valueOf(rows()))).nearestDouble();
        double logWeights = NearestDouble.of(bowl.moments().sumOfLogWeights());
        return finite(-n / 2 * (StrictMath.log(2 * Math.PI) + StrictMath.log(variance) + 1) + logWeights / 2);
    }

    /** {@return Akaike's criterion; empty for a perfect fit} */
    public OptionalDouble aic() {
        return criterion(2);
    }

    /** {@return the Bayesian criterion; empty for a perfect fit} */
    public OptionalDouble bic() {
        return criterion(StrictMath.log((double) rows()));
    }

    private OptionalDouble criterion(double penalty) {
        OptionalDouble logLikelihood = logLikelihood();
        return logLikelihood.isEmpty()
                ? logLikelihood
                : OptionalDouble.of(-2 * logLikelihood.getAsDouble() + penalty * (lowestPoint.size() + 1));
    }

    /**
     * The variance inflation factor of a term: how many times larger the variance of its coefficient is than if it were
     * not correlated with the other terms, 1/(1 − R²) of its regression on them.
     *
     * @param index which of the model's terms, not the constant
     * @return the double nearest to the exact value
     * @throws IllegalArgumentException for the constant
     */
    public double varianceInflationFactor(int index) {
        if (interceptDegrees() > index) {
            throw new IllegalArgumentException("the constant has no variance inflation factor");
        }
        var term = bowl.terms().get(index);
        Moments moments = bowl.moments();
        Fraction squares = Fraction.of(moments.sumOfProducts(term, term));
        if (bowl.formula().hasIntercept()) {
            BigDecimal sum = moments.sum(term);
            squares = squares.minus(Fraction.of(sum.multiply(sum), moments.totalWeight()));
        }
        return squares.times(inverseDiagonal.get(index)).nearestDouble();
    }

    /**
     * Where the mean response lies at given values of the predictors.
     *
     * @param values finite doubles, in the order of {@link Formula#predictors()}
     * @return the prediction, and the interval that holds the mean with {@link #confidence()}
     * @throws IllegalArgumentException if there are more or fewer values than predictors, or for NaN and infinities
     */
    public Interval confidenceInterval(double... values) {
        return interval(Fraction.ZERO, values);
    }

    /**
     * Where a new response lies at given values of the predictors.
     *
     * @param values finite doubles, in the order of {@link Formula#predictors()}
     * @return the prediction, and the interval that holds a new response with {@link #confidence()}
     * @throws IllegalArgumentException if there are more or fewer values than predictors, or for NaN and infinities
     */
    public Interval predictionInterval(double... values) {
        return interval(Fraction.ONE, values);
    }

    private Interval interval(Fraction own, double... values) {
        double fit = model.predict(values);
        if (degreesOfFreedom == 0) {
            return new Interval(fit, OptionalDouble.empty(), OptionalDouble.empty());
        }
        List<BigDecimal> row = new ArrayList<>();
        if (bowl.formula().hasIntercept()) {
            row.add(BigDecimal.ONE);
        }
        for (double value : values) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("cannot predict at " + value);
            }
            row.add(new BigDecimal(value));
        }
        Fraction leverage = own.plus(bowl.leverage(row.toArray(new BigDecimal[0])));
        double reach = quantile() * residualVariance().times(leverage).nearestSquareRoot();
        return new Interval(fit, finite(fit - reach), finite(fit + reach));
    }
}
