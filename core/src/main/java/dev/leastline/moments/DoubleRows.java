package dev.leastline.moments;

import java.util.List;

/** Rows of finite doubles, column by column. */
@SuppressWarnings("ArrayRecordComponent") // it is not compared
record DoubleRows(double[][] values) implements ProductSums.Block {
    /**
     * Looks at all values.
     *
     * @throws IllegalArgumentException for NaN and infinities; names the column
     */
    static DoubleRows of(List<String> columns, double[][] values, int rows) {
        for (int column = 0; column < columns.size(); column++) {
            double[] own = values[column];
            long others = 0;
            for (int row = 0; row < rows; row++) {
                // Of NaN and infinities zero times is NaN, which as a long is 0.
                others |= 1 - (long) (own[row] * 0.0 + 1.0);
            }
            if (others != 0) {
                throw new IllegalArgumentException(
                        "column '" + columns.get(column) + "' holds a NaN or an infinity, expected finite numbers");
            }
        }
        return new DoubleRows(values);
    }

    @Override
    public boolean isBinary() {
        return true;
    }

    @Override
    public void copy(int column, int from, int count, BlockColumn to, int row) {
        to.setDoubles(row, values[column], from, count);
    }
}
