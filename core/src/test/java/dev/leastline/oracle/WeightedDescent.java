package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Gradient descent with weights (column {@code w}) and a ridge penalty in decimals of many digits, from the rows in every
 * step. Standardised columns are really standardised, with square roots; the penalty is λ times their coefficients'
 * squares, whatever the steps are taken on.
 */
public final class WeightedDescent {
    private final MathContext digits;
    private final BigDecimal[][] rows;
    private final BigDecimal[] response;
    private final BigDecimal[] weights;
    private final BigDecimal rate;
    private final BigDecimal ridge;
    private final boolean standardized;
    private final int first;
    private final BigDecimal[] means;
    private final BigDecimal[] scales;
    private BigDecimal[] theta;

    public WeightedDescent(
            Sample sample, String formula, BigDecimal rate, BigDecimal ridge, boolean standardized, int digits) {
        Formula parsed = Formula.parse(formula);
        this.digits = new MathContext(digits);
        this.rows = sample.design(parsed);
        this.response = sample.response(parsed);
        this.weights = sample.column("w");
        this.rate = rate;
        this.ridge = ridge;
        this.standardized = standardized;
        this.first = parsed.hasIntercept() ? 1 : 0;
        int p = rows[0].length;
        this.means = new BigDecimal[p];
        this.scales = new BigDecimal[p];
        for (int j = 0; j < p; j++) {
            int column = j;
            means[j] = j < first || first == 0 ? BigDecimal.ZERO : mean(row -> rows[row][column]);
            scales[j] = j < first
                    ? BigDecimal.ONE
                    : mean(row -> rows[row][column].subtract(means[column]).pow(2))
                            .sqrt(this.digits);
        }
        this.theta = new BigDecimal[p];
        Arrays.fill(theta, BigDecimal.ZERO);
    }

    public WeightedDescent from(BigDecimal... start) {
        theta = start.clone();
        return this;
    }

    private interface OfRow {
        BigDecimal value(int row);
    }

    /** Σw·f/Σw. */
    private BigDecimal mean(OfRow f) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        for (int row = 0; row < rows.length; row++) {
            sum = sum.add(weights[row].multiply(f.value(row)), digits);
            all = all.add(weights[row]);
        }
        return sum.divide(all, digits);
    }

    private BigDecimal error(int row) {
        BigDecimal error = response[row].negate();
        for (int j = 0; j < theta.length; j++) {
            error = error.add(rows[row][j].multiply(theta[j]), digits);
        }
        return error;
    }

    private BigDecimal shareOfRidge() {
        BigDecimal all = Arrays.stream(weights).reduce(BigDecimal.ZERO, BigDecimal::add);
        return ridge.divide(all, digits);
    }

    /** On standardised columns the coefficients are θ·s, and b + Σθ·x̄. */
    public void step() {
        BigDecimal[] moves = new BigDecimal[theta.length];
        for (int j = 0; j < moves.length; j++) {
            int column = j;
            BigDecimal shift = standardized ? means[j] : BigDecimal.ZERO;
            BigDecimal unit = standardized ? scales[j] : BigDecimal.ONE;
            BigDecimal slope = mean(
                    row -> error(row).multiply(rows[row][column].subtract(shift).divide(unit, digits), digits));
            if (j >= first) {
                // λ(s·θ)²/W, by the coefficient θ·unit.
                BigDecimal pull = theta[j].multiply(scales[j].pow(2)).divide(unit, digits);
                slope = slope.add(shareOfRidge().multiply(pull), digits);
            }
            moves[j] = slope.multiply(rate.add(rate), digits).divide(unit, digits);
        }
        BigDecimal[] next = new BigDecimal[theta.length];
        Arrays.setAll(next, j -> theta[j].subtract(moves[j], digits));
        for (int j = 1; standardized && first == 1 && j < next.length; j++) {
            next[0] = next[0].add(means[j].multiply(moves[j]), digits);
        }
        theta = next;
    }

    public double[] coefficients() {
        return Arrays.stream(theta)
                .mapToDouble(value -> Rational.of(value).nearestDouble())
                .toArray();
    }

    public double loss() {
        BigDecimal loss = mean(row -> error(row).pow(2));
        for (int j = first; j < theta.length; j++) {
            loss = loss.add(shareOfRidge().multiply(theta[j].multiply(scales[j]).pow(2)), digits);
        }
        return Rational.of(loss).nearestDouble();
    }
}
