package dev.leastline.exact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as text for people: the same on every virtual machine and in every locale, with a point and no grouping.
 * Numbers from 1e-4 up to 1e15 are written out; others as {@code 1.5e20}, {@code 5e-324}.
 */
public final class NumberText {
    private static final int LEAST_EXPONENT_WRITTEN_OUT = -4;
    private static final int LIMIT_EXPONENT_WRITTEN_OUT = 15;
    private static final int MOST_DIGITS = 17;

    private NumberText() {}

    /**
     * The fewest digits that read back as the same double.
     *
     * @param value any double
     * @return for example {@code 2}, {@code 0.1}, {@code 1.0021168180204545}; {@code Infinity}, {@code NaN}
     */
    public static String shortest(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (NearestDouble.of(rounded) == value) {
                break;
            }
            // Above a power of two doubles lie twice as far apart as below it: there the decimal next above may read
            // back although the nearest, below, does not.
            rounded = exact.round(new MathContext(digits, RoundingMode.UP));
            if (NearestDouble.of(rounded) == value) {
                break;
            }
        }
        return text(rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros(), LIMIT_EXPONENT_WRITTEN_OUT);
    }

    /**
     * A number of significant digits, trailing zeros and all; with a power of ten where it would take more digits than
     * that to write it out.
     *
     * @param value any double
     * @param digits from 1
     * @return for example {@code 0.0158664}, {@code 1.60000e20}; {@code Infinity}, {@code NaN}
     */
    public static String significant(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return text(rounded.setScale(rounded.scale() + digits - rounded.precision()), digits);
    }

    /**
     * A number of decimal places, as C's {@code %.4f} writes them.
     *
     * @param value any double
     * @param places from 0
     * @return for example {@code 2.0039}, {@code -0.2623}; a zero keeps no minus sign; {@code Infinity}, {@code NaN}
     */
    public static String fixed(double value, int places) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * A number short enough to be read in an equation: four decimals or five significant digits, whichever says more.
     * Zeros at the end are left out when nothing else is.
     *
     * @param value any double
     * @return for example {@code 2}, {@code 17.5791}, {@code 0.0012346}, {@code 2.0000} for a number that is not quite 2
     */
    public static String brief(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        int leading = exact.precision() - exact.scale() - 1;
        if (exact.signum() != 0 && (leading < LEAST_EXPONENT_WRITTEN_OUT || leading >= LIMIT_EXPONENT_WRITTEN_OUT)) {
            return shorter(value, significant(value, 5));
        }
        return shorter(value, fixed(value, Math.max(4, 4 - leading)));
    }

    private static String shorter(double value, String rounded) {
        String shortest = shortest(value);
        return shortest.length() <= rounded.length() ? shortest : rounded;
    }

    private static String text(BigDecimal value, int limitWrittenOut) {
        long leading = (long) value.precision() - value.scale() - 1;
        if (leading >= LEAST_EXPONENT_WRITTEN_OUT && leading < limitWrittenOut) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + leading;
    }
}
