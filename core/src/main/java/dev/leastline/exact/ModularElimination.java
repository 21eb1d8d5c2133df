package dev.leastline.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact solution of a symmetric integer system by way of its residues: the system is decomposed (A = LDLᵀ) modulo one
 * prime after the other, in {@code long} arithmetic, until the determinants in the solution are known from their residues.
 *
 * <p>By Cramer's rule all that is asked for is a minor of the matrix, over one of them; none is larger than the product of
 * the rows' Euclidean lengths (Hadamard). So the number of primes is known beforehand, and the result proven. For m
 * unknowns of b bits it takes about m·b/28 primes and m³/6 products for each, where {@link Elimination} takes m³ products
 * and divisions of numbers of m·b bits.
 *
 * <p>No rows are exchanged: all leading minors but the last must differ from zero, or, as in a matrix of sums of products,
 * a zero one must mean that its row is a linear combination of those before it.
 *
 * <p>Source: J. von zur Gathen and J. Gerhard, Modern Computer Algebra, chapter 5.
 */
public final class ModularElimination {
    private final int independent;
    private final BigInteger determinant;
    private final BigInteger[] numerators;
    private final BigInteger corner;

    private ModularElimination(int independent, BigInteger determinant, BigInteger[] numerators, BigInteger corner) {
        this.independent = independent;
        this.determinant = determinant;
        this.numerators = numerators;
        this.corner = corner;
    }

    /**
     * Solves for all unknowns but the last row and column, which are the right-hand side. If a row is a linear combination
     * of those before it, the first such row is the right-hand side instead, of the rows before.
     *
     * @param symmetric (m + 1) × (m + 1); only the upper triangle is read
     * @return the solution
     */
    public static ModularElimination of(BigInteger[][] symmetric) {
        int unknowns = symmetric.length - 1;
        long bits = bitsOfMinors(symmetric);
        ResidueMatrix matrix = new ResidueMatrix(symmetric);
        Residues residues = new Residues(unknowns + 2);
        int suspect = unknowns;
        for (int i = 0; !residues.hold(bits); i++) {
            int prime = Primes.get(i);
            ModularDecomposition modulo = new ModularDecomposition(matrix, prime);
            if (modulo.rank() == unknowns) {
                residues.add(prime, modulo.solution());
            } else if (modulo.rank() != suspect) {
                suspect = modulo.rank();
            } else {
                // Zero modulo two primes: if it is not zero itself, the primes were unlucky.
                ModularElimination before = of(leadingBlock(symmetric, suspect + 1));
                if (before.independent < suspect || before.corner.signum() == 0) {
                    return before;
                }
            }
        }
        BigInteger[] known = residues.integers();
        return new ModularElimination(unknowns, known[unknowns], Arrays.copyOf(known, unknowns), known[unknowns + 1]);
    }

    /**
     * The diagonal of the inverse of all but the last row and column.
     *
     * @param symmetric (m + 1) × (m + 1), of which {@link #of} has found all m rows to be independent
     * @return the m numerators over {@link #determinant()}
     */
    public static BigInteger[] inverseDiagonal(BigInteger[][] symmetric) {
        int unknowns = symmetric.length - 1;
        BigInteger[][] block = leadingBlock(symmetric, unknowns);
        long bits = bitsOfMinors(block);
        ResidueMatrix matrix = new ResidueMatrix(block);
        Residues residues = new Residues(unknowns);
        for (int i = 0; !residues.hold(bits); i++) {
            int prime = Primes.get(i);
            ModularDecomposition modulo = new ModularDecomposition(matrix, prime);
            if (modulo.isRegular()) {
                residues.add(prime, modulo.inverseDiagonal());
            }
        }
        return residues.integers();
    }

    /** The magnitude of every minor is below 2 to this power: below the product of the lengths of the rows. */
    private static long bitsOfMinors(BigInteger[][] symmetric) {
        long bits = 0;
        for (int i = 0; i < symmetric.length; i++) {
            BigInteger square = BigInteger.ZERO;
            for (int j = 0; j < symmetric.length; j++) {
                BigInteger entry = symmetric[Math.min(i, j)][Math.max(i, j)];
                square = square.add(entry.multiply(entry));
            }
            bits += square.bitLength();
        }
        return bits / 2 + 1;
    }

    private static BigInteger[][] leadingBlock(BigInteger[][] symmetric, int size) {
        BigInteger[][] block = new BigInteger[size][];
        Arrays.setAll(block, i -> Arrays.copyOf(symmetric[i], size));
        return block;
    }

    /** {@return m, or the first row that is a linear combination of those before it} */
    public int independent() {
        return independent;
    }

    /** {@return the determinant of the rows solved for, the common denominator of the solution} */
    public BigInteger determinant() {
        return determinant;
    }

    /** {@return the numerators of the unknowns over {@link #determinant()}} */
    public BigInteger[] numerators() {
        return numerators.clone();
    }

    /** {@return the determinant with the right-hand side's row and column} */
    public BigInteger corner() {
        return corner;
    }
}
