package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Least squares from the raw rows in rational arithmetic: Gauss–Jordan elimination with exchange of rows, residuals row
 * by row. Slow and plain: the truth that the product is held against.
 */
public final class RationalFit {
    private final Rational[][] design;
    private final Rational[] response;
    private final boolean intercept;
    private final Rational[] coefficients;

    private RationalFit(Rational[][] design, Rational[] response, boolean intercept) {
        this.design = design;
        this.response = response;
        this.intercept = intercept;
        this.coefficients = solve();
    }

    public static RationalFit of(Sample sample, String formula) {
        Formula parsed = Formula.parse(formula);
        return new RationalFit(
                Arrays.stream(sample.design(parsed)).map(RationalFit::rationals).toArray(Rational[][]::new),
                rationals(sample.response(parsed)),
                parsed.hasIntercept());
    }

    private static Rational[] rationals(BigDecimal[] values) {
        return Arrays.stream(values).map(Rational::of).toArray(Rational[]::new);
    }

    private Rational[] solve() {
        int p = design[0].length;
        Rational[][] system = new Rational[p][p + 1];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= p; j++) {
                system[i][j] = Rational.ZERO;
                for (int row = 0; row < design.length; row++) {
                    Rational other = j < p ? design[row][j] : response[row];
                    system[i][j] = system[i][j].plus(design[row][i].times(other));
                }
            }
        }
        for (int k = 0; k < p; k++) {
            int pivot = p - 1;
            while (system[pivot][k].signum() == 0) {
                pivot--;
            }
            Rational[] chosen = system[pivot];
            system[pivot] = system[k];
            system[k] = chosen;
            for (int i = 0; i < p; i++) {
                if (i != k) {
                    Rational factor = system[i][k].over(chosen[k]);
                    for (int j = k; j <= p; j++) {
                        system[i][j] = system[i][j].minus(factor.times(chosen[j]));
                    }
                }
            }
        }
        Rational[] solution = new Rational[p];
        Arrays.setAll(solution, i -> system[i][p].over(system[i][i]));
        return solution;
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
        Rational sum = Rational.ZERO;
        for (int row = 0; row < response.length; row++) {
            Rational error = error(row, at);
            sum = sum.plus(error.times(error));
        }
        return sum.over(Rational.of(response.length));
    }

    public double[] gradient(Rational... at) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < gradient.length; i++) {
            Rational sum = Rational.ZERO;
            for (int row = 0; row < response.length; row++) {
                sum = sum.plus(error(row, at).times(design[row][i]));
            }
            gradient[i] =
                    sum.times(Rational.of(2)).over(Rational.of(response.length)).nearestDouble();
        }
        return gradient;
    }

    public double[][] curvature() {
        double[][] curvature = new double[coefficients.length][coefficients.length];
        for (int i = 0; i < curvature.length; i++) {
            for (int j = 0; j < curvature.length; j++) {
                Rational sum = Rational.ZERO;
                for (Rational[] row : design) {
                    sum = sum.plus(row[i].times(row[j]));
                }
                curvature[i][j] = sum.times(Rational.of(2))
                        .over(Rational.of(response.length))
                        .nearestDouble();
            }
        }
        return curvature;
    }

    /** 1 − Σ(y − ŷ)²/Σ(y − ȳ)², with ȳ = 0 in a model without intercept. */
    public double rSquared() {
        Rational mean = Rational.ZERO;
        if (intercept) {
            for (Rational y : response) {
                mean = mean.plus(y);
            }
            mean = mean.over(Rational.of(response.length));
        }
        Rational total = Rational.ZERO;
        for (Rational y : response) {
            total = total.plus(y.minus(mean).times(y.minus(mean)));
        }
        Rational rest = minimum().times(Rational.of(response.length));
        return Rational.ONE.minus(rest.over(total)).nearestDouble();
    }

    private Rational error(int row, Rational... at) {
        Rational error = response[row].negate();
        for (int j = 0; j < at.length; j++) {
            error = error.plus(design[row][j].times(at[j]));
        }
        return error;
    }
}
