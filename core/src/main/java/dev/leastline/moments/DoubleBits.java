package dev.leastline.moments;

/**
 * What the bits of a finite double say: it is mantissa × 2^−scale, the mantissa odd, or 0.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/lang/Double.html">the layout of IEEE 754</a>
 */
final class DoubleBits {
    /** The exponent field counts from here: the number is a 53-bit integer times 2^(field − 1075). */
    static final int BIAS = 1075;

    private static final int FRACTION_BITS = 52;

    private DoubleBits() {}

    /** {@return the exponent field; that of the smallest normal numbers for those that are smaller} */
    static int exponent(double value) {
        return Math.max((int) (Double.doubleToRawLongBits(value) >>> FRACTION_BITS) & 0x7FF, 1);
    }

    static long mantissa(double value) {
        long whole = whole(value);
        long odd = whole >>> Long.numberOfTrailingZeros(whole);
        long sign = Double.doubleToRawLongBits(value) >> 63;
        return (odd ^ sign) - sign;
    }

    static int scale(double value) {
        return BIAS - exponent(value) - Long.numberOfTrailingZeros(whole(value));
    }

    /** The number's size as an integer of 53 bits. */
    private static long whole(double value) {
        long raw = Double.doubleToRawLongBits(value);
        long fraction = raw & ((1L << FRACTION_BITS) - 1);
        return (raw & (0x7FFL << FRACTION_BITS)) == 0 ? fraction : fraction | 1L << FRACTION_BITS;
    }
}
