package dev.leastline.descent;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A matrix known within bounds: each entry is (middle ± radius) × 10^exponent. Products keep the promise: the true
 * product lies within the bounds of the result, however much was rounded on the way.
 *
 * <p>The common exponent lets powers grow and shrink without end, where a {@link BigDecimal}'s own scale would overflow.
 */
final class Enclosure {
    /** Radii are bounds; three digits, always rounded up, are plenty. */
    static final MathContext BOUND = new MathContext(3, RoundingMode.UP);

    private static final int EXPONENT_KEPT = 300;
    private static final long EXPONENT_LIMIT = 1L << 60; // so far out that exponents need not be told apart

    final BigDecimal[][] middle;
    final BigDecimal[][] radius;
    final long exponent;

    Enclosure(BigDecimal[][] middle, BigDecimal[][] radius, long exponent) {
        this.middle = middle;
        this.radius = radius;
        this.exponent = exponent;
    }

    /** The matrix of the quotients numerator[i][j] / denominator[i], to a number of digits. */
    static Enclosure ofQuotients(BigDecimal[][] numerators, BigDecimal[] denominators, int digits) {
        int rows = numerators.length;
        BigDecimal[][] middle = new BigDecimal[rows][];
        BigDecimal[][] radius = new BigDecimal[rows][];
        for (int i = 0; i < rows; i++) {
            middle[i] = new BigDecimal[numerators[i].length];
            radius[i] = new BigDecimal[numerators[i].length];
            for (int j = 0; j < middle[i].length; j++) {
                BigDecimal quotient =
                        numerators[i][j].divide(denominators[i], new MathContext(digits, RoundingMode.HALF_EVEN));
                BigDecimal rest = numerators[i][j].subtract(quotient.multiply(denominators[i]));
                middle[i][j] = quotient;
                radius[i][j] = rest.abs().divide(denominators[i].abs(), BOUND);
            }
        }
        return new Enclosure(middle, radius, 0).normalized();
    }

    /** This matrix times another, each entry summed exactly and then rounded to a number of digits. */
    Enclosure times(Enclosure other, int digits) {
        MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
        int rows = middle.length;
        int columns = other.middle[0].length;
        BigDecimal[][] product = new BigDecimal[rows][columns];
        BigDecimal[][] bound = new BigDecimal[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                BigDecimal error = BigDecimal.ZERO;
                for (int k = 0; k < other.middle.length; k++) {
                    BigDecimal a = middle[i][k];
                    BigDecimal b = other.middle[k][j];
                    sum = sum.add(a.multiply(b));
                    error = error.add(productBound(a, radius[i][k], b, other.radius[k][j]), BOUND);
                }
                BigDecimal rounded = plainZero(sum.round(rounding));
                if (isNegligible(rounded, digits)) {
                    rounded = BigDecimal.ZERO;
                }
                product[i][j] = rounded;
                BigDecimal lost = error.add(sum.subtract(rounded).abs(), BOUND);
                bound[i][j] = atLeastRepresentable(plainZero(lost), digits);
            }
        }
        return new Enclosure(product, bound, limited(exponent + other.exponent)).normalized();
    }

    private static long limited(long exponent) {
        return Math.max(-EXPONENT_LIMIT, Math.min(EXPONENT_LIMIT, exponent));
    }

    /** Bounds |a·b − a′·b′| for all a′ within ra of a and b′ within rb of b. */
    static BigDecimal productBound(BigDecimal a, BigDecimal ra, BigDecimal b, BigDecimal rb) {
        if (ra.signum() == 0 && rb.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal left = a.abs(BOUND).multiply(rb, BOUND);
        return left.add(ra.multiply(b.abs(BOUND).add(rb, BOUND), BOUND), BOUND);
    }

    // A product of zeros keeps the sum of their scales: after thirty squarings, 0 with a billion decimals, to which any
    // sum would be aligned.
    private static BigDecimal plainZero(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value;
    }

    // Exact sums of entries whose exponents lie millions apart would have millions of digits: entries far below any
    // digit asked for become a zero with a radius.
    private static boolean isNegligible(BigDecimal value, int digits) {
        return value.signum() != 0 && leadingExponent(value) < least(digits);
    }

    private static BigDecimal atLeastRepresentable(BigDecimal bound, int digits) {
        return isNegligible(bound, digits) ? BigDecimal.ONE.scaleByPowerOfTen((int) least(digits)) : bound;
    }

    private static long least(int digits) {
        return -2L * EXPONENT_KEPT - 1000 - 4L * digits;
    }

    /** The decimal exponent of the leading digit. */
    static long leadingExponent(BigDecimal value) {
        return (long) value.precision() - value.scale() - 1;
    }

    private Enclosure normalized() {
        long top = Long.MIN_VALUE;
        for (BigDecimal[] row : middle) {
            for (BigDecimal entry : row) {
                top = entry.signum() == 0 ? top : Math.max(top, leadingExponent(entry));
            }
        }
        if (top == Long.MIN_VALUE || Math.abs(top) <= EXPONENT_KEPT) {
            return this;
        }
        return new Enclosure(scaled(middle, -(int) top), scaled(radius, -(int) top), limited(exponent + top));
    }

    private static BigDecimal[][] scaled(BigDecimal[][] matrix, int tens) {
        BigDecimal[][] scaled = new BigDecimal[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            scaled[i] = new BigDecimal[matrix[i].length];
            for (int j = 0; j < matrix[i].length; j++) {
                scaled[i][j] = matrix[i][j].scaleByPowerOfTen(tens);
            }
        }
        return scaled;
    }

    /**
     * value × 10^exponent, or a number of the same sign and far out of the range of doubles where writing that down
     * would take too many digits.
     */
    static BigDecimal materialize(BigDecimal value, long exponent) {
        return materialize(value, exponent, 3000);
    }

    /** The same with the decimal exponent, up or down, from which on another of the same sign does as well. */
    static BigDecimal materialize(BigDecimal value, long exponent, int beyond) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long leading = leadingExponent(value) + exponent;
        if (Math.abs(leading) > beyond) {
            BigInteger sign = BigInteger.valueOf(value.signum());
            return new BigDecimal(sign, leading > 0 ? -beyond : beyond);
        }
        return value.scaleByPowerOfTen((int) exponent);
    }
}
