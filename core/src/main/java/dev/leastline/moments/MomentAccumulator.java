package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Collects rows into exact moments: n, and Σa·b for every pair of terms, the constant among them (Σ1·a is Σa).
 *
 * <p>A row is set column by column, then ended: {@code setDecimal(0, 125, 2); setDouble(1, 0.5); endRow();} Numbers are
 * kept as they come, mantissa × 10^−scale or mantissa × 2^−scale, in blocks of 1,024 rows. A full block is summed by the
 * narrowest road that holds it:
 * <ul>
 *   <li>both terms narrow (|mantissa| ≤ 2<sup>26</sup>, one scale): a plain integer dot product, below 2<sup>62</sup>,
 *       which the JIT compiler vectorises;
 *   <li>anything else: every product in 128 bits, into a 192-bit sum of its own scale; numbers of more than 18 digits as
 *       several numbers of 18.
 * </ul>
 * Every road gives the same bits. Nothing is ever rounded. Use one accumulator for each thread and {@link #merge} them.
 *
 * <p>Not accepted: NaN, infinities, decimals of more than 1,000 digits, and decimals whose magnitude no double can hold.
 */
public final class MomentAccumulator {
    /** The most significant digits that a decimal may have. */
    public static final int MAX_DIGITS = 1000;

    private static final int MAX_EXPONENT = 308;
    private static final int MIN_EXPONENT = -324;
    private static final long EXACT_LONG_DIGITS = 18;

    private final List<Term> terms;
    private final BlockColumn[] columns;
    private final ExactSum[] sums;
    private long rows;
    private int filled;

    /**
     * An empty accumulator of raw columns.
     *
     * @param terms the columns to sum, in the order in which their values will be set; the constant is added
     * @throws IllegalArgumentException if a term appears twice or is not a column
     */
    public MomentAccumulator(List<? extends Term> terms) {
        List<Term> all = new ArrayList<>();
        all.add(Term.CONSTANT);
        all.addAll(terms);
        if (new LinkedHashSet<>(all).size() != all.size()) {
            throw new IllegalArgumentException("a term appears twice among " + names(terms));
        }
        this.terms = List.copyOf(all);
        this.columns = new BlockColumn[all.size()];
        Arrays.setAll(columns, i -> new BlockColumn());
        Arrays.fill(columns[0].mantissas, 1);
        this.sums = new ExactSum[all.size() * (all.size() + 1) / 2];
        Arrays.setAll(sums, i -> new ExactSum());
    }

    static String names(List<? extends Term> terms) {
        return String.join(", ", terms.stream().map(Term::name).toList());
    }

    /**
     * Sets a value of the row under way to mantissa × 10^−scale.
     *
     * @param column which column, from 0
     * @param mantissa any integer
     * @param scale from −1,000 to 2,000
     * @throws IllegalArgumentException if the scale is beyond that; names the column and the row
     */
    public void setDecimal(int column, long mantissa, int scale) {
        if (scale < -1000 || scale > 2000) {
            throw new IllegalArgumentException(place(column) + "a scale of " + scale);
        }
        use(column, false).set(filled, mantissa, scale);
    }

    /**
     * Sets a value of the row under way to a double, exactly.
     *
     * @param column which column, from 0
     * @param value a finite double
     * @throws IllegalArgumentException for NaN and infinities; names the column and the row
     */
    public void setDouble(int column, double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >> 52) & 0x7FF;
        if (exponent == 0x7FF) {
            throw new IllegalArgumentException(place(column) + value + " is not a finite number");
        }
        long mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        int scale = 1075 - Math.max(exponent, 1);
        int zeros = mantissa == 0 ? 0 : Long.numberOfTrailingZeros(mantissa);
        mantissa >>= zeros;
        use(column, true).set(filled, bits < 0 ? -mantissa : mantissa, mantissa == 0 ? 0 : scale - zeros);
    }

    /**
     * Sets a value of the row under way to a decimal of any length up to {@link #MAX_DIGITS} digits.
     *
     * @param column which column, from 0
     * @param value the number
     * @throws IllegalArgumentException if it has more digits, or a magnitude that no double can hold; names the column
     *     and the row
     */
    public void setDecimal(int column, BigDecimal value) {
        if (value.signum() == 0) {
            setDecimal(column, 0, 0);
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
        if (value.precision() <= EXACT_LONG_DIGITS) {
            setDecimal(column, value.unscaledValue().longValue(), value.scale());
        } else {
            use(column, false).setWide(filled, value);
        }
    }

    // Within a block a column is decimal or binary throughout; the one that changes its mind starts a new block, for
    // which the values already set in this row move to its first row.
    private BlockColumn use(int column, boolean binary) {
        BlockColumn target = columns[column + 1];
        if (target.isBinary() != binary) {
            if (filled > 0) {
                startBlockWithRowUnderWay();
            }
            target.setBinary(binary);
        }
        return target;
    }

    private void startBlockWithRowUnderWay() {
        int row = filled;
        BigDecimal[] wide = new BigDecimal[columns.length];
        for (int i = 1; i < columns.length; i++) {
            BigDecimal value = columns[i].wide(row);
            if (value != null) {
                wide[i] = value;
            }
        }
        flush();
        for (int i = 1; i < columns.length; i++) {
            columns[i].set(0, columns[i].mantissas[row], columns[i].scales[row]);
            if (wide[i] != null) {
                columns[i].setWide(0, wide[i]);
            }
        }
    }

    /** Ends the row under way; every column must have been set. */
    public void endRow() {
        rows++;
        if (++filled == BlockColumn.ROWS) {
            flush();
        }
    }

    /** {@return how many rows have been ended} */
    public long rows() {
        return rows;
    }

    /**
     * Adds all rows of another accumulator to this one.
     *
     * @param other an accumulator of the same terms in the same order
     * @return this accumulator
     * @throws IllegalArgumentException if the terms differ
     */
    public MomentAccumulator merge(MomentAccumulator other) {
        if (!terms.equals(other.terms)) {
            throw new IllegalArgumentException(
                    "moments of " + names(terms) + " and of " + names(other.terms) + " do not merge");
        }
        flush();
        other.flush();
        for (int i = 0; i < sums.length; i++) {
            sums[i].add(other.sums[i]);
        }
        rows += other.rows;
        return this;
    }

    /** {@return the moments of all rows ended so far; more rows may follow} */
    public Moments toMoments() {
        flush();
        BigDecimal[] values = new BigDecimal[sums.length];
        Arrays.setAll(values, i -> sums[i].value());
        return new Moments(rows, terms, values);
    }

    private void flush() {
        for (BlockColumn column : columns) {
            column.align(filled);
        }
        int pair = 0;
        for (int i = 0; i < columns.length; i++) {
            for (int j = i; j < columns.length; j++) {
                addProducts(columns[i], columns[j], sums[pair++]);
            }
        }
        for (BlockColumn column : columns) {
            column.clear();
        }
        filled = 0;
    }

    private void addProducts(BlockColumn a, BlockColumn b, ExactSum sum) {
        if (filled == 0) {
            return;
        }
        if (a.isNarrow() && b.isNarrow()) {
            long product = dotProduct(a.mantissas, b.mantissas, filled);
            add(sum, product, a, a.scales[0], b, b.scales[0]);
            return;
        }
        for (int row = 0; row < filled; row++) {
            if (a.wide(row) == null && b.wide(row) == null) {
                addProduct(sum, a.mantissas[row], b.mantissas[row], a, a.scales[row], b, b.scales[row]);
            } else {
                addWide(sum, a, b, row);
            }
        }
    }

    private static long dotProduct(long[] a, long[] b, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addWide(ExactSum sum, BlockColumn a, BlockColumn b, int row) {
        List<BlockColumn.Limb> right = b.limbs(row);
        for (BlockColumn.Limb x : a.limbs(row)) {
            for (BlockColumn.Limb y : right) {
                addProduct(sum, x.mantissa(), y.mantissa(), a, x.scale(), b, y.scale());
            }
        }
    }

    private static void add(ExactSum sum, long value, BlockColumn a, int aScale, BlockColumn b, int bScale) {
        sum.add(value, decimalScale(a, aScale, b, bScale), binaryScale(a, aScale, b, bScale));
    }

    private static void addProduct(ExactSum sum, long x, long y, BlockColumn a, int aScale, BlockColumn b, int bScale) {
        sum.addProduct(x, y, decimalScale(a, aScale, b, bScale), binaryScale(a, aScale, b, bScale));
    }

    private static int decimalScale(BlockColumn a, int aScale, BlockColumn b, int bScale) {
        return (a.isBinary() ? 0 : aScale) + (b.isBinary() ? 0 : bScale);
    }

    private static int binaryScale(BlockColumn a, int aScale, BlockColumn b, int bScale) {
        return (a.isBinary() ? aScale : 0) + (b.isBinary() ? bScale : 0);
    }

    private String place(int column) {
        return "column '" + terms.get(column + 1).name() + "', row " + (rows + 1) + ": ";
    }
}
