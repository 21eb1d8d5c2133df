package dev.leastline.moments;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows into exact moments: n, and Σa·b for every pair of terms, the constant among them (Σ1·a is Σa); with
 * weights, Σw·a·b.
 *
 * <p>The terms are made of columns. A row is set column by column, then ended: {@code setDecimal(0, 125, 2);
 * setDouble(1, 0.5); endRow();} A row that is not ended does not count. Numbers are taken as exactly what they are,
 * powers and products of them are formed exactly, and nothing is ever rounded; only a function of a column is a double,
 * and exact from there on. Use one accumulator for each thread and {@link #merge} them: every order of rows and of merges
 * gives the same moments.
 *
 * <p>Not accepted: NaN, infinities, decimals of more than 1,000 digits, and decimals whose magnitude no double can hold.
 * Rows of weight zero count as if they were not there.
 */
public final class MomentAccumulator {
    /** The most significant digits that a decimal may have. */
    public static final int MAX_DIGITS = 1000;

    private static final int LEAST_SCALE = -1000;
    private static final int MOST_SCALE = 2000;
    private static final int MAX_EXPONENT = 308;
    private static final int MIN_EXPONENT = -324;

    private final List<Term> terms;
    private final @Nullable Term weights;
    private final List<String> columns;
    private final List<String> factorColumns;
    private final ExactValue[] inputs;
    private final String[] texts;
    private final @Nullable RowTerm weight;
    private final RowCells cells;
    private final boolean plain;
    private final ExactSum logWeights = new ExactSum();
    private final ExactValue logarithm;
    private long rows;
    private long weightless;

    /**
     * An empty accumulator without weights.
     *
     * @param terms the terms to sum, the constant being added; a factor stands for all its levels
     * @throws IllegalArgumentException if a term appears twice or is a single level of a factor
     */
    public MomentAccumulator(List<? extends Term> terms) {
        this(terms, null);
    }

    /**
     * An empty accumulator with weights.
     *
     * @param terms the terms to sum, the constant being added; a factor stands for all its levels
     * @param weights the weight of a row, a term without factors
     * @return the accumulator
     * @throws IllegalArgumentException if a term appears twice or is a single level of a factor, or the weights have one
     */
    public static MomentAccumulator weighted(List<? extends Term> terms, Term weights) {
        if (!weights.factorColumns().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + weights.name() + "' is no number, by which rows could be weighted");
        }
        return new MomentAccumulator(terms, weights);
    }

    private MomentAccumulator(List<? extends Term> terms, @Nullable Term weights) {
        List<Term> all = new ArrayList<>();
        all.add(Term.CONSTANT);
        all.addAll(terms);
        if (new LinkedHashSet<>(all).size() != all.size()) {
            throw new IllegalArgumentException("a term appears twice among " + names(terms));
        }
        for (Term term : all) {
            if (!term.equals(Term.shape(term))) {
                throw new IllegalArgumentException("'" + term.name() + "' is not accumulated by itself, but by '"
                        + Term.shape(term).name() + "'");
            }
        }
        this.terms = List.copyOf(all);
        this.weights = weights;
        Set<String> needed = new LinkedHashSet<>();
        Set<String> factors = new LinkedHashSet<>();
        all.forEach(term -> {
            needed.addAll(term.columns());
            factors.addAll(term.factorColumns());
        });
        if (weights != null) {
            needed.addAll(weights.columns());
        }
        this.columns = List.copyOf(needed);
        this.factorColumns = List.copyOf(factors);
        this.inputs = new ExactValue[columns.size()];
        Arrays.setAll(inputs, i -> new ExactValue());
        this.texts = new String[factorColumns.size()];
        Arrays.fill(texts, "");
        this.weight = weights == null ? null : new RowTerm(weights, columns, inputs);
        this.logarithm = new ExactValue();
        this.cells = new RowCells(this.terms, columns, factorColumns, inputs, weights != null);
        this.plain = cells.isPlain();
    }

    private MomentAccumulator(MomentAccumulator pattern) {
        this.terms = pattern.terms;
        this.weights = pattern.weights;
        this.columns = pattern.columns;
        this.factorColumns = pattern.factorColumns;
        this.inputs = pattern.inputs;
        this.texts = pattern.texts;
        this.weight = pattern.weight;
        this.logarithm = pattern.logarithm;
        this.cells = new RowCells(pattern.cells);
        this.plain = pattern.plain;
    }

    /**
     * An empty accumulator of the same terms and weights, in little memory: for one of very many groups of rows.
     *
     * @return the accumulator; it shares the row under way with this one, and is for the same thread: a row may be set
     *     here, and ended there
     */
    public MomentAccumulator newGroup() {
        return new MomentAccumulator(this);
    }

    static String names(List<? extends Term> terms) {
        return String.join(", ", terms.stream().map(Term::name).toList());
    }

    /** {@return the columns whose numbers are to be set, in the order of their first use; the weights' last} */
    public List<String> columns() {
        return columns;
    }

    /** {@return the columns whose texts are to be set, in the order of their first use} */
    public List<String> factorColumns() {
        return factorColumns;
    }

    /**
     * Sets a value of the row under way to mantissa × 10^−scale.
     *
     * @param column which of {@link #columns()}, from 0
     * @param mantissa any integer
     * @param scale from −1,000 to 2,000
     * @throws IllegalArgumentException if the scale is beyond that; names the column and the row
     */
    public void setDecimal(int column, long mantissa, int scale) {
        if (!isScale(scale)) {
            throw new IllegalArgumentException(place(column) + "a scale of " + scale);
        }
        inputs[column].setDecimal(mantissa, scale);
    }

    static boolean isScale(int scale) {
        return scale >= LEAST_SCALE && scale <= MOST_SCALE;
    }

    /**
     * Sets a value of the row under way to a double, exactly.
     *
     * @param column which of {@link #columns()}, from 0
     * @param value a finite double
     * @throws IllegalArgumentException for NaN and infinities; names the column and the row
     */
    public void setDouble(int column, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(place(column) + value + " is not a finite number");
        }
        inputs[column].setDouble(value);
    }

    /**
     * Sets a value of the row under way to a decimal of any length up to {@link #MAX_DIGITS} digits.
     *
     * @param column which of {@link #columns()}, from 0
     * @param value the number
     * @throws IllegalArgumentException if it has more digits, or a magnitude that no double can hold; names the column
     *     and the row
     */
    public void setDecimal(int column, BigDecimal value) {
        if (value.signum() == 0) {
            inputs[column].setDecimal(0, 0);
            return;
        }
        if (value.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException(place(column) + "a number of more than " + MAX_DIGITS + " digits");
        }
        long exponent = (long) value.precision() - value.scale() - 1;
        if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
            throw new IllegalArgumentException(
                    place(column) + "a number near 1e" + exponent + " is beyond the range of doubles");
        }
        inputs[column].setDecimal(value);
    }

    /**
     * Sets the level of a factor in the row under way.
     *
     * @param factor which of {@link #factorColumns()}, from 0
     * @param level any text
     */
    public void setText(int factor, String level) {
        texts[factor] = Objects.requireNonNull(level, "level");
    }

    /**
     * Ends the row under way; every column must have been set.
     *
     * @throws DomainException if a value is outside of a function's domain, a weight is negative or beyond the range of
     *     doubles, or a factor has more than 5,000 levels; the row does not count then
     */
    public void endRow() {
        ExactValue rowWeight = weight == null ? null : weight.value(row());
        if (rowWeight == null) {
            cells.form(row(), texts);
        } else if (rowWeight.signum() == 0) {
            weightless++;
            return;
        } else {
            logarithm.setDouble(logarithm(rowWeight));
            cells.form(row(), texts);
            logWeights.add(logarithm.mantissa, ExactSum.key(logarithm.scale, true));
        }
        cells.add(rowWeight);
        rows++;
    }

    /** {@return whether all terms are columns, and there are no weights: no row can be refused then} */
    public boolean isPlain() {
        return plain;
    }

    /**
     * Adds rows at once: in row r, column c is mantissas[c][r] × 10^−scales[c][r]. The same as setting and ending one row
     * after another, in a fraction of the time if all terms are columns and there are no weights. The row under way is
     * lost.
     *
     * @param mantissas for each of {@link #columns()} the mantissas of all rows, any integers
     * @param scales for each column the scales of all rows, from −1,000 to 2,000
     * @param rows how many rows to add
     * @throws IllegalArgumentException if a scale is beyond that; then none of the rows counts if all terms are columns and
     *     there are no weights, otherwise those before it do
     * @throws IllegalStateException if there are factors, whose texts are set row by row
     * @throws DomainException as {@link #endRow}; the rows before it count
     */
    public void addDecimals(long[][] mantissas, int[][] scales, int rows) {
        refuseFactors();
        if (!plain) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < inputs.length; column++) {
                    setDecimal(column, mantissas[column][row], scales[column][row]);
                }
                endRow();
            }
            return;
        }
        cells.addRows(DecimalRows.of(columns, mantissas, scales, rows), rows);
        this.rows += rows;
    }

    /**
     * Adds rows of doubles at once: in row r, column c is values[c][r], exactly. The same as setting and ending one row
     * after another, in a fraction of the time if all terms are columns and there are no weights. The row under way is
     * lost.
     *
     * @param values for each of {@link #columns()} the values of all rows, finite
     * @param rows how many rows to add
     * @throws IllegalArgumentException for NaN and infinities; then none of the rows counts if all terms are columns and
     *     there are no weights, otherwise those before it do
     * @throws IllegalStateException if there are factors, whose texts are set row by row
     * @throws DomainException as {@link #endRow}; the rows before it count
     */
    public void addDoubles(double[][] values, int rows) {
        refuseFactors();
        if (!plain) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < inputs.length; column++) {
                    setDouble(column, values[column][row]);
                }
                endRow();
            }
            return;
        }
        cells.addRows(DoubleRows.of(columns, values, rows), rows);
        this.rows += rows;
    }

    private void refuseFactors() {
        if (!factorColumns.isEmpty()) {
            throw new IllegalStateException(
                    "the levels of " + String.join(", ", factorColumns) + " are set row by row");
        }
    }

    private double logarithm(ExactValue rowWeight) {
        double near = rowWeight.nearestDouble();
        String problem = rowWeight.signum() < 0
                ? "is negative, expected a number not below zero"
                : "is beyond the range of doubles";
        if (rowWeight.signum() < 0 || near == 0 || Double.isInfinite(near)) {
            List<String> named = weights == null ? List.of() : weights.columns();
            throw new DomainException(
                    named.isEmpty() ? "" : named.get(0),
                    row(),
                    "the weight " + (rowWeight.signum() < 0 ? NumberText.shortest(near) + " " : "") + problem);
        }
        return StrictMath.log(near);
    }

    /** The number of the row under way. */
    private long row() {
        return rows + weightless + 1;
    }

    /** {@return how many rows have been ended, those of weight zero not counted} */
    public long rows() {
        return rows;
    }

    /**
     * Adds all rows of another accumulator to this one.
     *
     * @param other an accumulator of the same terms in the same order, and the same weights
     * @return this accumulator
     * @throws IllegalArgumentException if the terms or weights differ
     * @throws DomainException if a factor has more than 5,000 levels in both together; none of the rows is added then
     */
    public MomentAccumulator merge(MomentAccumulator other) {
        if (!terms.equals(other.terms)) {
            throw new IllegalArgumentException("moments of " + names(terms.subList(1, terms.size())) + " and of "
                    + names(other.terms.subList(1, other.terms.size())) + " do not merge");
        }
        if (weights == null ? other.weights != null : !weights.equals(other.weights)) {
            throw new IllegalArgumentException("moments of different weights do not merge");
        }
        cells.merge(other.cells);
        logWeights.add(other.logWeights);
        rows += other.rows;
        weightless += other.weightless;
        return this;
    }

    /** {@return the moments of all rows ended so far; more rows may follow} */
    public Moments toMoments() {
        return cells.toMoments(rows, weights, logWeights.value());
    }

    private String place(int column) {
        return "column '" + Term.column(columns.get(column)).name() + "', row " + row() + ": ";
    }
}
