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

    /** No scale is this. */
    private static final long FREE = Long.MIN_VALUE;

    /** A hash table with open addressing, at most three quarters full. */
    private long[] keys = {FREE, FREE};

    private long[] words = new long[keys.length * WORDS];
    private int size;
    private int last;

    /** The key of a scale: 10^−scale, or 2^−scale if it is binary. The key of a product is the sum of the keys. */
    static long key(int scale, boolean binary) {
        return binary ? (long) scale << 32 : scale;
    }

    /** Adds value × the scale of a key. */
    void add(long value, long key) {
        addWords(value >> 63, value >> 63, value, slot(key));
    }

    /** Adds a × b × the scale of a key. */
    void addProduct(long a, long b, long key) {
        if (a != 0 && b != 0) {
            long high = WideProduct.high(a, b);
            addWords(high >> 63, high, a * b, slot(key));
        }
    }

    /** Adds value × 2^shift to the integer in a slot; the shift is from 0 to 127. */
    void addShifted(long value, int shift, int slot) {
        long sign = value >> 63;
        int inWord = shift & 63;
        long low = value << inWord;
        long high = inWord == 0 ? sign : value >> (Long.SIZE - inWord);
        if (shift < Long.SIZE) {
            addWords(sign, high, low, slot);
        } else {
            addWords(high, low, 0, slot);
        }
    }

    /** Adds a 192-bit integer to the one in a slot. */
    void addWords(long top, long middle, long bottom, int slot) {
        int at = slot * WORDS;
        long newBottom = words[at] + bottom;
        long partial = words[at + 1] + middle;
        long carry = carry(words[at], bottom, newBottom);
        long newMiddle = partial + carry;
        long carries = carry(words[at + 1], middle, partial) + carry(partial, carry, newMiddle);
        words[at] = newBottom;
        words[at + 1] = newMiddle;
        words[at + 2] += top + carries;
    }

    /** The carry of an unsigned addition, without a branch that nobody could predict (Warren, Hacker's Delight, 2-16). */
    static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    /** Adds all that another sum holds. */
    void add(ExactSum other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != FREE) {
                int at = i * WORDS;
                addWords(other.words[at + 2], other.words[at + 1], other.words[at], slot(other.keys[i]));
            }
        }
    }

    /** The place of the integer that counts the scale of a key; good until another is asked for. */
    int slot(long key) {
        if (keys[last] != key) {
            last = find(key);
            if (keys[last] == FREE) {
                if (++size * 4 > keys.length * 3) {
                    grow();
                    last = find(key);
                }
                keys[last] = key;
            }
        }
        return last;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        // Scales stand close together, so that the lowest bits of either part tell them apart.
        int at = (int) (key ^ (key >>> 32)) & mask;
        while (keys[at] != key && keys[at] != FREE) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldWords = words;
        keys = new long[2 * oldKeys.length];
        Arrays.fill(keys, FREE);
        words = new long[keys.length * WORDS];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                System.arraycopy(oldWords, i * WORDS, words, at * WORDS, WORDS);
            }
        }
    }

    /** The sum as one decimal number, without trailing zeros: equal sums are equal objects. */
    BigDecimal value() {
        int mostDecimal = 0;
        int mostBinary = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                mostDecimal = Math.max(mostDecimal, decimalScale(keys[i]));
                mostBinary = Math.max(mostBinary, binaryScale(keys[i]));
            }
        }
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                BigInteger part = integer(i * WORDS).shiftLeft(mostBinary - binaryScale(keys[i]));
                int tens = mostDecimal - decimalScale(keys[i]);
                total = total.add(tens == 0 ? part : part.multiply(BigInteger.TEN.pow(tens)));
            }
        }
        // 2^−b is 5^b · 10^−b.
        BigDecimal value =
                new BigDecimal(total.multiply(BigInteger.valueOf(5).pow(mostBinary)), mostBinary + mostDecimal);
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static int decimalScale(long key) {
        return (int) key;
    }

    private static int binaryScale(long key) {
        return (int) ((key - decimalScale(key)) >> 32);
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
