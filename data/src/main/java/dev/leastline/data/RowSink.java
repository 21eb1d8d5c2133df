package dev.leastline.data;

import java.math.BigDecimal;

/** Takes rows of exact decimals, one value for each column that the formula needs, in the formula's order of columns. */
interface RowSink {
    /** Sets a value of the row under way to mantissa × 10^−scale. */
    void set(int column, long mantissa, int scale);

    /** Sets a value of the row under way. */
    void set(int column, BigDecimal value);

    /** Ends the row under way. */
    void endRow();

    /** {@return how many rows have been ended} */
    long rows();
}
