package dev.leastline.moments;

import dev.leastline.exact.NearestDouble;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number to be set again and again: mantissa × 10^−scale, or mantissa × 2^−scale in a binary one. A mantissa that no
 * {@code long} holds stands in {@code wide}.
 */
final class ExactValue {
    long mantissa;
    int scale;
    boolean binary;

    @Nullable
    BigInteger wide;

    ExactValue setDecimal(long newMantissa, int newScale) {
        mantissa = newMantissa;
        scale = newScale;
        binary = false;
        wide = null;
        return this;
    }

    ExactValue setDecimal(BigDecimal value) {
        set(value.unscaledValue(), value.scale(), false);
        return this;
    }

    /** Takes a finite double for exactly the number it is. */
    ExactValue setDouble(double value) {
        mantissa = DoubleBits.mantissa(value);
        scale = mantissa == 0 ? 0 : DoubleBits.scale(value);
        binary = true;
        wide = null;
        return this;
    }

    private void set(BigInteger newMantissa, int newScale, boolean isBinary) {
        boolean fits = newMantissa.bitLength() < Long.SIZE;
        mantissa = fits ? newMantissa.longValue() : 0;
        wide = fits ? null : newMantissa;
        scale = newScale;
        binary = isBinary;
    }

    ExactValue setProduct(ExactValue a, ExactValue b) {
        // A whole number is as good a binary one, which spares mixed products the way over decimals.
        if (a.binary != b.binary && a.scale != 0 && b.scale != 0) {
            return setDecimal(a.toBigDecimal().multiply(b.toBigDecimal()));
        }
        boolean isBinary = (a.binary && a.scale != 0) || (b.binary && b.scale != 0) || (a.binary && b.binary);
        int newScale = a.scale + b.scale;
        if (a.wide == null && b.wide == null) {
            long low = a.mantissa * b.mantissa;
            if (WideProduct.high(a.mantissa, b.mantissa) == low >> 63) {
                mantissa = low;
                wide = null;
                scale = newScale;
                binary = isBinary;
                return this;
            }
        }
        set(a.bigMantissa().multiply(b.bigMantissa()), newScale, isBinary);
        return this;
    }

    /** Takes base^exponent, the exponent from 1. */
    ExactValue setPower(ExactValue base, int exponent) {
        mantissa = base.mantissa;
        wide = base.wide;
        scale = base.scale;
        binary = base.binary;
        for (int i = 1; i < exponent; i++) {
            setProduct(this, base);
        }
        return this;
    }

    BigInteger bigMantissa() {
        return wide == null ? BigInteger.valueOf(mantissa) : wide;
    }

    BigDecimal toBigDecimal() {
        BigInteger integer = bigMantissa();
        if (!binary) {
            return new BigDecimal(integer, scale);
        }
        // 2^−b is 5^b · 10^−b.
        return scale > 0
                ? new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(scale)), scale)
                : new BigDecimal(integer.shiftLeft(-scale));
    }

    int signum() {
        return wide == null ? Long.signum(mantissa) : wide.signum();
    }

    double nearestDouble() {
        return NearestDouble.of(toBigDecimal());
    }
}
