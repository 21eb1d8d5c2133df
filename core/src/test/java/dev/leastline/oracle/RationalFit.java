package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Least squares from the raw rows in rational arithmetic: Gaussian elimination with exchange of rows, residuals row by
 * row. Slow and plain: the truth that the product is held against.
 */
public final class RationalFit {
    private final BigDecimal[][] design;
    private final BigDecimal[] response;
    private final boolean intercept;
    private final Rational[] coefficients;

    /** The normal equations have no single solution. */
    public static final class SingularException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private RationalFit(BigDecimal[][] design, BigDecimal[] response, boolean intercept) {
        this.design = design;
        this.response = response;
        this.intercept = intercept;
        this.coefficients = solve();
    }

    public static RationalFit of(Sample sample, String formula) {
        Formula parsed = Formula.parse(formula);
        return new RationalFit(sample.design(parsed), sample.response(parsed), parsed.hasIntercept());
    }

    private Rational[] solve() {
        int p = design[0].length;
        Rational[][] system = new Rational[p][p + 1];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= p; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int row = 0; row < design.length; row++) {
                    sum = sum.add(design[row][i].multiply(j < p ? design[row][j] : response[row]));
                }
                system[i][j] = Rational.of(sum);
            }
        }
        for (int k = 0; k < p; k++) {
            exchange(system, k);
            for (int i = k + 1; i < p; i++) {
                Rational factor = system[i][k].over(system[k][k]);
                for (int j = k; j <= p; j++) {
                    system[i][j] = system[i][j].minus(factor.times(system[k][j]));
                }
            }
        }
        Rational[] solution = new Rational[p];
        for (int i = p - 1; i >= 0; i--) {
            Rational rest = system[i][p];
            for (int j = i + 1; j < p; j++) {
                rest = rest.minus(system[i][j].times(solution[j]));
            }
            solution[i] = rest.over(system[i][i]);
        }
        return solution;
    }

    private static void exchange(Rational[][] system, int k) {
        int pivot = system.length - 1;
        while (pivot >= k && system[pivot][k].signum() == 0) {
            pivot--;
        }
        if (pivot < k) {
            throw new SingularException();
        }
        Rational[] chosen = system[pivot];
        system[pivot] = system[k];
        system[k] = chosen;
    }

    public double[] coefficients() {
        return Arrays.stream(coefficients).mapToDouble(Rational::nearestDouble).toArray();
    }

    public Rational[] exactCoefficients() {
        return coefficients.clone();
    }

    public Rational minimum() {
        return meanSquaredError(coefficients);
    }

    public Rational meanSquaredError(Rational... at) {
        BigDecimal common = new BigDecimal(commonDenominator(at));
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal error : errorsTimes(common, at)) {
            sum = sum.add(error.multiply(error));
        }
        return Rational.of(sum).over(Rational.of(common.multiply(common))).over(Rational.of(response.length));
    }

    public double[] gradient(Rational... at) {
        BigDecimal common = new BigDecimal(commonDenominator(at));
        BigDecimal[] errors = errorsTimes(common, at);
        double[] gradient = new double[at.length];
        for (int i = 0; i < gradient.length; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int row = 0; row < response.length; row++) {
                sum = sum.add(errors[row].multiply(design[row][i]));
            }
            gradient[i] = twiceOverRows(sum).over(Rational.of(common)).nearestDouble();
        }
        return gradient;
    }

    public double[][] curvature() {
        double[][] curvature = new double[coefficients.length][coefficients.length];
        for (int i = 0; i < curvature.length; i++) {
            for (int j = 0; j < curvature.length; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (BigDecimal[] row : design) {
                    sum = sum.add(row[i].multiply(row[j]));
                }
                curvature[i][j] = twiceOverRows(sum).nearestDouble();
            }
        }
        return curvature;
    }

    /** 1 − Σ(y − ŷ)²/Σ(y − ȳ)², with ȳ = 0 in a model without intercept. */
    public double rSquared() {
        Rational mean = Rational.ZERO;
        if (intercept) {
            BigDecimal sum = Arrays.stream(response).reduce(BigDecimal.ZERO, BigDecimal::add);
            mean = Rational.of(sum).over(Rational.of(response.length));
        }
        Rational total = Rational.ZERO;
        for (BigDecimal y : response) {
            Rational deviation = Rational.of(y).minus(mean);
            total = total.plus(deviation.times(deviation));
        }
        Rational rest = minimum().times(Rational.of(response.length));
        return Rational.ONE.minus(rest.over(total)).nearestDouble();
    }

    private Rational twiceOverRows(BigDecimal sum) {
        return Rational.of(sum.add(sum)).over(Rational.of(response.length));
    }

    private static BigInteger commonDenominator(Rational... values) {
        BigInteger common = BigInteger.ONE;
        for (Rational value : values) {
            common = common.multiply(value.denominator()).divide(common.gcd(value.denominator()));
        }
        return common;
    }

    /** xᵀθ − y of every row, times a number that makes every coefficient whole. */
    private BigDecimal[] errorsTimes(BigDecimal common, Rational... at) {
        BigDecimal[] errors = new BigDecimal[response.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = response[row].multiply(common).negate();
            for (int j = 0; j < at.length; j++) {
                BigInteger whole =
                        common.toBigIntegerExact().divide(at[j].denominator()).multiply(at[j].numerator());
                errors[row] = errors[row].add(design[row][j].multiply(new BigDecimal(whole)));
            }
        }
        return errors;
    }
}
