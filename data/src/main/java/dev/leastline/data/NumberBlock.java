package dev.leastline.data;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some rows of numbers, column by column, each mantissa × 10^−scale. */
final class NumberBlock {
    final long[][] mantissas;
    final int[][] scales;

    /** What no mantissa holds: numbers of the last row only, after which the block is handed on. */
    final @Nullable BigDecimal[] wide;

    boolean hasWide;
    int rows;

    NumberBlock(int columns, int capacity) {
        mantissas = new long[columns][capacity];
        scales = new int[columns][capacity];
        wide = new BigDecimal[columns];
    }

    int capacity() {
        return mantissas.length == 0 ? Integer.MAX_VALUE : mantissas[0].length;
    }

    void setWide(int column, BigDecimal value) {
        wide[column] = value;
        hasWide = true;
    }

    /** Forgets what is wide in the row under way. */
    void clearWide() {
        if (hasWide) {
            Arrays.fill(wide, null);
            hasWide = false;
        }
    }

    void clear() {
        clearWide();
        rows = 0;
    }
}
