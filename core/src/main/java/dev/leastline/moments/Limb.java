package dev.leastline.moments;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A number, or a part of one that no {@code long} mantissa holds.
 *
 * @param mantissa the integer
 * @param key of its scale, as {@link ExactSum#key} has it
 */
record Limb(long mantissa, long key) {
    private static final int DIGITS = 18;
    private static final BigInteger BASE = BigInteger.TEN.pow(DIGITS);
    private static final int BITS = 62;

    /** {@return numbers that add up to value × 10^−scale, or value × 2^−scale if it is binary} */
    static List<Limb> of(BigInteger value, int scale, boolean binary) {
        List<Limb> limbs = new ArrayList<>();
        BigInteger base = binary ? BigInteger.ONE.shiftLeft(BITS) : BASE;
        BigInteger rest = value;
        for (int at = scale; rest.signum() != 0; at -= binary ? BITS : DIGITS) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            limbs.add(new Limb(parts[1].longValue(), ExactSum.key(at, binary)));
            rest = parts[0];
        }
        return limbs;
    }
}
