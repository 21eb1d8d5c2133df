package dev.leastline.exact;

/**
 * A = LDLᵀ modulo a prime, row by row, as far as the pivots are not zero. All sums are products of two contiguous rows.
 */
final class ModularDecomposition {
    /** So many products of residues fit into a {@code long}. */
    private static final int SUMMED = 128;

    private final int prime;
    private final int size;

    /** L, without its diagonal of ones. */
    private final int[][] lower;

    /** The diagonal of D and its inverses; the last of them has none if it is zero. */
    private final int[] pivots;

    private final int[] inverses;
    private final int rank;

    ModularDecomposition(ResidueMatrix matrix, int prime) {
        this.prime = prime;
        this.size = matrix.size();
        this.lower = new int[size][size];
        this.pivots = new int[size];
        this.inverses = new int[size];
        this.rank = decompose(matrix.modulo(prime));
    }

    /** Turns the lower triangle into LD. */
    private int decompose(int[][] scaled) {
        for (int i = 0; i < size; i++) {
            int[] row = scaled[i];
            for (int k = 0; k < i; k++) {
                row[k] = minus(row[k], dot(lower[k], row, 0, k));
                lower[i][k] = times(row[k], inverses[k]);
            }
            pivots[i] = minus(row[i], dot(lower[i], row, 0, i));
            if (i < size - 1 && pivots[i] == 0) {
                return i;
            }
            inverses[i] = inverse(pivots[i]);
        }
        return size - 1;
    }

    /** How many rows but the last come before the first pivot of zero. */
    int rank() {
        return rank;
    }

    /** Whether no pivot is zero, the last one included. */
    boolean isRegular() {
        return rank == size - 1 && pivots[size - 1] != 0;
    }

    /** The numerators of the solution, then its denominator, the determinant, then that of the whole matrix. */
    int[] solution() {
        int unknowns = size - 1;
        int determinant = determinant(unknowns);
        int[] theta = new int[size + 1];
        System.arraycopy(lower[unknowns], 0, theta, 0, unknowns);
        for (int i = unknowns - 1; i > 0; i--) {
            for (int j = 0; j < i; j++) {
                theta[j] = minus(theta[j], times(theta[i], lower[i][j]));
            }
        }
        for (int i = 0; i < unknowns; i++) {
            theta[i] = times(determinant, theta[i]);
        }
        theta[unknowns] = determinant;
        theta[unknowns + 1] = times(determinant, pivots[unknowns]);
        return theta;
    }

    /** The diagonal of A⁻¹ times the determinant: A⁻¹ = MᵀD⁻¹M with M = L⁻¹. */
    int[] inverseDiagonal() {
        int determinant = determinant(size);
        int[] diagonal = new int[size];
        int[] column = new int[size];
        int[] weighted = new int[size];
        for (int j = 0; j < size; j++) {
            column[j] = 1;
            for (int i = j; i < size; i++) {
                if (i > j) {
                    column[i] = minus(0, dot(lower[i], column, j, i));
                }
                weighted[i] = times(column[i], inverses[i]);
            }
            diagonal[j] = times(determinant, dot(column, weighted, j, size));
        }
        return diagonal;
    }

    private int determinant(int order) {
        int product = 1;
        for (int i = 0; i < order; i++) {
            product = times(product, pivots[i]);
        }
        return product;
    }

    private int dot(int[] a, int[] b, int from, int to) {
        long sum = 0;
        for (int start = from; start < to; start += SUMMED) {
            int end = Math.min(to, start + SUMMED);
            long part = 0;
            for (int i = start; i < end; i++) {
                part += (long) a[i] * b[i];
            }
            sum += part % prime;
        }
        return (int) (sum % prime);
    }

    private int times(int a, int b) {
        return (int) ((long) a * b % prime);
    }

    private int minus(int a, int b) {
        int difference = a - b;
        return difference < 0 ? difference + prime : difference;
    }

    /** a⁻¹ is a^(prime − 2), by Fermat's little theorem. */
    private int inverse(int a) {
        int power = 1;
        for (int bit = Integer.SIZE - Integer.numberOfLeadingZeros(prime - 2) - 1; bit >= 0; bit--) {
            power = times(power, power);
            if (((prime - 2) >> bit & 1) != 0) {
                power = times(power, a);
            }
        }
        return power;
    }
}
