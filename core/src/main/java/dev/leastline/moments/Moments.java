package dev.leastline.moments;

import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The moments of a set of rows: n, and for every pair of terms a, b (the constant 1 among them) the exact sum Σa·b over
 * the rows. All that least squares and gradient descent need of the data. With weights w the sums are Σw·a·b, and n counts
 * the rows whose weight is not zero.
 *
 * <p>A factor is there as its levels, {@code C(region)[north]}, each 1 in its rows and 0 in the others. A level that was
 * not met has sums of zero.
 *
 * <p>Immutable. Two are equal when they hold the same terms, in whatever order, with equal sums: it does not matter in
 * which order rows came, how they were split, or in which order the parts were merged.
 */
public final class Moments {
    private final long rows;
    private final List<Term> terms;
    private final BigDecimal[] products;
    private final @Nullable Term weights;
    private final BigDecimal sumOfLogWeights;
    private final Map<Term, Integer> indexes;

    /** What rows were summed by: numbers, factors of which all levels met are terms, and single levels chosen. */
    private final Set<Term> accumulated;

    /** Terms with the constant first; products by rows of the upper triangle, in lowest form. */
    Moments(
            long rows,
            Set<Term> accumulated,
            List<Term> terms,
            BigDecimal[] products,
            @Nullable Term weights,
            BigDecimal sumOfLogWeights) {
        this.rows = rows;
        this.accumulated = accumulated;
        this.terms = List.copyOf(terms);
        this.products = products;
        this.weights = weights;
        this.sumOfLogWeights = sumOfLogWeights;
        this.indexes = new HashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            indexes.put(terms.get(i), i);
        }
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

    /** {@return the columns that are terms as they stand, in their order} */
    public List<String> columns() {
        return terms.stream()
                .filter(Term.Column.class::isInstance)
                .flatMap(term -> term.columns().stream())
                .toList();
    }

    /**
     * The levels met of each factor that is there as a whole.
     *
     * @return the levels by the factor's column, in {@link Term#levelOrder()}
     */
    public Map<String, List<String>> levels() {
        Map<String, Set<String>> met = new LinkedHashMap<>();
        for (Term term : terms) {
            for (Term part : isLevel(term) ? Term.categories(term) : List.<Term>of()) {
                if (part instanceof Term.Level level) {
                    met.computeIfAbsent(level.column(), column -> new TreeSet<>(Term.levelOrder()))
                            .add(level.level());
                }
            }
        }
        Map<String, List<String>> levels = new LinkedHashMap<>();
        met.forEach((column, names) -> levels.put(column, List.copyOf(names)));
        return levels;
    }

    /**
     * Makes sure of columns that a formula leaves out. A slip in such a name would go unnoticed.
     *
     * @param columns the columns' names
     * @throws MissingTermException if one has no part in any term or in the weights; names it
     */
    public void requireColumns(List<String> columns) {
        MomentsAlgebra.requireColumns(this, columns);
    }

    /** {@return the term by which rows were weighted, if they were} */
    public Optional<Term> weights() {
        return Optional.ofNullable(weights);
    }

    /** {@return Σw over all rows; without weights n} */
    public BigDecimal totalWeight() {
        return products[0];
    }

    /** {@return Σ log w over all rows, of logarithms in doubles; without weights 0} */
    public BigDecimal sumOfLogWeights() {
        return sumOfLogWeights;
    }

    /**
     * The sum of a term over all rows, Σa, or Σw·a.
     *
     * @param term one of {@link #terms()}
     * @return the exact sum
     * @throws MissingTermException if the term was not accumulated; names it
     */
    public BigDecimal sum(Term term) {
        return sumOfProducts(Term.CONSTANT, term);
    }

    /**
     * The sum of the products of two terms over all rows, Σa·b, or Σw·a·b.
     *
     * @param a one of {@link #terms()}, or a level that was not met of a factor that is there
     * @param b the same, perhaps the same term
     * @return the exact sum
     * @throws MissingTermException if a term was not accumulated; names it
     */
    public BigDecimal sumOfProducts(Term a, Term b) {
        return product(index(a), index(b));
    }

    /** The sum for two indexes. */
    BigDecimal product(int i, int j) {
        return i < 0 || j < 0 ? BigDecimal.ZERO : products[pair(Math.min(i, j), Math.max(i, j))];
    }

    private int pair(int i, int j) {
        return i * terms.size() - i * (i - 1) / 2 + (j - i);
    }

    /** Where a term stands; −1 for a level that was not met. */
    int index(Term term) {
        Integer index = indexes.get(term);
        if (index != null) {
            return index;
        }
        if (isLevel(term)) {
            return -1;
        }
        throw MomentsAlgebra.missing(this, term);
    }

    /**
     * The moments of these rows and those together. A factor has then the levels of both.
     *
     * @param other moments of the same terms, in whatever order, and the same weights
     * @return the sum of both
     * @throws IllegalArgumentException if the terms or weights differ
     */
    public Moments merge(Moments other) {
        return MomentsAlgebra.merge(this, other);
    }

    /**
     * The moments of these rows without those: the inverse of {@link #merge}. Levels of which no row is left are gone.
     *
     * <p>Whether the rows were ever there can only be told where what is left is impossible: fewer rows than none, a
     * negative sum of squares or variance, correlations that cannot be together, sums without rows. Other rows that
     * happen to leave something possible are not noticed.
     *
     * @param other moments of the same terms, in whatever order, and the same weights
     * @return the difference
     * @throws IllegalArgumentException if the terms or weights differ
     * @throws RowsNotContainedException if no rows can have such moments
     */
    public Moments remove(Moments other) {
        return MomentsAlgebra.remove(this, other);
    }

    /**
     * The moments of some of the terms.
     *
     * @param chosen some of {@link #terms()}, factors as a whole, and single levels of them, met or not; the constant
     *     among them or not: it is always kept
     * @return the moments of those, in the order given; of the other levels of a single one nothing is known then
     * @throws MissingTermException if a term was not accumulated; names it
     */
    public Moments select(List<Term> chosen) {
        return MomentsAlgebra.select(this, chosen);
    }

    /**
     * What rows were summed by: the {@link #terms()}, a factor standing for all its levels.
     *
     * @return terms without levels, but single levels that were chosen; the constant first
     */
    public Set<Term> accumulated() {
        return Collections.unmodifiableSet(accumulated);
    }

    boolean hasTerm(Term term) {
        return indexes.containsKey(term);
    }

    /** Whether it is a level, met or not, of a factor that is there as a whole. */
    boolean isLevel(Term term) {
        List<Term> categories = Term.categories(term);
        return !categories.isEmpty()
                && categories.stream().allMatch(Term.Level.class::isInstance)
                && accumulated.contains(Term.shape(term));
    }

    /** Terms and weights, for messages. */
    String described() {
        List<Term> described = new ArrayList<>(accumulated);
        described.remove(Term.CONSTANT);
        return (described.isEmpty() ? "the constant alone" : MomentAccumulator.names(described))
                + (weights == null ? "" : " with weights " + weights.name());
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Moments that)
                || rows != that.rows
                || !indexes.keySet().equals(that.indexes.keySet())
                || !accumulated.equals(that.accumulated)
                || !Objects.equals(weights, that.weights)
                || !sumOfLogWeights.equals(that.sumOfLogWeights)) {
            return false;
        }
        int[] there = terms.stream().mapToInt(that::index).toArray();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                if (!products[pair(i, j)].equals(that.product(there[i], there[j]))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, indexes.keySet(), new HashSet<>(Arrays.asList(products)));
    }

    /** {@return rows and terms, for people} */
    @Override
    public String toString() {
        return "moments of " + described() + " over " + rows + (rows == 1 ? " row" : " rows");
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
