package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.util.Arrays;

/** A few steps of gradient descent in rational arithmetic: where even the last of infinitely many digits counts. */
public final class RationalDescent {
    private final BigDecimal[][] rows;
    private final BigDecimal[] response;
    private final Rational twiceRateOverRows;
    private Rational[] theta;

    public RationalDescent(Sample sample, String formula, BigDecimal rate, BigDecimal... start) {
        Formula parsed = Formula.parse(formula);
        this.rows = sample.design(parsed);
        this.response = sample.response(parsed);
        this.twiceRateOverRows = Rational.of(rate.add(rate)).over(Rational.of(rows.length));
        this.theta = new Rational[rows[0].length];
        Arrays.setAll(theta, i -> i < start.length ? Rational.of(start[i]) : Rational.ZERO);
    }

    public void step() {
        Rational[] next = theta.clone();
        for (int row = 0; row < rows.length; row++) {
            Rational error = error(row);
            for (int i = 0; i < theta.length; i++) {
                Rational pull = twiceRateOverRows.times(error).times(Rational.of(rows[row][i]));
                next[i] = next[i].minus(pull);
            }
        }
        theta = next;
    }

    private Rational error(int row) {
        Rational error = Rational.of(response[row]).negate();
        for (int i = 0; i < theta.length; i++) {
            error = error.plus(Rational.of(rows[row][i]).times(theta[i]));
        }
        return error;
    }

    public double[] coefficients() {
        return Arrays.stream(theta).mapToDouble(Rational::nearestDouble).toArray();
    }

    public double loss() {
        Rational sum = Rational.ZERO;
        for (int row = 0; row < rows.length; row++) {
            sum = sum.plus(error(row).times(error(row)));
        }
        return sum.over(Rational.of(rows.length)).nearestDouble();
    }
}
