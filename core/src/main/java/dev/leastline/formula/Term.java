package dev.leastline.formula;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What moments are accumulated of, and what a model has coefficients for. Each term has one canonical name, the way it
 * is written in a formula: two terms are the same exactly when their names are.
 */
public sealed interface Term {
    /** The term that is 1 in every row; its coefficient is the intercept. */
    Term CONSTANT = new Constant();

    /** The highest power of a column. */
    int MAX_EXPONENT = 20;

    /** {@return the canonical name} */
    String name();

    /** {@return the columns whose numbers the term is made of; none for the constant} */
    List<String> columns();

    /** {@return the columns whose texts it takes as categories; none for most terms} */
    List<String> factorColumns();

    /**
     * The term's value in one row, in plain doubles: powers x·x·…·x and products from left to right as the name has them.
     *
     * @param number gives a column's number
     * @param text gives a column's text
     * @return the value; 0 or 1 for a level
     * @throws IllegalStateException for a whole factor, which has no single value
     */
    double value(ToDoubleFunction<String> number, Function<String, String> text);

    /** {@return the factors of the product that the term is: itself alone unless it is a {@link Product}} */
    List<Term> parts();

    /**
     * The part of a term that is a number.
     *
     * @param term any term
     * @return the product of all its parts but factors and levels; the constant if there are no others
     */
    static Term numeric(Term term) {
        return TermProducts.numeric(term);
    }

    /**
     * The part of a term that is not a number.
     *
     * @param term any term
     * @return the factors and levels among its parts
     */
    static List<Term> categories(Term term) {
        return term.parts().stream()
                .filter(part -> !part.factorColumns().isEmpty())
                .toList();
    }

    /**
     * What a term is accumulated as.
     *
     * @param term any term
     * @return the term with every level, and every factor with a base, replaced by its plain factor
     */
    static Term shape(Term term) {
        return TermProducts.shape(term);
    }

    /**
     * The values of a column, as they stand.
     *
     * @param column the column's name
     * @return the term
     */
    static Term column(String column) {
        return new Column(column);
    }

    /**
     * Reads the canonical name of a term, {@code (Intercept)} among them, or any formula's way to write one.
     *
     * @param name for example {@code x^2:log(z)} or {@code C(region)[north]}
     * @return the term
     * @throws FormulaException if the text is not just one term
     */
    static Term parse(String name) {
        return new FormulaParser(name).parseTerm();
    }

    /**
     * A list of terms, separated by commas, each as formulas have it; the constant is not among them.
     *
     * @param text for example {@code x, x^2, log(price), C(region)}
     * @return the terms, each once
     * @throws FormulaException if the text is no list of terms
     */
    static TermList parseList(String text) {
        return new FormulaParser(text).parseList(text);
    }

    /**
     * The product of terms. Parts that are the same count once, powers of one column become one power.
     *
     * @param terms any terms
     * @return their product; the constant if there are none
     * @throws IllegalArgumentException if a power goes beyond {@link #MAX_EXPONENT}
     */
    static Term product(List<Term> terms) {
        return TermProducts.crossed(terms);
    }

    /** {@return the order of a factor's levels: numbers first, by their value, then other texts by their characters} */
    static Comparator<String> levelOrder() {
        return Levels.ORDER;
    }

    // Constants and columns are compared in every run. Written out, that takes a short command a tenth less time: a
    // record's
    // own way has to be made up by the virtual machine first. (What most terms share stands in each: an interface with
    // default methods would be initialised with its terms, and CONSTANT is one of them.)

    /** The term 1, named {@code (Intercept)}. */
    record Constant() implements Term {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String name() {
            return "(Intercept)";
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<String> factorColumns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            return 1;
        }
    }

    /**
     * A column as it stands. Its canonical name is the column's own, in backticks where a formula needs them.
     *
     * @param column the column's name
     */
    record Column(String column) implements Term {
        @Override
        public boolean equals(Object other) {
            return other instanceof Column that && column.equals(that.column);
        }

        @Override
        public int hashCode() {
            return column.hashCode();
        }

        @Override
        public String name() {
            return FormulaReader.column(column);
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public List<String> factorColumns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            return number.applyAsDouble(column);
        }
    }

    /**
     * A function of a column, {@code log(x)}.
     *
     * @param function which one
     * @param column the column's name
     */
    record Applied(ColumnFunction function, String column) implements Term {
        @Override
        public String name() {
            return function.text() + "(" + FormulaReader.column(column) + ")";
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public List<String> factorColumns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            return function.of(number.applyAsDouble(column));
        }
    }

    /**
     * A power, {@code x^2} or {@code log(x)^2}.
     *
     * @param base a column or a function of one
     * @param exponent from 2 to {@link #MAX_EXPONENT}
     */
    record Power(Term base, int exponent) implements Term {
        /**
         * A power.
         *
         * @throws IllegalArgumentException if the base is something else or the exponent is not in that range
         */
        public Power {
            if (!(base instanceof Column || base instanceof Applied)) {
                throw new IllegalArgumentException("no power of '" + base.name() + "'");
            }
            if (exponent < 2 || exponent > MAX_EXPONENT) {
                throw new IllegalArgumentException("the power " + base.name() + "^" + exponent
                        + " is not among the exponents from 2 to " + MAX_EXPONENT);
            }
        }

        @Override
        public String name() {
            return base.name() + "^" + exponent;
        }

        @Override
        public List<String> columns() {
            return base.columns();
        }

        @Override
        public List<String> factorColumns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            double x = base.value(number, text);
            double power = x;
            for (int i = 1; i < exponent; i++) {
                power *= x;
            }
            return power;
        }
    }

    /**
     * A column of categories, {@code C(region)}: in a model it stands for the levels found in the data, one left out where
     * the model would otherwise be over-determined.
     *
     * @param column the column's name
     * @param base the level to leave out; empty for the first in {@link #levelOrder()}
     */
    record Factor(String column, Optional<String> base) implements Term {
        @Override
        public String name() {
            return "C(" + FormulaReader.column(column)
                    + base.map(level -> ", base = " + FormulaReader.quoted(level, '"'))
                            .orElse("") + ")";
        }

        @Override
        public List<String> factorColumns() {
            return List.of(column);
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            throw new IllegalStateException(name() + " has no single value");
        }
    }

    /**
     * One level of a factor, {@code C(region)[north]}: 1 in the rows that have this text, 0 in all others.
     *
     * @param column the factor's column
     * @param level the text, without blanks around it
     */
    record Level(String column, String level) implements Term {
        @Override
        public String name() {
            return "C(" + FormulaReader.column(column) + ")["
                    + (FormulaReader.isNameText(level) ? level : FormulaReader.quoted(level, '"')) + "]";
        }

        @Override
        public List<String> factorColumns() {
            return List.of(column);
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<Term> parts() {
            return List.of(this);
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            return text.apply(column).equals(level) ? 1 : 0;
        }
    }

    /**
     * An interaction, the product of other terms: {@code a:b}, {@code x^2:C(region)[north]}. Its canonical name has the
     * numbers first, then the factors, each in alphabetical order.
     *
     * @param parts at least two, in canonical order
     */
    record Product(List<Term> parts) implements Term {
        /**
         * A product as it stands; {@link #product} puts one in order.
         *
         * @throws IllegalArgumentException if there are fewer than two parts, or they are not in canonical order
         */
        public Product {
            parts = List.copyOf(parts);
            if (parts.size() < 2 || !parts.equals(TermProducts.canonical(parts))) {
                throw new IllegalArgumentException("no canonical product of " + parts);
            }
        }

        @Override
        public String name() {
            return String.join(":", parts.stream().map(Term::name).toList());
        }

        @Override
        public List<String> columns() {
            return parts.stream()
                    .flatMap(part -> part.columns().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public List<String> factorColumns() {
            return parts.stream()
                    .flatMap(part -> part.factorColumns().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public double value(ToDoubleFunction<String> number, Function<String, String> text) {
            double product = parts.get(0).value(number, text);
            for (int i = 1; i < parts.size(); i++) {
                product *= parts.get(i).value(number, text);
            }
            return product;
        }
    }

    /**
     * The product of terms.
     *
     * @param terms any terms
     * @return as {@link #product(List)} has it
     */
    static Term product(Term... terms) {
        return product(Arrays.asList(terms));
    }
}
