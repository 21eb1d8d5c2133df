package dev.leastline.exact;

import java.math.BigInteger;

/**
 * Fraction-free elimination (Bareiss 1968) of a symmetric integer matrix with right-hand sides.
 *
 * <p>Step k replaces {@code a[i][j]} by {@code (a[k][k]·a[i][j] − a[i][k]·a[k][j]) / previous pivot}; the division
 * always comes out even, and every number that appears is a minor of the matrix, so that nothing grows faster than it
 * must. Pivot k is the leading minor of order k + 1. The upper triangle suffices, because the part not yet eliminated
 * stays symmetric.
 *
 * <p>No rows are exchanged: for a matrix of sums of products (a Gram matrix) a zero pivot says that its term is a linear
 * combination of those before it, which is just what the caller wants to know.
 *
 * <p>Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", Mathematics of
 * Computation 22 (1968).
 */
public final class Elimination {
    private final BigInteger[][] upper;
    private final BigInteger[][] right;
    private final int eliminated;

    private Elimination(BigInteger[][] upper, BigInteger[][] right, int eliminated) {
        this.upper = upper;
        this.right = right;
        this.eliminated = eliminated;
    }

    /**
     * Eliminates the first {@code pivots} unknowns, stopping early at a zero pivot.
     *
     * @param symmetric m × m; only the upper triangle is read
     * @param right m × r right-hand sides; r may be 0
     * @param pivots how many unknowns to eliminate, at most m
     * @return the eliminated system
     */
    public static Elimination of(BigInteger[][] symmetric, BigInteger[][] right, int pivots) {
        int size = symmetric.length;
        BigInteger[][] a = new BigInteger[size][];
        BigInteger[][] b = new BigInteger[size][];
        for (int i = 0; i < size; i++) {
            a[i] = symmetric[i].clone();
            b[i] = right[i].clone();
        }
        BigInteger previous = BigInteger.ONE;
        int k = 0;
        while (k < pivots && a[k][k].signum() != 0) {
            BigInteger pivot = a[k][k];
            for (int i = k + 1; i < size; i++) {
                BigInteger factor = a[k][i];
                for (int j = i; j < size; j++) {
                    a[i][j] = pivot.multiply(a[i][j])
                            .subtract(factor.multiply(a[k][j]))
                            .divide(previous);
                }
                for (int j = 0; j < b[i].length; j++) {
                    b[i][j] = pivot.multiply(b[i][j])
                            .subtract(factor.multiply(b[k][j]))
                            .divide(previous);
                }
            }
            previous = pivot;
            k++;
        }
        return new Elimination(a, b, k);
    }

    /** {@return how many unknowns were eliminated: fewer than asked for when the next pivot is zero} */
    public int eliminated() {
        return eliminated;
    }

    /**
     * An entry of the upper triangle after elimination.
     *
     * @param row its row
     * @param column its column, not less than the row
     * @return the entry; on the diagonal up to {@link #eliminated()}, the leading minor of that order
     */
    public BigInteger entry(int row, int column) {
        return upper[row][column];
    }

    /** {@return the determinant of the eliminated block: the common denominator of its solutions} */
    public BigInteger determinant() {
        return eliminated == 0 ? BigInteger.ONE : upper[eliminated - 1][eliminated - 1];
    }

    /** {@return whether every pivot is above zero: the eliminated block is then positive definite} */
    public boolean isPositive() {
        for (int k = 0; k < eliminated; k++) {
            if (upper[k][k].signum() <= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Solves for one of the right-hand sides.
     *
     * @param index which right-hand side
     * @return the numerators of the unknowns over {@link #determinant()}
     */
    public BigInteger[] solve(int index) {
        BigInteger[] column = new BigInteger[eliminated];
        for (int i = 0; i < eliminated; i++) {
            column[i] = right[i][index];
        }
        return substitute(column);
    }

    /**
     * Writes a column of the matrix that was not eliminated as a combination of those that were.
     *
     * @param index a column not less than {@link #eliminated()}
     * @return the numerators of the combination over {@link #determinant()}
     */
    public BigInteger[] combination(int index) {
        BigInteger[] column = new BigInteger[eliminated];
        for (int i = 0; i < eliminated; i++) {
            column[i] = upper[i][index];
        }
        return substitute(column);
    }

    private BigInteger[] substitute(BigInteger[] column) {
        BigInteger determinant = determinant();
        BigInteger[] numerators = new BigInteger[eliminated];
        for (int i = eliminated - 1; i >= 0; i--) {
            BigInteger rest = determinant.multiply(column[i]);
            for (int j = i + 1; j < eliminated; j++) {
                rest = rest.subtract(upper[i][j].multiply(numerators[j]));
            }
            numerators[i] = rest.divide(upper[i][i]);
        }
        return numerators;
    }
}
