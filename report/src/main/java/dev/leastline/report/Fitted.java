package dev.leastline.report;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.inference.Summary;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.util.List;
import java.util.Optional;

/**
 * A fit, and rows to draw it with.
 *
 * @param bowl what was fitted, without a ridge penalty
 * @param summary its table
 * @param rows rows to draw; none if the fit was made of moments
 */
public record Fitted(MeanSquaredError bowl, Summary summary, Rows rows) {
    /** Rows to draw. */
    public interface Rows {
        /** {@return how many} */
        int size();

        /** {@return of how many they are a sample; as many as there are, if they are all} */
        long of();

        /**
         * The values of a term.
         *
         * @param term a term of the formula, or a column of one; the weights
         * @return its value in each row
         */
        double[] values(Term term);

        /** {@return y − ŷ in each row, times √w if the rows have weights} */
        double[] residuals();

        /** {@return no rows} */
        static Rows none() {
            return new Rows() {
                @Override
                public int size() {
                    return 0;
                }

                @Override
                public long of() {
                    return 0;
                }

                @Override
                public double[] values(Term term) {
                    return new double[0];
                }

                @Override
                public double[] residuals() {
                    return new double[0];
                }
            };
        }
    }

    boolean isSample() {
        return rows.size() < rows.of();
    }

    Formula formula() {
        return bowl.formula();
    }

    LinearModel model() {
        return summary.model();
    }

    String response() {
        return formula().response().name();
    }

    /** The column over which the fit is a curve: the only one that the predictors have, if it holds numbers. */
    Optional<Term> curveOver() {
        List<String> columns = formula().predictors().stream()
                .flatMap(term -> term.columns().stream())
                .distinct()
                .toList();
        boolean ofNumbers = formula().predictors().stream()
                .allMatch(term -> term.factorColumns().isEmpty());
        return columns.size() == 1 && ofNumbers ? Optional.of(Term.column(columns.get(0))) : Optional.empty();
    }

    /** ŷ where the only column has a value. */
    double predictedAt(double x) {
        return model().predict(termsAt(x));
    }

    /** What the predictors are worth where the only column has a value. */
    double[] termsAt(double x) {
        return formula().predictors().stream()
                .mapToDouble(term -> term.value(column -> x, column -> ""))
                .toArray();
    }

    boolean isPerfect() {
        return bowl.residualSumOfSquares().signum() == 0;
    }

    boolean isWeighted() {
        return bowl.moments().weights().isPresent();
    }

    /** The fitted values in the rows, in plain doubles. */
    double[] fittedValues() {
        List<Term> predictors = formula().predictors();
        double[][] columns = predictors.stream().map(rows::values).toArray(double[][]::new);
        double[] fitted = new double[rows.size()];
        double[] row = new double[columns.length];
        for (int i = 0; i < fitted.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            fitted[i] = model().predict(row);
        }
        return fitted;
    }
}
