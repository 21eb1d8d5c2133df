package dev.leastline.moments;

/**
 * Σ a·b of two columns of integers, exactly, by the cheapest road that their sizes allow. Where |a| ≤ 2<sup>p</sup> and
 * |b| ≤ 2<sup>q</sup>, in up to {@value #ROWS} rows:
 * <ul>
 *   <li>p + q ≤ 52: a plain dot product, below 2<sup>62</sup>;
 *   <li>p + q ≤ 62, or one of them is a column of ones: every product whole, its upper and lower half summed apart;
 *   <li>p, q ≤ 52: plain dot products of {@link MantissaDigits} of 26 bits, each at most 2<sup>62</sup>;
 *   <li>anything else: plain dot products of digits of 21 bits.
 * </ul>
 *
 * <p>All are short loops that the JIT compiler turns into vector instructions, and few of them: to compile a loop takes as
 * long as to run it over a million rows. Even the sum of a column is the product with one of ones: of a loop that only adds
 * the compiler makes no vectors. The bounds hold with equality: −2<sup>p</sup> has no more bits than 2<sup>p</sup> −
 * 1 has.
 */
final class DotProduct {
    /** The most rows: 2<sup>10</sup> products of at most 2<sup>52</sup> stay inside a {@code long}. */
    static final int ROWS = 1024;

    private static final int PLAIN_BITS = 52;
    private static final int LONG_BITS = 62;
    private static final long WORD_MASK = 0xFFFF_FFFFL;

    private DotProduct() {}

    /** Adds Σ a·b over the first rows to the integer in a slot of the sum. */
    static void add(BlockColumn a, BlockColumn b, int rows, ExactSum sum, int slot) {
        int bits = a.bits() + b.bits();
        if (a.isOnes() && b.isOnes()) {
            sum.addShifted(rows, 0, slot);
        } else if (bits <= PLAIN_BITS) {
            sum.addShifted(plain(a.mantissas, b.mantissas, rows), 0, slot);
        } else if (bits <= LONG_BITS || a.isOnes() || b.isOnes()) {
            addHalves(a.mantissas, b.mantissas, rows, sum, slot);
        } else if (Math.max(a.bits(), b.bits()) <= PLAIN_BITS) {
            addOfDigits(a.halves(rows), b.halves(rows), rows, sum, slot);
        } else {
            addOfDigits(a.thirds(rows), b.thirds(rows), rows, sum, slot);
        }
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

    /** The product of two digits stands in the place of both; in a square it stands twice. */
    private static void addOfDigits(MantissaDigits a, MantissaDigits b, int rows, ExactSum sum, int slot) {
        for (int i = 0; i < a.count(); i++) {
            for (int j = a == b ? i : 0; j < b.count(); j++) {
                int twice = a == b && i != j ? 1 : 0;
                sum.addShifted(plain(a.get(i), b.get(j), rows), a.shift(i) + b.shift(j) + twice, slot);
            }
        }
    }
}
