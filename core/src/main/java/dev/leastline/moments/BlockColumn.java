package dev.leastline.moments;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one term in up to {@link #ROWS} rows: mantissa × 10^−scale, or mantissa × 2^−scale in a binary column.
 * A value that no {@code long} mantissa can hold stands beside them as a list of several that add up to it.
 */
final class BlockColumn {
    /** So many products of two narrow mantissas, 2^10 · 2^52, stay inside a {@code long}. */
    static final int ROWS = 1024;

    /** Mantissas from −2^26 to 2^26 count as narrow. */
    static final int NARROW_BITS = 26;

    final long[] mantissas;
    final int[] scales;
    private List<Limb> @Nullable [] wide;
    private boolean binary;
    private boolean narrow;

    BlockColumn(int rows) {
        mantissas = new long[rows];
        scales = new int[rows];
    }

    boolean isBinary() {
        return binary;
    }

    void setBinary(boolean binary) {
        this.binary = binary;
    }

    /** Whether, after {@link #align}, every mantissa is narrow and all share {@code scales[0]}. */
    boolean isNarrow() {
        return narrow;
    }

    void set(int row, ExactValue value) {
        scales[row] = value.scale;
        mantissas[row] = value.mantissa;
        if (value.wide != null) {
            setWide(row, value.wide);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void setWide(int row, BigInteger value) {
        if (wide == null) {
            wide = new List[mantissas.length];
        }
        wide[row] = Limb.of(value, scales[row], binary);
    }

    boolean isWide(int row) {
        return wide != null && wide[row] != null;
    }

    void clear() {
        wide = null;
        narrow = false;
    }

    /** Brings the block to one scale, the finest in it, where the mantissas stay narrow doing so. */
    void align(int rows) {
        narrow = false;
        if (wide != null || rows == 0) {
            return;
        }
        long bits = 0;
        int differences = 0;
        int finest = Integer.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            bits |= mantissas[i] ^ (mantissas[i] >> 63);
            differences |= scales[i] ^ scales[0];
            finest = Math.max(finest, scales[i]);
        }
        if (bits >>> NARROW_BITS != 0) {
            return;
        }
        narrow = differences == 0 || raise(rows, finest);
    }

    private boolean raise(int rows, int finest) {
        for (int i = 0; i < rows; i++) {
            if (!fits(mantissas[i], finest - scales[i])) {
                return false;
            }
        }
        for (int i = 0; i < rows; i++) {
            mantissas[i] = mantissas[i] == 0 ? 0 : mantissas[i] * factor(finest - scales[i]);
            scales[i] = finest;
        }
        return true;
    }

    private boolean fits(long mantissa, int steps) {
        if (mantissa == 0) {
            return true;
        }
        return steps <= (binary ? NARROW_BITS : 8) && Math.abs(mantissa) * factor(steps) <= 1L << NARROW_BITS;
    }

    private long factor(int steps) {
        if (binary) {
            return 1L << steps;
        }
        long power = 1;
        for (int i = 0; i < steps; i++) {
            power *= 10;
        }
        return power;
    }

    /** The value of a row as a sum of numbers with {@code long} mantissas: one, or several. */
    List<Limb> limbs(int row) {
        return wide != null && wide[row] != null ? wide[row] : List.of(new Limb(mantissas[row], scales[row]));
    }

    /** The number mantissa × 10^−scale, or mantissa × 2^−scale in a binary column. */
    record Limb(long mantissa, int scale) {
        private static final int DIGITS = 18;
        private static final BigInteger BASE = BigInteger.TEN.pow(DIGITS);
        private static final int BITS = 62;

        static List<Limb> of(BigInteger value, int scale, boolean binary) {
            List<Limb> limbs = new ArrayList<>();
            BigInteger base = binary ? BigInteger.ONE.shiftLeft(BITS) : BASE;
            BigInteger rest = value;
            for (int at = scale; rest.signum() != 0; at -= binary ? BITS : DIGITS) {
                BigInteger[] parts = rest.divideAndRemainder(base);
                limbs.add(new Limb(parts[1].longValue(), at));
                rest = parts[0];
            }
            return limbs;
        }
    }
}
