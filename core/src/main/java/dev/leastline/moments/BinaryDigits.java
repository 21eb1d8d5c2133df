package dev.leastline.moments;

import java.util.Arrays;

/**
 * The values of a binary column whose exponents lie too far apart for one {@code long}, written in base 2<sup>52</sup>: a column
 * for each digit, which has the sign of its value. The product of two columns is then the sum of the products of their
 * digits, each a {@link DotProduct}, however the exponents are spread.
 */
final class BinaryDigits {
    /** More digits have more products than the rows, one by one. */
    private static final int MOST = 6;

    private static final int BITS = 52;
    private static final long MASK = (1L << BITS) - 1;

    private BlockColumn[] digits = {};
    private int count;

    int count() {
        return count;
    }

    /** The digits of one place of all values, from the lowest. */
    BlockColumn get(int place) {
        return digits[place];
    }

    void clear() {
        count = 0;
    }

    /**
     * Splits the values mantissa × 2^−scale, unless they have too many digits.
     *
     * @param finest the largest scale
     */
    void split(long[] mantissas, int[] scales, int rows, int finest) {
        int length = 0;
        for (int i = 0; i < rows; i++) {
            int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(mantissas[i]));
            length = Math.max(length, bits == 0 ? 0 : bits + finest - scales[i]);
        }
        if (length > MOST * BITS) {
            return;
        }
        count = (length + BITS - 1) / BITS;
        long[][] places = places(mantissas.length, rows, finest, length);
        for (int i = 0; i < rows; i++) {
            long value = mantissas[i];
            if (value == 0) {
                continue;
            }
            int shift = finest - scales[i];
            int place = shift / BITS;
            int within = shift - place * BITS;
            long sign = value >> 63;
            long magnitude = (value ^ sign) - sign;
            places[place][i] = (((magnitude << within) & MASK) ^ sign) - sign;
            places[place + 1][i] = (((magnitude >>> (BITS - within)) & MASK) ^ sign) - sign;
            if (within > 2 * BITS - Long.SIZE) {
                places[place + 2][i] = ((magnitude >>> (2 * BITS - within)) ^ sign) - sign;
            }
        }
    }

    /** Zeros for all digits, and for two more above them that stay zeros. */
    private long[][] places(int capacity, int rows, int finest, int length) {
        int needed = count + 2;
        if (digits.length < needed) {
            int before = digits.length;
            digits = Arrays.copyOf(digits, needed);
            for (int place = before; place < needed; place++) {
                digits[place] = new BlockColumn(capacity);
            }
        }
        long[][] places = new long[needed][];
        for (int place = 0; place < needed; place++) {
            int bits = Math.max(1, Math.min(length - place * BITS, BITS));
            places[place] = digits[place].beginDigits(finest - place * BITS, bits, rows);
        }
        return places;
    }
}
