package dev.leastline.moments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of integers scaled by 10^−d · 2^−b, exact whatever the scales: one 192-bit integer for every pair (d, b) met.
 *
 * <p>Budget: a product of two 64-bit mantissas is at most 2<sup>126</sup>; 192 bits hold 2<sup>65</sup> of them, more
 * than a {@code long} can count rows.
 */
final class ExactSum {
    private static final int WORDS = 3; // low, middle, high

    private long[] scales = new long[1];
    private long[] words = new long[WORDS];
    private int size;
    private int last;

    /** Adds value × 10^−decimalScale × 2^−binaryScale. */
    void add(long value, int decimalScale, int binaryScale) {
        add(value >> 63, value, decimalScale, binaryScale);
    }

    /** Adds a × b × 10^−decimalScale × 2^−binaryScale. */
    void addProduct(long a, long b, int decimalScale, int binaryScale) {
        if (a != 0 && b != 0) {
            add(WideProduct.high(a, b), a * b, decimalScale, binaryScale);
        }
    }

    private void add(long high, long low, int decimalScale, int binaryScale) {
        addWords(high >> 63, high, low, slot(((long) binaryScale << 32) | (decimalScale & 0xFFFF_FFFFL)));
    }

    private void addWords(long top, long middle, long bottom, int slot) {
        int at = slot * WORDS;
        long newBottom = words[at] + bottom;
        long carry = Long.compareUnsigned(newBottom, bottom) < 0 ? 1 : 0;
        long partial = words[at + 1] + middle;
        long newMiddle = partial + carry;
        int carries = (Long.compareUnsigned(partial, middle) < 0 ? 1 : 0) + (carry == 1 && newMiddle == 0 ? 1 : 0);
        words[at] = newBottom;
        words[at + 1] = newMiddle;
        words[at + 2] += top + carries;
    }

    /** Adds all that another sum holds. */
    void add(ExactSum other) {
        for (int i = 0; i < other.size; i++) {
            int at = i * WORDS;
            addWords(other.words[at + 2], other.words[at + 1], other.words[at], slot(other.scales[i]));
        }
    }

    // Scales come in long runs, so the slot of the one before is tried first; the rest stay sorted for a binary search.
    private int slot(long scale) {
        if (last < size && scales[last] == scale) {
            return last;
        }
        int found = Arrays.binarySearch(scales, 0, size, scale);
        if (found < 0) {
            found = ~found;
            insert(found, scale);
        }
        last = found;
        return found;
    }

    private void insert(int at, long scale) {
        if (size == scales.length) {
            scales = Arrays.copyOf(scales, 2 * size);
            words = Arrays.copyOf(words, 2 * size * WORDS);
        }
        System.arraycopy(scales, at, scales, at + 1, size - at);
        System.arraycopy(words, at * WORDS, words, (at + 1) * WORDS, (size - at) * WORDS);
        scales[at] = scale;
        Arrays.fill(words, at * WORDS, (at + 1) * WORDS, 0);
        size++;
    }

    /** The sum as one decimal number, without trailing zeros: equal sums are equal objects. */
    BigDecimal value() {
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < size; i++) {
            int binaryScale = (int) (scales[i] >> 32);
            int decimalScale = (int) scales[i];
            BigInteger integer = integer(i * WORDS);
            // 2^−b is 5^b · 10^−b.
            BigDecimal part = binaryScale > 0
                    ? new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(binaryScale)), binaryScale)
                    : new BigDecimal(integer.shiftLeft(-binaryScale));
            total = total.add(part.scaleByPowerOfTen(-decimalScale));
        }
        return total.signum() == 0 ? BigDecimal.ZERO : total.stripTrailingZeros();
    }

    private BigInteger integer(int at) {
        byte[] bytes = new byte[WORDS * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            long word = words[at + WORDS - 1 - i / Long.BYTES];
            bytes[i] = (byte) (word >> (8 * (Long.BYTES - 1 - i % Long.BYTES)));
        }
        return new BigInteger(bytes);
    }
}
