package dev.leastline.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** Takes rows: the numbers and texts of the columns it wants, one value for each. */
interface RowSink {
    /** What becomes of a row with a value that is no number. */
    enum Verdict {
        /** It is an error. */
        FAIL,
        /** The row does not count. */
        SKIP,
        /** The sink has dealt with it. */
        GO_ON
    }

    /** {@return the columns whose numbers it wants} */
    List<String> columns();

    /** {@return the columns whose texts it wants} */
    List<String> texts();

    /** {@return what the numbers of a column are for} */
    default NumberFault.Use use(int column) {
        return NumberFault.Use.TERM;
    }

    /** Sets a number of the row under way to mantissa × 10^−scale. */
    void set(int column, long mantissa, int scale);

    /** Sets a number of the row under way. */
    void set(int column, BigDecimal value);

    /** Sets a number of the row under way to a finite double, exactly. */
    default void set(int column, double value) {
        set(column, new BigDecimal(value));
    }

    /** Sets a text of the row under way; it is not missing. */
    default void setText(int column, String text) {
        throw new IllegalStateException("no text is wanted");
    }

    /** Says what to do about a value that is missing, or no number where one is wanted. */
    Verdict judge(int column, boolean missing, Supplier<DataException> fault);

    /** Ends the row under way. */
    void endRow(Place place);

    /** Forgets the row under way, which does not count. */
    default void skipRow() {}

    /** {@return how many rows have been ended} */
    long rows();

    /** What is the matter with rows that were ended but do not count, as a message says it of them. */
    default String whyNotCounted() {
        return "have the weight 0";
    }
}
