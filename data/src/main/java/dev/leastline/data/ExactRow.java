package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The numbers and texts of a row, and what terms are worth in it: exactly, functions of a column aside. */
final class ExactRow {
    private static final MathContext DIGITS = new MathContext(60);

    private final List<String> columns;
    private final List<String> texts;
    private final BigDecimal[] numbers;
    private final String[] levels;

    ExactRow(List<String> columns, List<String> texts) {
        this.columns = columns;
        this.texts = texts;
        this.numbers = new BigDecimal[columns.size()];
        this.levels = new String[texts.size()];
    }

    void set(int column, BigDecimal value) {
        numbers[column] = value;
    }

    void setText(int column, String text) {
        levels[column] = text;
    }

    /** {@return the number in a column} */
    BigDecimal number(String column) {
        return numbers[columns.indexOf(column)];
    }

    BigDecimal value(Term term) {
        if (term instanceof Term.Column column) {
            return number(column.column());
        }
        if (term instanceof Term.Power power) {
            return value(power.base()).pow(power.exponent());
        }
        if (term instanceof Term.Level level) {
            return levels[texts.indexOf(level.column())].equals(level.level()) ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (term instanceof Term.Applied applied) {
            double x = NearestDouble.of(number(applied.column()));
            return new BigDecimal(applied.function().of(x));
        }
        BigDecimal product = BigDecimal.ONE;
        for (Term part : term.parts()) {
            product = product.multiply(value(part));
        }
        return product;
    }

    /**
     * y − ŷ.
     *
     * @param coefficients those of the formula's terms
     * @param predictors takes the doubles nearest to the predictors' values
     */
    BigDecimal residual(Formula formula, BigDecimal[] coefficients, double[] predictors) {
        BigDecimal rest = value(formula.response());
        int first = formula.hasIntercept() ? 1 : 0;
        if (first == 1) {
            rest = rest.subtract(coefficients[0]);
        }
        for (int i = 0; i < predictors.length; i++) {
            BigDecimal value = value(formula.predictors().get(i));
            predictors[i] = NearestDouble.of(value);
            rest = rest.subtract(coefficients[first + i].multiply(value));
        }
        return rest;
    }

    /** The coefficients at the lowest point of a bowl, to sixty digits. */
    static BigDecimal[] coefficients(MeanSquaredError bowl) {
        return bowl.lowestPoint().stream()
                .map(fraction -> fraction.toBigDecimal(DIGITS))
                .toArray(BigDecimal[]::new);
    }
}
