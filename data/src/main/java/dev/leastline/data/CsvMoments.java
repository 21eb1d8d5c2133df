package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact moments of the columns that a formula needs, read from delimited text in one pass and bounded memory.
 *
 * <p>Every decimal is taken as exactly the number it is. What is a number: an optional sign, digits with at most one
 * decimal mark, an optional exponent, blanks around them; at most 1,000 significant digits, and a nearest double that is
 * finite, and 0 only for zero itself. Missing values (nothing, {@code NA}, {@code N/A}, {@code NaN}, {@code null} in any
 * case) are errors. Blank lines are skipped, in files of one column as well: there a missing value is written
 * {@code ""}. Columns that the formula does not need may hold anything.
 *
 * @param formula what the moments are for, without a dot
 * @param moments the moments of its columns over all rows
 */
public record CsvMoments(Formula formula, Moments moments) {
    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one; each has its own header
     * @param format how all of them are written
     * @param formula what is to be explained by what, its dot meaning the columns of the first source; null if there are
     *     just two columns, for {@code second ~ first}
     * @return the moments; the same for any order of rows and any split into sources
     * @throws DataException if a source cannot be read, lacks a column, holds no number where one is needed, or is
     *     malformed; or if there is no row at all
     * @throws IllegalArgumentException if there are no sources
     */
    public static CsvMoments read(List<DataSource> sources, CsvFormat format, @Nullable Formula formula) {
        CsvPass.Result<Accumulated> result = CsvPass.read(sources, format, formula, Accumulated::new);
        return new CsvMoments(result.formula(), result.sink().accumulator.toMoments());
    }

    private static final class Accumulated implements RowSink {
        private final MomentAccumulator accumulator;

        Accumulated(Formula formula) {
            accumulator = new MomentAccumulator(
                    formula.columns().stream().map(Term::column).toList());
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            accumulator.setDecimal(column, mantissa, scale);
        }

        @Override
        public void set(int column, BigDecimal value) {
            accumulator.setDecimal(column, value);
        }

        @Override
        public void endRow() {
            accumulator.endRow();
        }

        @Override
        public long rows() {
            return accumulator.rows();
        }
    }
}
