package dev.leastline.data;

import dev.leastline.moments.MomentAccumulator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The numbers of a row under way, as they came, until it is known which accumulator they are for. */
final class RowNumbers {
    // A number is wide, or a double if it is binary, or mantissa × 10^−scale.
    private final @Nullable BigDecimal[] wide;
    private final boolean[] binary;
    private final double[] doubles;
    private final long[] mantissas;
    private final int[] scales;

    RowNumbers(int columns) {
        wide = new BigDecimal[columns];
        binary = new boolean[columns];
        doubles = new double[columns];
        mantissas = new long[columns];
        scales = new int[columns];
    }

    void set(int column, long mantissa, int scale) {
        wide[column] = null;
        binary[column] = false;
        mantissas[column] = mantissa;
        scales[column] = scale;
    }

    void set(int column, BigDecimal value) {
        wide[column] = value;
    }

    void set(int column, double value) {
        wide[column] = null;
        binary[column] = true;
        doubles[column] = value;
    }

    /** Sets the number of a column in the row of an accumulator. */
    void put(int column, MomentAccumulator to) {
        BigDecimal wideNumber = wide[column];
        if (wideNumber != null) {
            to.setDecimal(column, wideNumber);
        } else if (binary[column]) {
            to.setDouble(column, doubles[column]);
        } else {
            to.setDecimal(column, mantissas[column], scales[column]);
        }
    }
}
