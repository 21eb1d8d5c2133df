package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.moments.MomentAccumulator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Decimal text to the number it is, exactly: mantissa × 10^−scale with a {@code long} mantissa of up to 18 significant
 * digits, or a {@link BigDecimal} beyond. Reusable, for one thread.
 *
 * <pre>
 * number   = blanks [ "+" | "-" ] digits [ exponent ] blanks
 * digits   = "0" to "9", at least one, with at most one decimal mark before, among or after them
 * exponent = ( "e" | "E" ) [ "+" | "-" ] "0" to "9" { "0" to "9" }
 * </pre>
 *
 * Significant digits go from the first that is not 0 to the last that is not 0; more than 1,000 are refused, and so is a
 * number whose nearest double is infinite, or is 0 while the number is not. Zero is zero with any exponent.
 */
final class DecimalText {
    private static final int LONG_DIGITS = 18;
    private static final int MAX_EXPONENT = 308;
    private static final int MIN_EXPONENT = -324;
    private static final int PLAIN_FRACTION = 300;
    private static final long EXPONENT_CEILING = 1L << 40;
    private static final List<String> MISSING = List.of("NA", "N/A", "NAN", "NULL");

    private final char decimalMark;
    private long mantissa;
    private int scale;
    private BigDecimal wide = BigDecimal.ZERO;

    /** What a text turned out to be. */
    enum Kind {
        /** A number in {@link #mantissa} and {@link #scale}. */
        NARROW,
        /** A number in {@link #wide}. */
        WIDE,
        MISSING,
        NO_NUMBER,
        TOO_MANY_DIGITS,
        OUT_OF_RANGE
    }

    DecimalText(char decimalMark) {
        this.decimalMark = decimalMark;
    }

    long mantissa() {
        return mantissa;
    }

    int scale() {
        return scale;
    }

    BigDecimal wide() {
        return wide;
    }

    boolean isNumber(String text) {
        Kind kind = read(text.toCharArray(), 0, text.length());
        return kind != Kind.MISSING && kind != Kind.NO_NUMBER;
    }

    Kind read(char[] text, int offset, int length) {
        int start = offset;
        int end = offset + length;
        while (start < end && text[start] <= ' ') {
            start++;
        }
        while (end > start && text[end - 1] <= ' ') {
            end--;
        }
        return start == end ? Kind.MISSING : readTrimmed(text, start, end);
    }

    private Kind readTrimmed(char[] text, int start, int end) {
        int firstAt = afterSign(text, start, end);
        int pointAt = -1;
        int digits = 0;
        long value = 0;
        for (int at = firstAt; at < end; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                if (value != 0 && ++digits > LONG_DIGITS) {
                    return readLong(text, start, end);
                }
            } else if (c == decimalMark && pointAt < 0) {
                pointAt = at;
            } else {
                return readLong(text, start, end);
            }
        }
        int fraction = pointAt < 0 ? 0 : end - 1 - pointAt;
        boolean hasDigit = end - firstAt > (pointAt < 0 ? 0 : 1);
        if (!hasDigit || fraction > PLAIN_FRACTION) {
            return readLong(text, start, end);
        }
        mantissa = text[start] == '-' ? -value : value;
        scale = fraction;
        return Kind.NARROW;
    }

    private static int afterSign(char[] text, int at, int end) {
        return at < end && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
    }

    /** The whole grammar: exponents, long numbers, and what is no number. */
    private Kind readLong(char[] text, int start, int end) {
        int at = afterSign(text, start, end);
        int firstDigit = at;
        int digits = 0;
        int whole = -1;
        int first = -1;
        int last = -1;
        for (; at < end; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                if (c != '0') {
                    first = first < 0 ? digits : first;
                    last = digits;
                }
                digits++;
            } else if (c == decimalMark && whole < 0) {
                whole = digits;
            } else {
                break;
            }
        }
        if (digits == 0 || (at < end && !isExponent(text, at, end))) {
            return noNumber(text, start, end);
        }
        if (first < 0) {
            mantissa = 0;
            scale = 0;
            return Kind.NARROW;
        }
        int beforePoint = whole < 0 ? digits : whole;
        long exponent = beforePoint - 1 - first + (at < end ? exponent(text, at, end) : 0);
        if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
            return Kind.OUT_OF_RANGE;
        }
        if (last - first >= MomentAccumulator.MAX_DIGITS) {
            return Kind.TOO_MANY_DIGITS;
        }
        int fraction = (int) (last - first - exponent);
        if (last - first < LONG_DIGITS && exponent < MAX_EXPONENT && exponent > MIN_EXPONENT) {
            long value = narrow(text, firstDigit, first, last);
            mantissa = text[start] == '-' ? -value : value;
            scale = fraction;
            return Kind.NARROW;
        }
        BigInteger unscaled = new BigInteger(digits(text, firstDigit, first, last));
        BigDecimal magnitude = new BigDecimal(unscaled, fraction);
        return keep(text[start] == '-' ? magnitude.negate() : magnitude, exponent);
    }

    private Kind keep(BigDecimal value, long exponent) {
        if (exponent == MAX_EXPONENT || exponent == MIN_EXPONENT) {
            double nearest = NearestDouble.of(value);
            if (nearest == 0 || Double.isInfinite(nearest)) {
                return Kind.OUT_OF_RANGE;
            }
        }
        if (value.precision() > LONG_DIGITS) {
            wide = value;
            return Kind.WIDE;
        }
        mantissa = value.unscaledValue().longValue();
        scale = value.scale();
        return Kind.NARROW;
    }

    private long narrow(char[] text, int from, int first, int last) {
        long value = 0;
        int number = 0;
        for (int at = from; number <= last; at++) {
            if (text[at] != decimalMark && number++ >= first) {
                value = value * 10 + (text[at] - '0');
            }
        }
        return value;
    }

    /** The digits from number {@code first} to number {@code last}, without the decimal mark. */
    private String digits(char[] text, int from, int first, int last) {
        StringBuilder digits = new StringBuilder(last - first + 1);
        int number = 0;
        for (int at = from; number <= last; at++) {
            if (text[at] != decimalMark && number++ >= first) {
                digits.append(text[at]);
            }
        }
        return digits.toString();
    }

    private static boolean isExponent(char[] text, int start, int end) {
        if (text[start] != 'e' && text[start] != 'E') {
            return false;
        }
        int at = afterSign(text, start + 1, end);
        if (at == end) {
            return false;
        }
        for (; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long exponent(char[] text, int start, int end) {
        long exponent = 0;
        for (int at = afterSign(text, start + 1, end); at < end; at++) {
            exponent = Math.min(exponent * 10 + (text[at] - '0'), EXPONENT_CEILING);
        }
        return text[start + 1] == '-' ? -exponent : exponent;
    }

    private static Kind noNumber(char[] text, int start, int end) {
        return end - start <= 4 && isMissing(new String(text, start, end - start)) ? Kind.MISSING : Kind.NO_NUMBER;
    }

    /** Whether a text without blanks around it stands for no value. */
    static boolean isMissing(String text) {
        return text.isEmpty() || MISSING.stream().anyMatch(word -> word.equalsIgnoreCase(text));
    }
}
