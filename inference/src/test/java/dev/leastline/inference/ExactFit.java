package dev.leastline.inference;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weighted least squares from the rows in rational arithmetic, by Gauss and Jordan with exchange of rows. Residuals and
 * deviations are taken row by row; variance inflation is a regression of its own. Slow and plain: the truth that the
 * product is held against.
 */
final class ExactFit {
    /** There is no single solution. */
    static final class SingularException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final int rows;
    final Ratio[] coefficients;

    /** Σw(y − ŷ)². */
    final Ratio residuals;

    /** Σw(y − ȳ)²; about zero without an intercept. */
    final Ratio total;

    /** Σw. */
    final Ratio weight;

    /** λ Σ s²θ². */
    final Ratio penalty;

    private final Ratio[][] inverse;
    private final BigDecimal[][] design;
    private final BigDecimal[] response;
    private final BigDecimal[] weights;
    private final boolean intercept;

    /** The formula with levels in the place of factors. */
    static ExactFit of(Observations observations, Formula formula) {
        return of(observations, formula, BigDecimal.ZERO, true);
    }

    /** With a ridge penalty, and without what would be inference. */
    static ExactFit penalised(Observations observations, Formula formula, BigDecimal ridge) {
        return of(observations, formula, ridge, false);
    }

    private static ExactFit of(Observations observations, Formula formula, BigDecimal ridge, boolean inverted) {
        List<Observations.Row> counted = observations.counted();
        BigDecimal[][] design = new BigDecimal[counted.size()][];
        for (int i = 0; i < design.length; i++) {
            List<BigDecimal> row = new ArrayList<>();
            for (Term term : formula.terms()) {
                row.add(counted.get(i).value(term));
            }
            design[i] = row.toArray(new BigDecimal[0]);
        }
        BigDecimal[] response =
                counted.stream().map(row -> row.value(formula.response())).toArray(BigDecimal[]::new);
        BigDecimal[] weights = counted.stream().map(observations::weight).toArray(BigDecimal[]::new);
        return new ExactFit(design, response, weights, formula.hasIntercept(), ridge, inverted);
    }

    private ExactFit(
            BigDecimal[][] design,
            BigDecimal[] response,
            BigDecimal[] weights,
            boolean intercept,
            BigDecimal ridge,
            boolean inverted) {
        this.rows = design.length;
        this.design = design;
        this.response = response;
        this.weights = weights;
        this.intercept = intercept;
        this.weight = Ratio.of(sum(BigDecimal.ONE));
        int p = design[0].length;
        Ratio[] penalties = new Ratio[p];
        Ratio[][] system = new Ratio[p][inverted ? 2 * p + 1 : p + 1];
        for (int i = 0; i < p; i++) {
            BigDecimal[] a = column(i);
            Ratio squareOfScale =
                    intercept && i == 0 ? Ratio.ZERO : variation(a).over(weight);
            penalties[i] = Ratio.of(ridge).times(squareOfScale);
            for (int j = 0; j < p; j++) {
                Ratio product = Ratio.of(sum(BigDecimal.ONE, a, column(j)));
                system[i][j] = i == j ? product.plus(penalties[i]) : product;
                if (inverted) {
                    system[i][p + 1 + j] = i == j ? Ratio.ONE : Ratio.ZERO;
                }
            }
            system[i][p] = Ratio.of(sum(BigDecimal.ONE, a, response));
        }
        solve(system);
        this.coefficients = new Ratio[p];
        this.inverse = new Ratio[p][];
        Ratio square = Ratio.ZERO;
        for (int i = 0; i < p; i++) {
            coefficients[i] = system[i][p];
            inverse[i] = Arrays.copyOfRange(system[i], p + 1, system[i].length);
            square = square.plus(penalties[i].times(coefficients[i]).times(coefficients[i]));
        }
        this.penalty = square;
        this.residuals = residuals();
        this.total = variation(response);
    }

    private BigDecimal[] column(int index) {
        return Arrays.stream(design).map(row -> row[index]).toArray(BigDecimal[]::new);
    }

    private BigDecimal sum(BigDecimal factor, BigDecimal[]... columns) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < rows; row++) {
            BigDecimal product = weights[row].multiply(factor);
            for (BigDecimal[] column : columns) {
                product = product.multiply(column[row]);
            }
            sum = sum.add(product);
        }
        return sum;
    }

    /** Σw(a − ā)², with ā = 0 where there is no intercept; W·(a − ā) is a decimal. */
    private Ratio variation(BigDecimal... a) {
        BigDecimal all = sum(BigDecimal.ONE);
        BigDecimal mean = intercept ? sum(BigDecimal.ONE, a) : BigDecimal.ZERO;
        BigDecimal[] deviations = new BigDecimal[rows];
        Arrays.setAll(deviations, row -> a[row].multiply(all).subtract(mean));
        return Ratio.of(sum(BigDecimal.ONE, deviations, deviations)).over(weight.times(weight));
    }

    private static void solve(Ratio[][] system) {
        for (int k = 0; k < system.length; k++) {
            int pivot = system.length - 1;
            while (pivot >= k && system[pivot][k].signum() == 0) {
                pivot--;
            }
            if (pivot < k) {
                throw new SingularException();
            }
            Ratio[] chosen = system[pivot];
            system[pivot] = system[k];
            system[k] = chosen;
            Ratio first = chosen[k];
            Arrays.setAll(chosen, j -> chosen[j].over(first));
            for (int i = 0; i < system.length; i++) {
                Ratio factor = system[i][k];
                for (int j = k; i != k && factor.signum() != 0 && j < chosen.length; j++) {
                    system[i][j] = system[i][j].minus(factor.times(chosen[j]));
                }
            }
        }
    }

    /** Of every row y − ŷ, times a number that makes all coefficients whole. */
    private Ratio residuals() {
        BigDecimal common = BigDecimal.ONE;
        for (Ratio coefficient : coefficients) {
            common = common.multiply(
                    new BigDecimal(Ratio.of(common).times(coefficient).under()));
        }
        BigDecimal[] errors = new BigDecimal[rows];
        for (int row = 0; row < rows; row++) {
            errors[row] = response[row].multiply(common);
            for (int i = 0; i < coefficients.length; i++) {
                BigDecimal whole =
                        new BigDecimal(Ratio.of(common).times(coefficients[i]).over());
                errors[row] = errors[row].subtract(design[row][i].multiply(whole));
            }
        }
        return Ratio.of(sum(BigDecimal.ONE, errors, errors)).over(Ratio.of(common.multiply(common)));
    }

    int degreesOfFreedom() {
        return rows - coefficients.length;
    }

    Ratio residualVariance() {
        return residuals.over(Ratio.of(degreesOfFreedom()));
    }

    /** The square of a standard error. */
    Ratio variance(int term) {
        return residualVariance().times(inverse[term][term]);
    }

    Ratio rSquared() {
        return Ratio.ONE.minus(residuals.over(total));
    }

    Ratio adjustedRSquared() {
        Ratio all = Ratio.of(rows - (intercept ? 1 : 0));
        return Ratio.ONE.minus(Ratio.ONE.minus(rSquared()).times(all).over(Ratio.of(degreesOfFreedom())));
    }

    /** How much better the model is than the mean, or zero, for each degree of freedom, over the residual variance. */
    Ratio f() {
        Ratio terms = Ratio.of(coefficients.length - (intercept ? 1 : 0));
        return total.minus(residuals).over(terms).over(residualVariance());
    }

    /** xᵀ(XᵀWX)⁻¹x. */
    Ratio leverage(Ratio... x) {
        Ratio sum = Ratio.ZERO;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum = sum.plus(x[i].times(inverse[i][j]).times(x[j]));
            }
        }
        return sum;
    }

    /** 1/(1 − R²) of a term's regression on the others. */
    Ratio varianceInflation(int term) {
        if (coefficients.length == 1) {
            return Ratio.ONE;
        }
        BigDecimal[][] others = new BigDecimal[rows][];
        for (int row = 0; row < rows; row++) {
            List<BigDecimal> rest = new ArrayList<>(List.of(design[row]));
            rest.remove(term);
            others[row] = rest.toArray(new BigDecimal[0]);
        }
        ExactFit fit = new ExactFit(others, column(term), weights, intercept, BigDecimal.ZERO, false);
        return Ratio.ONE.over(Ratio.ONE.minus(fit.rSquared()));
    }
}
