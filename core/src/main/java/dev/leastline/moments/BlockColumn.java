package dev.leastline.moments;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one term in some rows: mantissa × 10^−scale, or mantissa × 2^−scale in a binary column. A value that no
 * {@code long} mantissa can hold stands beside them as a list of several that add up to it.
 *
 * <p>{@link #align} brings them to one scale, the finest that all of them reach within 62 bits. What is finer than that,
 * or wide, is set apart, a zero in its place. Where that would be more than a quarter of a block, the values of a binary
 * column become {@link BinaryDigits}; decimals are left as they are.
 */
final class BlockColumn {
    private static final int MOST_BITS = 62;

    /** By so many places a double's 53 bits can be moved within 62. */
    private static final int DOUBLE_ROOM = MOST_BITS - 53;

    private static final int MOST_BINARY_SCALE = 1000;

    /** Doubles are looked at again in stretches of so many, where one of them does not reach the scale of the others. */
    private static final int STRETCH = 128;

    private static final long[] POWERS_OF_TEN = new long[19];

    /** By how many powers of ten a number of so many bits can be multiplied within 62 bits. */
    private static final int[] TENS_ABOVE = new int[Long.SIZE + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
        for (int bits = 0; bits <= MOST_BITS; bits++) {
            int tens = POWERS_OF_TEN.length - 1;
            while (POWERS_OF_TEN[tens] > 1L << (MOST_BITS - bits)) {
                tens--;
            }
            TENS_ABOVE[bits] = tens;
        }
    }

    final long[] mantissas;
    private final int[] scales;
    private final boolean ones;
    private final ApartRows apart = new ApartRows();
    private @Nullable BinaryDigits digits;
    private @Nullable MantissaDigits halves;
    private @Nullable MantissaDigits thirds;
    private List<Limb> @Nullable [] wide;
    private boolean binary;

    /** So many rows, from the first, were already brought to {@link #scale} when they came. */
    private int aligned;

    private int bits;
    private int scale;
    private boolean mixed;

    BlockColumn(int rows) {
        this(rows, false);
    }

    /** A column of ones is that for ever; what is set in it is known to be 1. */
    BlockColumn(int rows, boolean ones) {
        this.mantissas = new long[rows];
        this.scales = new int[rows];
        this.ones = ones;
        if (ones) {
            Arrays.fill(mantissas, 1);
            bits = 1;
        }
    }

    boolean isOnes() {
        return ones;
    }

    boolean isBinary() {
        return binary;
    }

    void setBinary(boolean binary) {
        this.binary = binary;
    }

    void set(int row, ExactValue value) {
        if (ones) {
            return;
        }
        scales[row] = value.scale;
        mantissas[row] = value.mantissa;
        if (value.wide != null) {
            setWide(row, value.wide);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void setWide(int row, BigInteger value) {
        if (wide == null) {
            wide = new List[mantissas.length];
        }
        wide[row] = Limb.of(value, scales[row], binary);
    }

    /** Takes decimals; told whether they share one scale. */
    void setDecimals(int row, long[] newMantissas, int[] newScales, int from, int count, boolean oneScale) {
        System.arraycopy(newMantissas, from, mantissas, row, count);
        if (oneScale && row == 0) {
            aligned = count;
            scale = newScales[from];
        } else {
            System.arraycopy(newScales, from, scales, row, count);
        }
    }

    /** Takes doubles for exactly the numbers they are. */
    void setDoubles(int row, double[] values, int from, int count) {
        if (row == 0 && !mixed) { // After a block of far exponents there comes another one.
            setAlignedDoubles(values, from, count);
        } else {
            setMixedDoubles(row, values, from, count);
        }
    }

    /** Doubles from the first row on: the largest exponent tells what scale they can be brought to. */
    private void setAlignedDoubles(double[] values, int from, int count) {
        scale = DoubleBits.BIAS + DOUBLE_ROOM - DoubleBits.exponent(largest(values, from, count));
        // Within this range a product by the power, and the way back, are exact or fail the comparison.
        aligned = Math.abs(scale) <= MOST_BINARY_SCALE ? count : 0;
        double power = Math.scalb(1.0, scale);
        double back = Math.scalb(1.0, -scale);
        for (int start = 0; start < aligned; start += STRETCH) {
            int end = Math.min(start + STRETCH, aligned);
            long differences = 0;
            for (int i = start; i < end; i++) {
                double value = values[from + i];
                long integer = (long) (value * power);
                mantissas[i] = integer;
                // Of rounding and conversion the JIT compiler makes vector instructions, of a look at the bits it does
                // not.
                differences |= (long) Math.ceil(Math.abs(value - integer * back));
            }
            if (differences != 0) {
                setApart(values, from, start, end, back);
            }
            if (apart.size() > end / 4) {
                apart.clear();
                aligned = 0;
            }
        }
        if (aligned < count) {
            setMixedDoubles(0, values, from, count);
        }
    }

    // These loops are methods of their own: what has several is compiled once for each of them, and then as a whole.
    // The one
    // above is not: called for every stretch it takes three times as long.

    private static double largest(double[] values, int from, int count) {
        double largest = 0;
        for (int i = from; i < from + count; i++) {
            if (Math.abs(values[i]) > largest) { // seldom, so that it costs less than a maximum
                largest = Math.abs(values[i]);
            }
        }
        return largest;
    }

    private void setApart(double[] values, int from, int start, int end, double back) {
        for (int i = start; i < end; i++) {
            if (mantissas[i] * back != values[from + i]) {
                setApart(i, values[from + i]);
            }
        }
    }

    private void setApart(int row, double value) {
        mantissas[row] = 0;
        apart.add(row, DoubleBits.mantissa(value), ExactSum.key(DoubleBits.scale(value), true), mantissas.length);
    }

    private void setMixedDoubles(int row, double[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            mantissas[row + i] = DoubleBits.mantissa(values[from + i]);
            scales[row + i] = DoubleBits.scale(values[from + i]);
        }
    }

    void clear() {
        wide = null;
        aligned = 0;
        apart.clear();
        if (digits != null) {
            digits.clear();
        }
    }

    /** Becomes a column of zeros, to be filled with digits of so many bits that have this scale. */
    long[] beginDigits(int newScale, int newBits, int rows) {
        binary = true;
        scale = newScale;
        bits = newBits;
        forgetDigits();
        Arrays.fill(mantissas, 0, rows, 0);
        return mantissas;
    }

    /** After {@link #align}: how many columns of one scale add up to this one, besides what is set apart; 0 if none do. */
    int parts() {
        return !mixed ? 1 : digits == null ? 0 : digits.count();
    }

    /** After {@link #align}: one of the columns of one scale. */
    BlockColumn part(int place) {
        return digits != null && mixed ? digits.get(place) : this;
    }

    /** After {@link #align}: |mantissa| ≤ 2^bits in every row, with equality for −2^bits. */
    int bits() {
        return bits;
    }

    /** After {@link #align}: the mantissas, of up to 52 bits, as digits of 26. */
    MantissaDigits halves(int rows) {
        halves = halves == null ? new MantissaDigits(26, 2, mantissas.length) : halves;
        return halves.of(mantissas, bits, rows);
    }

    /** After {@link #align}: the mantissas as digits of 21 bits. */
    MantissaDigits thirds(int rows) {
        thirds = thirds == null ? new MantissaDigits(21, 3, mantissas.length) : thirds;
        return thirds.of(mantissas, bits, rows);
    }

    private void forgetDigits() {
        if (halves != null) {
            halves.forget();
        }
        if (thirds != null) {
            thirds.forget();
        }
    }

    /** After {@link #align}: the key of the scale of all values that are not set apart, unless it is mixed. */
    long key() {
        return ExactSum.key(scale, binary);
    }

    /** After {@link #align}: the key of the scale of a value that is not set apart. */
    long key(int row) {
        return ExactSum.key(mixed ? scales[row] : scale, binary);
    }

    /** After {@link #align}: the rows set apart. */
    ApartRows apart() {
        return apart;
    }

    /** Brings the values to one scale. */
    void align(int rows) {
        if (ones) {
            return;
        }
        mixed = false;
        forgetDigits();
        if (aligned < rows) {
            giveBack();
            alignMixed(rows);
        }
        long sizes = sizes(rows);
        if (binary && aligned == rows) {
            sizes >>>= dropZeros(rows);
        }
        // Of −1, as of 0, the complement has no bits.
        bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(sizes));
    }

    /** The bits that any of the values has, those of negative ones without their sign. */
    private long sizes(int rows) {
        long sizes = 0;
        for (int i = 0; i < rows; i++) {
            sizes |= mantissas[i] ^ (mantissas[i] >> 63);
        }
        return sizes;
    }

    /** Doubles that are whole numbers, or of few digits, end in zeros. */
    private int dropZeros(int rows) {
        long any = 0;
        for (int i = 0; i < rows && (any & 1) == 0; i++) {
            any |= mantissas[i];
        }
        int zeros = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
        for (int i = 0; i < rows && zeros > 0; i++) {
            mantissas[i] >>= zeros;
        }
        scale -= zeros;
        return zeros;
    }

    /** Undoes that the first rows were brought to one scale: others have come. */
    private void giveBack() {
        Arrays.fill(scales, 0, aligned, scale);
        for (int i = 0; i < apart.size(); i++) {
            mantissas[apart.row(i)] = apart.mantissa(i);
            scales[apart.row(i)] = (int) (apart.key(i) >> 32);
        }
        apart.clear();
        aligned = 0;
    }

    private void alignMixed(int rows) {
        int differences = 0;
        for (int i = 0; i < rows; i++) {
            differences |= scales[i] ^ scales[0];
        }
        scale = scales[0];
        for (int i = 0; wide != null && i < rows; i++) {
            if (wide[i] != null) {
                setApart(i);
            }
        }
        if (differences != 0) {
            raise(rows);
        }
    }

    private void raise(int rows) {
        int finest = Integer.MIN_VALUE;
        int reached = Integer.MAX_VALUE;
        for (int i = 0; i < rows; i++) {
            long value = mantissas[i];
            if (value != 0) {
                finest = Math.max(finest, scales[i]);
                reached = Math.min(reached, scales[i] + room(value));
            }
        }
        if (finest == Integer.MIN_VALUE) {
            return; // zeros
        }
        scale = Math.min(finest, reached);
        int unreached = 0;
        for (int i = 0; i < rows; i++) {
            unreached += mantissas[i] != 0 && scales[i] > scale ? 1 : 0;
        }
        if (unreached > rows / 4) {
            mixed = true;
            if (binary) {
                digits = digits == null ? new BinaryDigits() : digits;
                digits.split(mantissas, scales, rows, finest);
            }
            return;
        }
        for (int i = 0; i < rows; i++) {
            long value = mantissas[i];
            int steps = scale - scales[i];
            if (value != 0 && steps < 0) {
                setApart(i);
            } else if (value != 0) {
                mantissas[i] = binary ? value << steps : value * POWERS_OF_TEN[steps];
            }
        }
    }

    private int room(long value) {
        int length = Long.SIZE - Long.numberOfLeadingZeros(value ^ (value >> 63));
        return binary ? Math.max(0, MOST_BITS - length) : TENS_ABOVE[length];
    }

    private void setApart(int row) {
        apart.add(row, mantissas[row], ExactSum.key(scales[row], binary), mantissas.length);
        mantissas[row] = 0;
    }

    boolean isWide(int row) {
        return wide != null && wide[row] != null;
    }

    /** After {@link #align}: the value of a row as a sum of numbers with {@code long} mantissas: one, or several. */
    List<Limb> limbs(int row) {
        if (wide != null && wide[row] != null) {
            return wide[row];
        }
        return List.of(
                apart.has(row)
                        ? new Limb(apart.mantissa(apart.place(row)), apart.key(apart.place(row)))
                        : new Limb(mantissas[row], key(row)));
    }
}
