package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collector;

/**
 * The moments of a set of rows: n, and for every pair of terms a, b (the constant 1 among them) the exact sum Σa·b over
 * the rows. All that least squares and gradient descent need of the data.
 *
 * <p>Immutable. Two are equal when they hold the same terms, in whatever order, with equal sums: it does not matter in
 * which order rows came, how they were split, or in which order the parts were merged.
 */
public final class Moments {
    private final long rows;
    private final List<Term> terms;
    private final BigDecimal[] products;

    /** Terms with the constant first; products by rows of the upper triangle, in lowest form. */
    Moments(long rows, List<Term> terms, BigDecimal[] products) {
        this.rows = rows;
        this.terms = terms;
        this.products = products;
    }

    /**
     * The moments of two columns named {@code x} and {@code y}.
     *
     * @param x n finite doubles, taken as exactly the numbers they are
     * @param y n finite doubles
     * @return the moments of the n pairs
     * @throws IllegalArgumentException if the lengths differ, or for NaN and infinities
     */
    public static Moments of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x has " + x.length + " values, y has " + y.length);
        }
        Builder builder = builder("x", "y");
        for (int i = 0; i < x.length; i++) {
            builder.accumulator.setDouble(0, x[i]);
            builder.accumulator.setDouble(1, y[i]);
            builder.accumulator.endRow();
        }
        return builder.build();
    }

    /**
     * Collects rows of named columns.
     *
     * @param columns the columns' names, each once
     * @return an empty builder
     * @throws IllegalArgumentException if a name appears twice
     */
    public static Builder builder(String... columns) {
        return new Builder(List.of(columns));
    }

    /**
     * A collector for streams, sequential or parallel.
     *
     * @param columns the columns' names, each once
     * @param row gives the values of a row, in the columns' order
     * @param <T> what a row is made of
     * @return a collector into moments; it throws what {@link Builder#row(double...)} throws
     */
    public static <T> Collector<T, ?, Moments> collector(List<String> columns, Function<? super T, double[]> row) {
        return Collector.of(
                () -> new Builder(columns),
                (builder, element) -> builder.row(row.apply(element)),
                (left, right) -> {
                    left.accumulator.merge(right.accumulator);
                    return left;
                },
                Builder::build,
                Collector.Characteristics.UNORDERED);
    }

    /** {@return the number of rows} */
    public long rows() {
        return rows;
    }

    /** {@return the terms whose products are known, the constant first} */
    public List<Term> terms() {
        return terms;
    }

    /** {@return the names of the columns among the terms, in their order} */
    public List<String> columns() {
        return terms.stream()
                .flatMap(term -> term.columns().stream())
                .distinct()
                .toList();
    }

    /**
     * The sum of a term over all rows, Σa.
     *
     * @param term one of {@link #terms()}
     * @return the exact sum
     * @throws IllegalArgumentException if the term was not accumulated; names it
     */
    public BigDecimal sum(Term term) {
        return sumOfProducts(Term.CONSTANT, term);
    }

    /**
     * The sum of the products of two terms over all rows, Σa·b.
     *
     * @param a one of {@link #terms()}
     * @param b one of {@link #terms()}, perhaps the same
     * @return the exact sum
     * @throws IllegalArgumentException if a term was not accumulated; names it
     */
    public BigDecimal sumOfProducts(Term a, Term b) {
        int i = index(a);
        int j = index(b);
        return products[pair(Math.min(i, j), Math.max(i, j))];
    }

    private int pair(int i, int j) {
        return i * terms.size() - i * (i - 1) / 2 + (j - i);
    }

    private int index(Term term) {
        int index = terms.indexOf(term);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no moments of '" + term.name() + "'; there are those of " + MomentAccumulator.names(terms));
        }
        return index;
    }

    /**
     * The moments of these rows and those together.
     *
     * @param other moments of the same terms, in whatever order
     * @return the sum of both
     * @throws IllegalArgumentException if the terms differ
     */
    public Moments merge(Moments other) {
        if (!new HashSet<>(terms).equals(new HashSet<>(other.terms))) {
            throw new IllegalArgumentException("moments of " + MomentAccumulator.names(terms) + " and of "
                    + MomentAccumulator.names(other.terms) + " do not merge");
        }
        BigDecimal[] merged = new BigDecimal[products.length];
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                BigDecimal sum = products[pair(i, j)].add(other.sumOfProducts(terms.get(i), terms.get(j)));
                merged[pair(i, j)] = sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
            }
        }
        return new Moments(rows + other.rows, terms, merged);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Moments that)
                || rows != that.rows
                || !new HashSet<>(terms).equals(new HashSet<>(that.terms))) {
            return false;
        }
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                if (!products[pair(i, j)].equals(that.sumOfProducts(terms.get(i), terms.get(j)))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, new HashSet<>(terms), new HashSet<>(Arrays.asList(products)));
    }

    /** {@return rows and terms, for people} */
    @Override
    public String toString() {
        return "moments of " + MomentAccumulator.names(terms) + " over " + rows + (rows == 1 ? " row" : " rows");
    }

    /** Takes rows of named columns, one by one. For one thread. */
    public static final class Builder {
        private final MomentAccumulator accumulator;
        private final List<String> columns;

        private Builder(List<String> columns) {
            this.columns = List.copyOf(columns);
            this.accumulator =
                    new MomentAccumulator(columns.stream().map(Term::column).toList());
        }

        /**
         * Adds a row of doubles, taken as exactly the numbers they are.
         *
         * @param values one for each column, in the columns' order
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than columns, or for NaN and infinities;
         *     names the column and the row
         */
        public Builder row(double... values) {
            checkWidth(values.length);
            for (int i = 0; i < values.length; i++) {
                accumulator.setDouble(i, values[i]);
            }
            accumulator.endRow();
            return this;
        }

        /**
         * Adds a row of decimals.
         *
         * @param values one for each column, in the columns' order
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than columns, or one has more than 1,000
         *     digits or a magnitude that no double can hold; names the column and the row
         */
        public Builder row(BigDecimal... values) {
            checkWidth(values.length);
            for (int i = 0; i < values.length; i++) {
                accumulator.setDecimal(i, values[i]);
            }
            accumulator.endRow();
            return this;
        }

        private void checkWidth(int values) {
            if (values != columns.size()) {
                throw new IllegalArgumentException("row " + (accumulator.rows() + 1) + " has " + values
                        + " values for the columns " + String.join(", ", columns));
            }
        }

        /** {@return the moments of the rows added so far; more rows may follow} */
        public Moments build() {
            return accumulator.toMoments();
        }
    }
}
