package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a formula needs, read into memory: for each decimal the double nearest to it. Reads what {@link
 * CsvMoments} reads, with the same errors.
 */
public final class CsvColumns {
    private final Formula formula;
    private final Stored values;

    private CsvColumns(Formula formula, Stored values) {
        this.formula = formula;
        this.values = values;
    }

    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one; each has its own header
     * @param format how all of them are written
     * @param formula what is to be explained by what, its dot meaning the columns of the first source; null if there are
     *     just two columns, for {@code second ~ first}
     * @return the columns
     * @throws DataException if a source cannot be read, lacks a column, holds no number where one is needed, or is
     *     malformed; or if there is no row at all
     * @throws IllegalArgumentException if there are no sources
     */
    public static CsvColumns read(List<DataSource> sources, CsvFormat format, @Nullable Formula formula) {
        CsvPass.Result<Stored> result = CsvPass.read(sources, format, formula, Stored::new);
        return new CsvColumns(result.formula(), result.sink());
    }

    /** {@return what the columns are for, without a dot} */
    public Formula formula() {
        return formula;
    }

    /** {@return the number of rows} */
    public int rows() {
        return values.rows;
    }

    /**
     * The values of a column, in the order of rows and sources.
     *
     * @param name one of the formula's columns
     * @return a new array
     * @throws IllegalArgumentException if the formula does not need such a column
     */
    public double[] column(String name) {
        int index = formula.columns().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no column '" + name + "' was read; there are " + String.join(", ", formula.columns()));
        }
        return Arrays.copyOf(values.columns[index], values.rows);
    }

    private static final class Stored implements RowSink {
        private final double[][] columns;
        private int rows;

        Stored(Formula formula) {
            columns = new double[formula.columns().size()][1024];
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            set(column, BigDecimal.valueOf(mantissa, scale));
        }

        @Override
        public void set(int column, BigDecimal value) {
            if (rows == columns[column].length) {
                columns[column] = Arrays.copyOf(columns[column], grown(rows));
            }
            columns[column][rows] = NearestDouble.of(value);
        }

        private static int grown(int length) {
            return (int) Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1));
        }

        @Override
        public void endRow() {
            rows++;
        }

        @Override
        public long rows() {
            return rows;
        }
    }
}
