package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Some rows of the data, to draw them; those of weight zero are not among them. */
public final class RowSample {
    private final List<String> columns;
    private final List<String> texts;
    private final Optional<String> weights;
    private final List<ExactRow> rows;

    RowSample(List<String> columns, List<String> texts, Optional<String> weights, List<ExactRow> rows) {
        this.columns = List.copyOf(columns);
        this.texts = List.copyOf(texts);
        this.weights = weights;
        this.rows = List.copyOf(rows);
    }

    /** {@return how many rows there are} */
    public int size() {
        return rows.size();
    }

    /**
     * The values of a term.
     *
     * @param term a term over the columns of the formula that was read for
     * @return the double nearest to its value in each row
     * @throws IllegalArgumentException if the term needs another column
     */
    public double[] values(Term term) {
        if (!columns.containsAll(term.columns()) || !texts.containsAll(term.factorColumns())) {
            throw new IllegalArgumentException("the rows do not have the columns of " + term.name());
        }
        return rows.stream()
                .mapToDouble(row -> NearestDouble.of(row.value(term)))
                .toArray();
    }

    /**
     * The residuals y − ŷ at the lowest point of a bowl; times √w, if the rows have weights. Each is formed to sixty digits
     * and rounded once.
     *
     * @param bowl the bowl of the formula that was read for
     * @return a residual for each row; all 0 for a perfect fit
     */
    public double[] residuals(MeanSquaredError bowl) {
        if (bowl.residualSumOfSquares().signum() == 0) {
            return new double[rows.size()];
        }
        Formula formula = bowl.formula();
        BigDecimal[] coefficients = ExactRow.coefficients(bowl);
        double[] predictors = new double[formula.predictors().size()];
        double[] residuals = new double[rows.size()];
        for (int k = 0; k < residuals.length; k++) {
            ExactRow row = rows.get(k);
            BigDecimal residual = row.residual(formula, coefficients, predictors);
            double weight = weights.map(row::number).map(NearestDouble::of).orElse(1.0);
            residuals[k] = Math.sqrt(weight) * NearestDouble.of(residual);
        }
        return residuals;
    }
}
