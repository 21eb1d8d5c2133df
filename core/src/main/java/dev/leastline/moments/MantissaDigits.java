package dev.leastline.moments;

/** The mantissas of a {@link BlockColumn}, each the sum of a few digits to a power of two, of which the highest has the sign. */
final class MantissaDigits {
    private final int width;
    private final long[][] digits;
    private boolean isKnown;
    private int count;

    /**
     * For blocks of so many rows.
     *
     * @param width the bits of a digit
     * @param most how many digits there may be
     */
    MantissaDigits(int width, int most, int capacity) {
        this.width = width;
        this.digits = new long[most][capacity];
    }

    /**
     * Splits mantissas of so many bits, of which −2^bits has no more than 2^bits − 1; or nothing, if there were some since
     * the last {@link #forget}: then they were these.
     */
    MantissaDigits of(long[] mantissas, int bits, int rows) {
        if (isKnown) {
            return this;
        }
        isKnown = true;
        count = Math.max(1, (bits + width - 1) / width);
        for (int place = 0; place < count; place++) {
            copy(mantissas, place * width, place == count - 1 ? -1 : (1L << width) - 1, digits[place], rows);
        }
        return this;
    }

    /** The mantissas will be others. */
    void forget() {
        isKnown = false;
    }

    private static void copy(long[] mantissas, int shift, long mask, long[] to, int rows) {
        for (int i = 0; i < rows; i++) {
            to[i] = (mantissas[i] >> shift) & mask;
        }
    }

    /** {@return how many digits the longest mantissa has} */
    int count() {
        return count;
    }

    /** {@return the digits of one place, from the lowest} */
    long[] get(int place) {
        return digits[place];
    }

    /** {@return by how many bits those of a place are to be shifted} */
    int shift(int place) {
        return place * width;
    }
}
