package dev.leastline.formula;

import java.util.List;

/**
 * What moments are accumulated of, and what a model has coefficients for. Each term has one canonical name, the way it
 * is written in a formula: two terms are the same exactly when their names are.
 */
public sealed interface Term {
    /** The term that is 1 in every row; its coefficient is the intercept. */
    Term CONSTANT = new Constant();

    /** {@return the canonical name} */
    String name();

    /** {@return the columns whose values the term is made of; none for the constant} */
    List<String> columns();

    /**
     * The values of a column, as they stand.
     *
     * @param column the column's name
     * @return the term
     */
    static Term column(String column) {
        return new Column(column);
    }

    /** The term 1, named {@code (Intercept)}. */
    record Constant() implements Term {
        @Override
        public String name() {
            return "(Intercept)";
        }

        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /**
     * A column as it stands. Its canonical name is the column's own, in backticks where a formula needs them.
     *
     * @param column the column's name
     */
    record Column(String column) implements Term {
        @Override
        public String name() {
            return FormulaParser.isPlainName(column) ? column : "`" + column.replace("`", "``") + "`";
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }
}
