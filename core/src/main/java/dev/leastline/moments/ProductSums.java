package dev.leastline.moments;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sums Σ a·b, or Σ w·a·b, of every pair of terms over a set of rows. Rows are collected in blocks; a full block is
 * summed by the narrowest road that holds it:
 * <ul>
 *   <li>both terms narrow (|mantissa| ≤ 2<sup>26</sup>, one scale): a plain integer dot product, below 2<sup>62</sup>,
 *       which the JIT compiler vectorises;
 *   <li>anything else: every product in 128 bits, into a 192-bit sum of its own scale; numbers that no {@code long}
 *       mantissa holds as several numbers.
 * </ul>
 */
final class ProductSums {
    /** Of few rows there may be very many sums, one for each group: the first blocks are small. */
    private static final int FIRST_BLOCK = 4;

    private final ExactSum[] sums;
    private BlockColumn[] columns;

    /** The terms times the weight; without weights, the terms. */
    private BlockColumn[] weighted;

    private final boolean isWeighted;
    private final int largestBlock;
    private int capacity = FIRST_BLOCK;
    private int filled;

    ProductSums(int terms, boolean isWeighted, int largestBlock) {
        this.isWeighted = isWeighted;
        this.largestBlock = largestBlock;
        sums = new ExactSum[terms * (terms + 1) / 2];
        Arrays.setAll(sums, i -> new ExactSum());
        columns = blocks(terms);
        weighted = isWeighted ? blocks(terms) : columns;
    }

    private BlockColumn[] blocks(int terms) {
        BlockColumn[] blocks = new BlockColumn[terms];
        Arrays.setAll(blocks, i -> new BlockColumn(capacity));
        return blocks;
    }

    /** Adds a row: the values of the terms and, if there are weights, those times the weight. */
    void add(ExactValue[] values, ExactValue @Nullable [] timesWeight) {
        // Within a block a column is decimal or binary throughout; the one that changes its mind starts a new block.
        if (changes(columns, values) || (timesWeight != null && changes(weighted, timesWeight))) {
            flush();
        }
        put(columns, values);
        if (timesWeight != null) {
            put(weighted, timesWeight);
        }
        if (++filled == capacity) {
            flush();
            grow();
        }
    }

    private static boolean changes(BlockColumn[] blocks, ExactValue[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i].binary != blocks[i].isBinary()) {
                return true;
            }
        }
        return false;
    }

    private void put(BlockColumn[] blocks, ExactValue[] values) {
        for (int i = 0; i < values.length; i++) {
            blocks[i].setBinary(values[i].binary);
            blocks[i].set(filled, values[i]);
        }
    }

    private void grow() {
        if (capacity < largestBlock) {
            capacity *= 4;
            columns = blocks(columns.length);
            weighted = isWeighted ? blocks(columns.length) : columns;
        }
    }

    /** Adds all rows of other sums of the same terms. */
    void merge(ProductSums other) {
        flush();
        other.flush();
        for (int i = 0; i < sums.length; i++) {
            sums[i].add(other.sums[i]);
        }
    }

    /** The sum of the products of two terms over all rows. */
    BigDecimal sum(int a, int b) {
        flush();
        int i = Math.min(a, b);
        return sums[i * columns.length - i * (i - 1) / 2 + Math.max(a, b) - i].value();
    }

    private void flush() {
        if (filled == 0) {
            return;
        }
        align(columns);
        if (isWeighted) {
            align(weighted);
        }
        int pair = 0;
        for (int i = 0; i < columns.length; i++) {
            for (int j = i; j < columns.length; j++) {
                addProducts(weighted[i], columns[j], sums[pair++]);
            }
        }
        clear(columns);
        clear(weighted);
        filled = 0;
    }

    private void align(BlockColumn[] blocks) {
        for (BlockColumn block : blocks) {
            block.align(filled);
        }
    }

    private static void clear(BlockColumn[] blocks) {
        for (BlockColumn block : blocks) {
            block.clear();
        }
    }

    private void addProducts(BlockColumn a, BlockColumn b, ExactSum sum) {
        if (a.isNarrow() && b.isNarrow()) {
            long product = dotProduct(a.mantissas, b.mantissas, filled);
            sum.add(product, decimalScale(a, a.scales[0], b, b.scales[0]), binaryScale(a, a.scales[0], b, b.scales[0]));
            return;
        }
        for (int row = 0; row < filled; row++) {
            if (a.isWide(row) || b.isWide(row)) {
                addWide(sum, a, b, row);
            } else {
                addProduct(sum, a.mantissas[row], b.mantissas[row], a, a.scales[row], b, b.scales[row]);
            }
        }
    }

    private static long dotProduct(long[] a, long[] b, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addWide(ExactSum sum, BlockColumn a, BlockColumn b, int row) {
        List<BlockColumn.Limb> right = b.limbs(row);
        for (BlockColumn.Limb x : a.limbs(row)) {
            for (BlockColumn.Limb y : right) {
                addProduct(sum, x.mantissa(), y.mantissa(), a, x.scale(), b, y.scale());
            }
        }
    }

    private static void addProduct(ExactSum sum, long x, long y, BlockColumn a, int aScale, BlockColumn b, int bScale) {
        sum.addProduct(x, y, decimalScale(a, aScale, b, bScale), binaryScale(a, aScale, b, bScale));
    }

    private static int decimalScale(BlockColumn a, int aScale, BlockColumn b, int bScale) {
        return (a.isBinary() ? 0 : aScale) + (b.isBinary() ? 0 : bScale);
    }

    private static int binaryScale(BlockColumn a, int aScale, BlockColumn b, int bScale) {
        return (a.isBinary() ? aScale : 0) + (b.isBinary() ? bScale : 0);
    }
}
