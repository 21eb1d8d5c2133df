package dev.leastline.moments;

/**
 * Σ a·b of two columns of integers, exactly, by the cheapest road that their sizes allow. Where |a| ≤ 2<sup>p</sup> and
 * |b| ≤ 2<sup>q</sup>, in up to {@value #ROWS} rows:
 * <ul>
 *   <li>p + q ≤ 52: a plain dot product, below 2<sup>62</sup>;
 *   <li>p + q ≤ 62: every product whole, its upper and lower half summed apart;
 *   <li>p, q ≤ 52: the four products of 26-bit halves summed apart, each sum at most 2<sup>62</sup>;
 *   <li>anything else: the nine products of 21-bit thirds, those of one power of two summed together.
 * </ul>
 *
 * <p>All are loops that the JIT compiler turns into vector instructions. The bounds hold with equality: −2<sup>p</sup>
 * has no more bits than 2<sup>p</sup> − 1 has.
 */
final class DotProduct {
    /** The most rows: 2<sup>10</sup> products of at most 2<sup>52</sup> stay inside a {@code long}. */
    static final int ROWS = 1024;

    private static final int PLAIN_BITS = 52;
    private static final int LONG_BITS = 62;
    private static final int HALF = 26;
    private static final long HALF_MASK = (1L << HALF) - 1;
    private static final int THIRD = 21;
    private static final int TWO_THIRDS = 2 * THIRD;
    private static final long THIRD_MASK = (1L << THIRD) - 1;
    private static final long WORD_MASK = 0xFFFF_FFFFL;

    private DotProduct() {}

    /** Adds Σ a·b over the first rows to the integer in a slot of the sum. */
    static void add(BlockColumn a, BlockColumn b, int rows, ExactSum sum, int slot) {
        int bits = a.bits() + b.bits();
        if (a.isOnes() && b.isOnes()) {
            sum.addShifted(rows, 0, slot);
        } else if (a.isOnes()) {
            addValues(b.mantissas, b.bits(), rows, sum, slot);
        } else if (bits <= PLAIN_BITS) {
            sum.addShifted(plain(a.mantissas, b.mantissas, rows), 0, slot);
        } else if (bits <= LONG_BITS) {
            addHalves(a.mantissas, b.mantissas, rows, sum, slot);
        } else if (Math.max(a.bits(), b.bits()) <= PLAIN_BITS) {
            addOfHalves(a.mantissas, b.mantissas, rows, sum, slot);
        } else {
            addOfThirds(a.mantissas, b.mantissas, rows, sum, slot);
        }
    }

    private static void addValues(long[] values, int bits, int rows, ExactSum sum, int slot) {
        if (bits <= PLAIN_BITS) {
            long total = 0;
            for (int i = 0; i < rows; i++) {
                total += values[i];
            }
            sum.addShifted(total, 0, slot);
            return;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < rows; i++) {
            high += values[i] >> 32;
            low += values[i] & WORD_MASK;
        }
        sum.addShifted(high, 32, slot);
        sum.addShifted(low, 0, slot);
    }

    private static long plain(long[] a, long[] b, int rows) {
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addHalves(long[] a, long[] b, int rows, ExactSum sum, int slot) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < rows; i++) {
            long product = a[i] * b[i];
            high += product >> 32;
            low += product & WORD_MASK;
        }
        sum.addShifted(high, 32, slot);
        sum.addShifted(low, 0, slot);
    }

    // Four loops of one sum each: the JIT compiler makes vectors of them, and none of one loop with four.
    private static void addOfHalves(long[] a, long[] b, int rows, ExactSum sum, int slot) {
        long high = 0;
        for (int i = 0; i < rows; i++) {
            high += (a[i] >> HALF) * (b[i] >> HALF);
        }
        long left = 0;
        for (int i = 0; i < rows; i++) {
            left += (a[i] >> HALF) * (b[i] & HALF_MASK);
        }
        long right = 0;
        for (int i = 0; i < rows; i++) {
            right += (a[i] & HALF_MASK) * (b[i] >> HALF);
        }
        long low = 0;
        for (int i = 0; i < rows; i++) {
            low += (a[i] & HALF_MASK) * (b[i] & HALF_MASK);
        }
        sum.addShifted(high, 2 * HALF, slot);
        sum.addShifted(left, HALF, slot);
        sum.addShifted(right, HALF, slot);
        sum.addShifted(low, 0, slot);
    }

    // A third is less than 2^21, the upper one of any long at least −2^21. One loop for each power of 2^21, as above.
    private static void addOfThirds(long[] a, long[] b, int rows, ExactSum sum, int slot) {
        long first = 0;
        for (int i = 0; i < rows; i++) {
            first += (a[i] & THIRD_MASK) * (b[i] & THIRD_MASK);
        }
        long second = 0;
        for (int i = 0; i < rows; i++) {
            second += (a[i] & THIRD_MASK) * ((b[i] >> THIRD) & THIRD_MASK)
                    + ((a[i] >> THIRD) & THIRD_MASK) * (b[i] & THIRD_MASK);
        }
        long third = 0;
        for (int i = 0; i < rows; i++) {
            third += (a[i] & THIRD_MASK) * (b[i] >> TWO_THIRDS)
                    + ((a[i] >> THIRD) & THIRD_MASK) * ((b[i] >> THIRD) & THIRD_MASK)
                    + (a[i] >> TWO_THIRDS) * (b[i] & THIRD_MASK);
        }
        long fourth = 0;
        for (int i = 0; i < rows; i++) {
            fourth += ((a[i] >> THIRD) & THIRD_MASK) * (b[i] >> TWO_THIRDS)
                    + (a[i] >> TWO_THIRDS) * ((b[i] >> THIRD) & THIRD_MASK);
        }
        long fifth = 0;
        for (int i = 0; i < rows; i++) {
            fifth += (a[i] >> TWO_THIRDS) * (b[i] >> TWO_THIRDS);
        }
        sum.addShifted(first, 0, slot);
        sum.addShifted(second, THIRD, slot);
        sum.addShifted(third, TWO_THIRDS, slot);
        sum.addShifted(fourth, 3 * THIRD, slot);
        sum.addShifted(fifth, 4 * THIRD, slot);
    }
}
