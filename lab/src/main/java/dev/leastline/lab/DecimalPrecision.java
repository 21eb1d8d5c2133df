package dev.leastline.lab;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@link BigDecimal#precision} in integers, as the JDK has it. TeaVM's goes by way of a double, and finds a digit too
 * many in sixty nines; what it rounds to a number of digits has then other digits than on the JVM.
 */
public final class DecimalPrecision {
    private static final double LOG10_OF_2 = 0.3010299956639812;
    private static final BigInteger[] TENS = new BigInteger[512];

    private DecimalPrecision() {}

    /**
     * How many digits the unscaled value has.
     *
     * @param value any decimal
     * @return its precision, 1 for zero
     */
    public static int of(BigDecimal value) {
        BigInteger magnitude = value.unscaledValue().abs();
        // 2^(bits - 1) <= magnitude < 2^bits, in between which there is at most one power of ten.
        int digits = magnitude.signum() == 0 ? 1 : (int) ((magnitude.bitLength() - 1) * LOG10_OF_2) + 1;
        return magnitude.compareTo(ten(digits)) >= 0 ? digits + 1 : digits;
    }

    private static BigInteger ten(int exponent) {
        if (exponent >= TENS.length) {
            return BigInteger.TEN.pow(exponent);
        }
        if (TENS[exponent] == null) {
            TENS[exponent] = BigInteger.TEN.pow(exponent);
        }
        return TENS[exponent];
    }
}
