package dev.leastline.exact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Whether a symmetric matrix can be one of sums of products: positive semidefinite, which is the same.
 *
 * <p>LDLᵀ in 300 digits, the next pivot one of the largest diagonal elements. In a matrix of sums of products no element
 * that is left is larger than the root of the product of the two diagonal ones, so errors do not grow: what is below zero
 * by more than 10⁻²⁰⁰ of the diagonal is below zero in truth. What is nearer to zero counts as zero.
 */
public final class Semidefinite {
    private static final MathContext DIGITS = new MathContext(300, RoundingMode.HALF_EVEN);
    private static final BigDecimal TOLERANCE = BigDecimal.ONE.movePointLeft(200);

    /** A pivot may be smaller than the largest by this, to keep zeros zero. */
    private static final BigDecimal THRESHOLD = new BigDecimal("0.001");

    private final BigDecimal[][] left;

    private Semidefinite(BigDecimal[][] left) {
        this.left = left;
    }

    /**
     * Looks for a row that no sums of products can have beside the others.
     *
     * @param symmetric the matrix; only the upper triangle is read
     * @return such a row, or none if the matrix is positive semidefinite
     */
    public static OptionalInt impossibleRow(BigDecimal[][] symmetric) {
        int size = symmetric.length;
        int[] tens = new int[size];
        Arrays.setAll(tens, i -> {
            BigDecimal square = symmetric[i][i];
            return square.signum() == 0 ? 0 : -Math.floorDiv(square.precision() - square.scale(), 2);
        });
        BigDecimal[][] scaled = new BigDecimal[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                scaled[i][j] = symmetric[i][j].scaleByPowerOfTen(tens[i] + tens[j]);
            }
        }
        return new Semidefinite(scaled).eliminate();
    }

    private OptionalInt eliminate() {
        List<Integer> rest = new ArrayList<>(order());
        while (!rest.isEmpty()) {
            BigDecimal largest = BigDecimal.ZERO;
            for (int i : rest) {
                if (left[i][i].compareTo(TOLERANCE.negate()) < 0) {
                    return OptionalInt.of(i);
                }
                largest = largest.max(left[i][i]);
            }
            BigDecimal enough = largest.compareTo(TOLERANCE) > 0 ? largest.multiply(THRESHOLD) : TOLERANCE.negate();
            int pivot = rest.stream()
                    .filter(i -> left[i][i].compareTo(enough) >= 0)
                    .findFirst()
                    .orElseThrow();
            rest.remove(Integer.valueOf(pivot));
            List<Integer> touched =
                    rest.stream().filter(i -> entry(pivot, i).signum() != 0).toList();
            for (int i : touched) {
                if (isImpossible(pivot, i)) {
                    return OptionalInt.of(i);
                }
            }
            if (left[pivot][pivot].compareTo(TOLERANCE) > 0) {
                eliminate(pivot, touched);
            }
        }
        return OptionalInt.empty();
    }

    /** Those with the fewest products first: the levels of a factor, which fill nothing in. */
    private List<Integer> order() {
        int[] products = new int[left.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < left.length; j++) {
                products[i] += entry(i, j).signum() == 0 ? 0 : 1;
            }
        }
        return IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> products[i]))
                .toList();
    }

    private boolean isImpossible(int pivot, int row) {
        BigDecimal product = entry(pivot, row);
        return product.signum() != 0
                && product.multiply(product, DIGITS)
                                .subtract(left[pivot][pivot].multiply(left[row][row], DIGITS), DIGITS)
                                .compareTo(TOLERANCE)
                        > 0;
    }

    private void eliminate(int pivot, List<Integer> touched) {
        for (int i : touched) {
            BigDecimal factor = entry(pivot, i).divide(left[pivot][pivot], DIGITS);
            for (int j : touched) {
                if (j >= i) {
                    left[i][j] = left[i][j].subtract(factor.multiply(entry(pivot, j), DIGITS), DIGITS);
                }
            }
        }
    }

    private BigDecimal entry(int i, int j) {
        return left[Math.min(i, j)][Math.max(i, j)];
    }
}
