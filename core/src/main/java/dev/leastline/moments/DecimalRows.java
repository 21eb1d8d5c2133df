package dev.leastline.moments;

import java.util.List;

/** Rows of decimals, column by column; of each column it is known whether its values share one scale. */
@SuppressWarnings("ArrayRecordComponent") // it is not compared
record DecimalRows(long[][] mantissas, int[][] scales, boolean[] oneScale) implements ProductSums.Block {
    /**
     * Looks at the scales.
     *
     * @throws IllegalArgumentException if one is too large or too small; names the column
     */
    static DecimalRows of(List<String> columns, long[][] mantissas, int[][] scales, int rows) {
        boolean[] oneScale = new boolean[columns.size()];
        for (int column = 0; column < oneScale.length; column++) {
            oneScale[column] = hasOneScale(scales[column], rows);
            for (int row = 0; row < (oneScale[column] ? Math.min(rows, 1) : rows); row++) {
                if (!MomentAccumulator.isScale(scales[column][row])) {
                    throw new IllegalArgumentException(
                            "column '" + columns.get(column) + "': a scale of " + scales[column][row]);
                }
            }
        }
        return new DecimalRows(mantissas, scales, oneScale);
    }

    private static boolean hasOneScale(int[] scales, int rows) {
        int differences = 0;
        for (int row = 0; row < rows; row++) {
            differences |= scales[row] ^ scales[0];
        }
        return differences == 0;
    }

    @Override
    public boolean isBinary() {
        return false;
    }

    @Override
    public void copy(int column, int from, int count, BlockColumn to, int row) {
        to.setDecimals(row, mantissas[column], scales[column], from, count, oneScale[column]);
    }
}
