package dev.leastline.exact;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The double nearest to an exact number, ties to the even neighbour: IEEE 754's {@code roundTiesToEven}, done once.
 *
 * <p>A quotient p/q is divided as integers far enough to hold at least 66 bits, and its lowest bit is set when the
 * division leaves a remainder (a "sticky" bit): that is all a rounding to 53 bits can need. Numbers below half of the
 * smallest subnormal, 2<sup>−1075</sup>, give 0.0; those at or beyond 2<sup>1024</sup> − 2<sup>970</sup> give an
 * infinity. The result is never −0.0 and never NaN.
 *
 * <p>Only whole-number operations are used, so that every virtual machine and browser gives the same bits.
 */
public final class NearestDouble {
    private static final int QUOTIENT_BITS = 66;
    private static final int MANTISSA_BITS = 53;
    private static final int MIN_EXPONENT = -1022;
    private static final int MAX_EXPONENT = 1023;

    /** The powers of ten that are doubles. */
    private static final double[] TENS = new double[23];

    /** All whole numbers of so many digits are doubles. */
    private static final int EXACT_DIGITS = 15;

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private NearestDouble() {}

    /**
     * The double nearest to numerator / denominator.
     *
     * @param numerator any integer
     * @param denominator any integer but zero
     * @return the nearest double; an infinity when the quotient is beyond the range of doubles
     * @throws ArithmeticException if the denominator is zero
     */
    public static double ofQuotient(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("the denominator is zero");
        }
        if (numerator.signum() == 0) {
            return 0.0;
        }
        BigInteger p = numerator.abs();
        BigInteger q = denominator.abs();
        int shift = QUOTIENT_BITS - (p.bitLength() - q.bitLength());
        BigInteger[] division =
                shift >= 0 ? p.shiftLeft(shift).divideAndRemainder(q) : p.divideAndRemainder(q.shiftLeft(-shift));
        double magnitude = assemble(division[0], -shift, division[1].signum() != 0);
        return numerator.signum() == denominator.signum() || magnitude == 0 ? magnitude : -magnitude;
    }

    /**
     * The double nearest to the square root of numerator / denominator.
     *
     * <p>The quotient is widened by an even power of two until its integer root has at least 66 bits; a remainder of the
     * division or of the root sets the sticky bit.
     *
     * @param numerator any integer of the denominator's sign, or zero
     * @param denominator any integer but zero
     * @return the nearest double; an infinity when the root is beyond the range of doubles
     * @throws ArithmeticException if the denominator is zero, or the quotient negative
     */
    public static double ofSquareRoot(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("the denominator is zero");
        }
        if (numerator.signum() * denominator.signum() < 0) {
            throw new ArithmeticException("the square root of a negative number");
        }
        if (numerator.signum() == 0) {
            return 0.0;
        }
        BigInteger p = numerator.abs();
        BigInteger q = denominator.abs();
        int shift = 2 * QUOTIENT_BITS - (p.bitLength() - q.bitLength());
        shift += shift & 1;
        BigInteger[] division =
                shift >= 0 ? p.shiftLeft(shift).divideAndRemainder(q) : p.divideAndRemainder(q.shiftLeft(-shift));
        BigInteger root = floorSquareRoot(division[0]);
        boolean inexact = division[1].signum() != 0 || !root.multiply(root).equals(division[0]);
        return assemble(root, -shift / 2, inexact);
    }

    /**
     * ⌊√n⌋ by Newton's iteration from above.
     *
     * @param n not negative
     * @return the largest integer whose square is at most n
     */
    public static BigInteger floorSquareRoot(BigInteger n) {
        if (n.signum() == 0) {
            return n;
        }
        BigInteger root = BigInteger.ONE.shiftLeft(n.bitLength() / 2 + 1);
        while (true) {
            BigInteger next = root.add(n.divide(root)).shiftRight(1);
            if (next.compareTo(root) >= 0) {
                return root;
            }
            root = next;
        }
    }

    /**
     * The double nearest to a decimal number.
     *
     * @param value any decimal number
     * @return the nearest double; an infinity when the number is beyond the range of doubles
     */
    public static double of(BigDecimal value) {
        if (value.signum() == 0) {
            return 0.0;
        }
        if (value.precision() <= EXACT_DIGITS && value.scale() >= 0 && value.scale() < TENS.length) {
            return value.unscaledValue().longValue() / TENS[value.scale()]; // both exact: one rounding
        }
        // Decimal exponent of the leading digit: spares the huge power of ten of a number far out of range.
        long leading = (long) value.precision() - value.scale();
        if (leading > 310) {
            return value.signum() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (leading < -325) {
            return 0.0;
        }
        BigInteger unscaled = value.unscaledValue();
        return value.scale() >= 0
                ? ofQuotient(unscaled, BigInteger.TEN.pow(value.scale()))
                : ofQuotient(unscaled.multiply(BigInteger.TEN.pow(-value.scale())), BigInteger.ONE);
    }

    /** Rounds significand × 2^exponent, a little more than that if {@code inexact}, to the nearest double. */
    private static double assemble(BigInteger significand, int exponent, boolean inexact) {
        int leading = significand.bitLength() - 1 + exponent;
        if (leading > MAX_EXPONENT) {
            return Double.POSITIVE_INFINITY;
        }
        int kept = leading >= MIN_EXPONENT ? MANTISSA_BITS : MANTISSA_BITS - (MIN_EXPONENT - leading);
        if (kept < 0) {
            return 0.0;
        }
        int dropped = significand.bitLength() - kept;
        long mantissa = significand.shiftRight(dropped).longValue();
        boolean half = significand.testBit(dropped - 1);
        boolean beyondHalf = inexact || significand.getLowestSetBit() < dropped - 1;
        if (half && (beyondHalf || (mantissa & 1) != 0)) {
            mantissa++;
        }
        // The hidden bit of a normal number, and a carry out of the mantissa, add themselves to the exponent field.
        long exponentField = leading >= MIN_EXPONENT ? leading - MIN_EXPONENT : 0;
        return Double.longBitsToDouble((exponentField << (MANTISSA_BITS - 1)) + mantissa);
    }
}
