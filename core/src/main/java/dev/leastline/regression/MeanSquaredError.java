package dev.leastline.regression;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The bowl: the mean squared error of a linear model as a function of its p coefficients θ, known from moments alone.
 *
 * <pre>
 * L(θ)   = 1/n Σ (xᵀθ − y)²  = (θᵀSθ − 2θᵀs + Σy²) / n      S = XᵀX (p × p), s = Xᵀy (p)
 * ∇L(θ)  = 2/n (Sθ − s)
 * H      = 2/n S                                          the curvature, the same everywhere
 * L(θ)   = L_min + ½ (θ − θ*)ᵀ H (θ − θ*)                 θ* the lowest point, Sθ* = s
 * </pre>
 *
 * <p>With weights w, S = XᵀWX, s = XᵀWy, and n is Σw. With a ridge penalty λ (Hoerl and Kennard 1970) L is
 * (Σw(xᵀθ − y)² + λ Σ s_j²θ_j²)/Σw, where s_j² = Σw(x_j − x̄_j)²/Σw, so that λ means the same in any unit (as in
 * {@code lm.ridge} of R's MASS); the intercept is not penalised, and without one s_j² = Σw·x_j²/Σw.
 *
 * <p>All of it is computed in exact arithmetic and rounded once, so that nothing cancels near the bottom: value,
 * gradient and curvature are the doubles nearest to the truth. The unit of L is the response's, squared; of a
 * coefficient, the response's over its term's. Immutable; the lowest point is found when it is first asked for.
 */
public final class MeanSquaredError {
    private final Moments moments;
    private final Formula formula;
    private final List<Term> terms;
    private final BigDecimal ridge;

    /** S, s and Σy², times W² if there is a penalty, which is then a decimal too. */
    private final BigDecimal[][] products;

    /** What L has below the line for these products. */
    private final BigDecimal divisor;

    private final BigDecimal[] penalty;
    private @Nullable NormalEquations solved;

    private MeanSquaredError(Moments moments, Formula formula, BigDecimal ridge) {
        this.moments = moments;
        this.formula = formula;
        this.ridge = ridge;
        this.terms = formula.terms();
        BigDecimal weight = moments.totalWeight();
        BigDecimal unit = ridge.signum() == 0 ? BigDecimal.ONE : weight.multiply(weight);
        this.divisor = weight.multiply(unit);
        this.penalty = new BigDecimal[terms.size()];
        Term[] all = terms.toArray(new Term[terms.size() + 1]);
        all[terms.size()] = formula.response();
        this.products = new BigDecimal[all.length][all.length];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                products[i][j] = moments.sumOfProducts(all[i], all[j]).multiply(unit);
            }
        }
        for (int i = 0; i < penalty.length; i++) {
            penalty[i] = ridge.signum() == 0 ? BigDecimal.ZERO : ridge.multiply(squareOfScale(terms.get(i)));
            products[i][i] = products[i][i].add(penalty[i]);
        }
    }

    /** W²·s², which is W·Σwx² − (Σwx)². */
    private BigDecimal squareOfScale(Term term) {
        if (term.equals(Term.CONSTANT)) {
            return BigDecimal.ZERO;
        }
        BigDecimal squares = moments.totalWeight().multiply(moments.sumOfProducts(term, term));
        BigDecimal sum = formula.hasIntercept() ? moments.sum(term) : BigDecimal.ZERO;
        return squares.subtract(sum.multiply(sum));
    }

    /**
     * The bowl of a model over the rows that the moments sum up.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula response and terms; a dot stands for all other columns of the moments
     * @return the bowl
     * @throws IllegalArgumentException if a term, or what is left out, was not accumulated (names it), or if no term is left
     * @throws TooFewRowsException if there are fewer rows than coefficients, or none
     */
    public static MeanSquaredError of(Moments moments, Formula formula) {
        return of(moments, formula, BigDecimal.ZERO);
    }

    /**
     * The bowl of a model with a ridge penalty.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula response and terms; a dot stands for all other columns of the moments
     * @param ridge λ, not below zero; with 0 the same as without
     * @return the bowl
     * @throws IllegalArgumentException if λ is negative, a term, or what is left out, was not accumulated (names it), or no
     *     term is left
     * @throws TooFewRowsException if there are no rows, or without a penalty fewer than coefficients
     */
    public static MeanSquaredError of(Moments moments, Formula formula, BigDecimal ridge) {
        if (ridge.signum() < 0) {
            throw new IllegalArgumentException("the ridge penalty " + ridge + " is negative");
        }
        if (formula.hasDot()) {
            moments.requireColumns(formula.columnsLeftOut());
        }
        formula.requireLevels(moments.levels());
        Formula expanded = formula.expand(moments.columns()).withLevels(moments.levels());
        int coefficients = expanded.terms().size();
        if (coefficients == 0) {
            throw new IllegalArgumentException("formula '" + formula + "' leaves no term on the right side");
        }
        if (moments.rows() < (ridge.signum() == 0 ? coefficients : 1)) {
            throw new TooFewRowsException(moments.rows(), coefficients);
        }
        return new MeanSquaredError(moments, expanded, ridge);
    }

    /**
     * The bowl of a model given as text.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula for example {@code y ~ x}
     * @return the bowl
     * @throws dev.leastline.formula.FormulaException if the text is no formula
     * @throws IllegalArgumentException if a term was not accumulated (names it), or if no term is left
     * @throws TooFewRowsException if there are fewer rows than coefficients, or none
     */
    public static MeanSquaredError of(Moments moments, String formula) {
        return of(moments, Formula.parse(formula));
    }

    /** {@return the moments that the bowl is made of} */
    public Moments moments() {
        return moments;
    }

    /** {@return the formula, its dot expanded} */
    public Formula formula() {
        return formula;
    }

    /** {@return the ridge penalty λ; 0 without one} */
    public BigDecimal ridge() {
        return ridge;
    }

    /**
     * The normal equations' matrix S times a number that makes it exact decimals: H = 2·matrix/{@link #divisor()}.
     *
     * @return p × p, a new array, the ridge penalty on its diagonal
     */
    public BigDecimal[][] matrix() {
        BigDecimal[][] matrix = new BigDecimal[terms.size()][];
        Arrays.setAll(matrix, i -> Arrays.copyOf(products[i], terms.size()));
        return matrix;
    }

    /** {@return what {@link #matrix()} is to be divided by for ½H: n, or Σw, or with a penalty its cube} */
    public BigDecimal divisor() {
        return divisor;
    }

    /**
     * The ridge penalty's part of {@link #matrix()}.
     *
     * @param term which of the p terms
     * @return what was added on the diagonal; 0 without a penalty
     */
    public BigDecimal penalty(int term) {
        return penalty[term];
    }

    /** {@return the p terms, in the order of the coefficients} */
    public List<Term> terms() {
        return terms;
    }

    /**
     * L(θ), the mean squared error.
     *
     * @param coefficients p finite doubles, in the order of {@link #terms()}
     * @return the double nearest to the exact value at exactly these coefficients
     * @throws IllegalArgumentException if there are not p of them, or one is NaN or infinite
     */
    public double value(double... coefficients) {
        BigDecimal[] theta = exact(coefficients);
        BigDecimal sum = products[terms.size()][terms.size()];
        for (int i = 0; i < theta.length; i++) {
            // (Sθ − 2s)ᵀθ + Σy²
            BigDecimal row = products[i][terms.size()].multiply(BigDecimal.valueOf(-2));
            for (int j = 0; j < theta.length; j++) {
                row = row.add(products[i][j].multiply(theta[j]));
            }
            sum = sum.add(row.multiply(theta[i]));
        }
        return Fraction.of(sum, divisor).nearestDouble();
    }

    /**
     * ∇L(θ), the direction in which the bowl rises fastest.
     *
     * @param coefficients p finite doubles, in the order of {@link #terms()}
     * @return p partial derivatives, each the double nearest to the exact value
     * @throws IllegalArgumentException if there are not p of them, or one is NaN or infinite
     */
    public double[] gradient(double... coefficients) {
        BigDecimal[] theta = exact(coefficients);
        double[] gradient = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            BigDecimal slope = products[i][terms.size()].negate();
            for (int j = 0; j < theta.length; j++) {
                slope = slope.add(products[i][j].multiply(theta[j]));
            }
            gradient[i] = overRows(slope);
        }
        return gradient;
    }

    /** {@return H, the p × p matrix of second derivatives, each the double nearest to the exact value} */
    public double[][] curvature() {
        double[][] curvature = new double[terms.size()][terms.size()];
        for (int i = 0; i < curvature.length; i++) {
            int row = i;
            Arrays.setAll(curvature[i], j -> overRows(products[row][j]));
        }
        return curvature;
    }

    private double overRows(BigDecimal half) {
        return Fraction.of(half.add(half), divisor).nearestDouble();
    }

    /**
     * θ*, the coefficients at which the bowl is lowest: the solution of least squares.
     *
     * @return p exact fractions, in the order of {@link #terms()}
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public List<Fraction> lowestPoint() {
        return solved().solution();
    }

    /**
     * L(θ*), the smallest mean squared error that any coefficients reach: the residual sum of squares over n, and a
     * ridge penalty.
     *
     * @return the exact value, not below zero
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public Fraction minimum() {
        return solved().residualSumOfSquares().times(Fraction.of(BigDecimal.ONE, divisor));
    }

    /**
     * R² = 1 − L(θ*)/L₀, the share of the response's variation that the terms explain. L₀ is the mean square about the
     * mean, Σ(y − ȳ)²/n; in a model without intercept it is that about zero, Σy²/n.
     *
     * @return the double nearest to the exact value; empty for a response that does not vary (about its mean, or zero)
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public OptionalDouble rSquared() {
        Fraction total = totalSumOfSquares();
        return total.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Fraction.ONE
                        .minus(residualSumOfSquares().dividedBy(total))
                        .nearestDouble());
    }

    /**
     * Σ(y − ŷ)², or Σw(y − ŷ)², at the lowest point, without any penalty.
     *
     * @return the exact value, not below zero
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public Fraction residualSumOfSquares() {
        Fraction least = solved().residualSumOfSquares();
        if (ridge.signum() == 0) {
            return least;
        }
        List<Fraction> lowest = lowestPoint();
        for (int i = 0; i < penalty.length; i++) {
            Fraction theta = lowest.get(i);
            least = least.minus(Fraction.of(penalty[i]).times(theta).times(theta));
        }
        return least.times(Fraction.of(moments.totalWeight(), divisor));
    }

    /** {@return Σ(y − ȳ)², exactly; in a model without intercept Σy²; both with the weights} */
    public Fraction totalSumOfSquares() {
        Fraction total = Fraction.of(moments.sumOfProducts(formula.response(), formula.response()));
        if (formula.hasIntercept()) {
            BigDecimal sum = moments.sum(formula.response());
            total = total.minus(Fraction.of(sum.multiply(sum), moments.totalWeight()));
        }
        return total;
    }

    /**
     * (XᵀX)⁻¹, or (XᵀWX)⁻¹, which times the residual variance is the covariance of the coefficients.
     *
     * @return p × p exact fractions, in the order of {@link #terms()}
     * @throws IllegalStateException with a ridge penalty, which leaves no such inference
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public List<List<Fraction>> inverse() {
        refuseRidge();
        return Arrays.stream(solved().inverse()).map(List::of).toList();
    }

    /**
     * The diagonal of {@link #inverse()}, which is found much sooner than the whole.
     *
     * @return p exact fractions, in the order of {@link #terms()}
     * @throws IllegalStateException with a ridge penalty, which leaves no such inference
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public List<Fraction> inverseDiagonal() {
        refuseRidge();
        return solved().inverseDiagonal();
    }

    /**
     * xᵀ(XᵀX)⁻¹x, or xᵀ(XᵀWX)⁻¹x, which times the residual variance is the variance of the fit at x.
     *
     * @param row p numbers, in the order of {@link #terms()}: 1 for the constant
     * @return the exact value, not below zero
     * @throws IllegalArgumentException if there are not p of them
     * @throws IllegalStateException with a ridge penalty, which leaves no such inference
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public Fraction leverage(BigDecimal... row) {
        refuseRidge();
        if (row.length != terms.size()) {
            throw new IllegalArgumentException(row.length + " values for " + terms.size() + " terms");
        }
        return solved().leverage(row);
    }

    private void refuseRidge() {
        if (ridge.signum() != 0) {
            throw new IllegalStateException("there is no inference with a ridge penalty");
        }
    }

    private synchronized NormalEquations solved() {
        if (solved == null) {
            solved = new NormalEquations(terms, products);
        }
        return solved;
    }

    private BigDecimal[] exact(double[] coefficients) {
        if (coefficients.length != terms.size()) {
            throw new IllegalArgumentException(coefficients.length + " coefficients for " + terms.size() + " terms");
        }
        BigDecimal[] exact = new BigDecimal[coefficients.length];
        for (int i = 0; i < exact.length; i++) {
            if (Double.isNaN(coefficients[i]) || Double.isInfinite(coefficients[i])) {
                throw new IllegalArgumentException(
                        "the coefficient of '" + terms.get(i).name() + "' is " + coefficients[i]);
            }
            exact[i] = new BigDecimal(coefficients[i]);
        }
        return exact;
    }
}
