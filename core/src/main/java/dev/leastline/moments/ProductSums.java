package dev.leastline.moments;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums Σ a·b, or Σ w·a·b, of every pair of terms over a set of rows. Rows are collected in blocks. In a full block
 * every term is brought to one scale, and every pair is a {@link DotProduct} of integers; products of what does not reach
 * that scale, or does not fit in a {@code long}, are added one by one, each to a sum of its own scale.
 */
final class ProductSums {
    /** Of few rows there may be very many sums, one for each group: the first blocks are small. */
    private static final int FIRST_BLOCK = 4;

    /** Taken from the key of a scale, it doubles what is summed. */
    private static final long ONE_BIT = ExactSum.key(1, true);

    private final ExactSum[] sums;
    private BlockColumn[] columns;

    /** The terms times the weight; without weights, the terms. */
    private BlockColumn[] weighted;

    private final boolean isWeighted;

    /** Which term is 1 in every row, if the rows have no weights; −1 if none is. */
    private final int ones;

    private final int largestBlock;
    private int capacity = FIRST_BLOCK;
    private int filled;

    ProductSums(int terms, boolean isWeighted, int ones, int largestBlock) {
        this.isWeighted = isWeighted;
        this.ones = ones;
        this.largestBlock = largestBlock;
        sums = new ExactSum[terms * (terms + 1) / 2];
        Arrays.setAll(sums, i -> new ExactSum());
        columns = blocks(terms);
        weighted = isWeighted ? blocks(terms) : columns;
    }

    private BlockColumn[] blocks(int terms) {
        BlockColumn[] blocks = new BlockColumn[terms];
        Arrays.setAll(blocks, i -> new BlockColumn(capacity, i == ones));
        return blocks;
    }

    /**
     * Adds rows of terms of which one is 1 and the others are columns.
     *
     * @param inputs for each term, which column it is, −1 for the 1
     */
    void addRows(int[] inputs, Block block, int rows) {
        // Whole blocks are not to be split, only to fill up one that was begun: doubles would have to be looked at
        // twice.
        if (changes(inputs, block.isBinary()) || largestBlock <= rows || capacity < rows) {
            flush();
        }
        if (capacity < Math.min(rows, largestBlock)) {
            grow(largestBlock); // Where a block comes, others follow, which are not to be split.
        }
        for (int from = 0; from < rows; ) {
            int count = Math.min(rows - from, capacity - filled);
            for (int term = 0; term < inputs.length; term++) {
                if (inputs[term] >= 0) {
                    columns[term].setBinary(block.isBinary());
                    block.copy(inputs[term], from, count, columns[term], filled);
                }
            }
            filled += count;
            from += count;
            flushIfFull();
        }
    }

    private boolean changes(int[] inputs, boolean binary) {
        for (int term = 0; term < inputs.length; term++) {
            if (inputs[term] >= 0 && columns[term].isBinary() != binary) {
                return true;
            }
        }
        return false;
    }

    /** Values of columns in some rows. */
    interface Block {
        boolean isBinary();

        /** Copies some rows of a column. */
        void copy(int column, int from, int count, BlockColumn to, int row);
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
        filled++;
        flushIfFull();
    }

    private void flushIfFull() {
        if (filled == capacity) {
            flush();
            if (capacity < largestBlock) {
                grow(4 * capacity);
            }
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

    private void grow(int rows) {
        capacity = rows;
        columns = blocks(columns.length);
        weighted = isWeighted ? blocks(columns.length) : columns;
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
        if (a.parts() == 1 && b.parts() == 1) {
            DotProduct.add(a, b, filled, sum, sum.slot(a.key() + b.key()));
        } else if (a.parts() == 0 || b.parts() == 0) {
            addRowByRow(a, b, sum);
        } else {
            addParts(a, b, sum);
        }
        if (a.apart().size() > 0 || b.apart().size() > 0) {
            addApart(a, b, sum);
        }
    }

    private void addRowByRow(BlockColumn a, BlockColumn b, ExactSum sum) {
        for (int row = 0; row < filled; row++) {
            sum.addProduct(a.mantissas[row], b.mantissas[row], a.key(row) + b.key(row));
        }
    }

    private void addParts(BlockColumn a, BlockColumn b, ExactSum sum) {
        for (int i = 0; i < a.parts(); i++) {
            BlockColumn x = a.part(i);
            for (int j = a == b ? i : 0; j < b.parts(); j++) {
                BlockColumn y = b.part(j);
                // In a square the product of two digits stands twice.
                long key = x.key() + y.key() - (a == b && i != j ? ONE_BIT : 0);
                DotProduct.add(x, y, filled, sum, sum.slot(key));
            }
        }
    }

    private static void addApart(BlockColumn a, BlockColumn b, ExactSum sum) {
        ApartRows left = a.apart();
        for (int i = 0; i < left.size(); i++) {
            int row = left.row(i);
            if (a.isWide(row) || b.isWide(row)) {
                addWide(sum, a, b, row);
            } else {
                addProduct(sum, left.mantissa(i), left.key(i), b, row);
            }
        }
        ApartRows right = b.apart();
        for (int i = 0; i < right.size(); i++) {
            int row = right.row(i);
            if (left.has(row)) {
                continue;
            }
            if (b.isWide(row)) {
                addWide(sum, a, b, row);
            } else {
                sum.addProduct(a.mantissas[row], right.mantissa(i), a.key(row) + right.key(i));
            }
        }
    }

    private static void addProduct(ExactSum sum, long mantissa, long key, BlockColumn b, int row) {
        ApartRows apart = b.apart();
        if (apart.has(row)) {
            int place = apart.place(row);
            sum.addProduct(mantissa, apart.mantissa(place), key + apart.key(place));
        } else {
            sum.addProduct(mantissa, b.mantissas[row], key + b.key(row));
        }
    }

    private static void addWide(ExactSum sum, BlockColumn a, BlockColumn b, int row) {
        for (Limb x : a.limbs(row)) {
            for (Limb y : b.limbs(row)) {
                sum.addProduct(x.mantissa(), y.mantissa(), x.key() + y.key());
            }
        }
    }
}
