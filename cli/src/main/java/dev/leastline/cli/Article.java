package dev.leastline.cli;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The data without a FILE: five points of the line y = 2x + 1, and the settings that go with them. */
final class Article {
    static final BigDecimal LEARNING_RATE = new BigDecimal("0.01");
    static final long ITERATIONS = 1000;
    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] Y = {3, 5, 7, 9, 11};

    private Article() {}

    static Formula formula(Optional<Formula> formula) {
        Formula asked = formula.orElse(Formula.parse("y ~ x")).expand(List.of("x", "y"));
        for (String column : asked.columns()) {
            if (!column.equals("x") && !column.equals("y")) {
                throw noSuchColumn(column);
            }
        }
        if (!asked.factorColumns().isEmpty()) {
            throw noSuchColumn(asked.factorColumns().get(0));
        }
        return asked;
    }

    private static UsageException noSuchColumn(String column) {
        return new UsageException("without a FILE the columns are x and y, the five points of y = 2x + 1, both numbers;"
                + " there is no '" + column + "'");
    }

    static int size() {
        return X.length;
    }

    static double[] values(Term term) {
        double[] values = new double[X.length];
        Arrays.setAll(values, i -> term.value(column -> column.equals("x") ? X[i] : Y[i], column -> ""));
        return values;
    }

    static Moments moments(Formula formula) {
        MomentAccumulator accumulator = new MomentAccumulator(formula.accumulated());
        for (int row = 0; row < X.length; row++) {
            for (int i = 0; i < accumulator.columns().size(); i++) {
                accumulator.setDouble(i, accumulator.columns().get(i).equals("x") ? X[row] : Y[row]);
            }
            accumulator.endRow();
        }
        return accumulator.toMoments();
    }
}
