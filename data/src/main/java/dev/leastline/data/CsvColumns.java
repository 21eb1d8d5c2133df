package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The columns that a formula needs, read into memory: for each decimal the double nearest to it, for factors the texts.
 * Reads the delimited text that {@link FormulaMoments} reads, with the same errors.
 */
public final class CsvColumns {
    private final Formula formula;
    private final Stored values;
    private final long skipped;

    private CsvColumns(Stored values, long skipped) {
        this.formula = values.formula.withLevels(values.levels());
        this.values = values;
        this.skipped = skipped;
    }

    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one; each has its own header
     * @param format how all of them are written
     * @param request the formula, and what to do about missing values; without weights
     * @return the columns
     * @throws DataException if a source cannot be read, lacks a column, holds no number where one is needed, or is
     *     malformed; or if there is no row at all
     * @throws dev.leastline.formula.MissingTermException if a factor has no such base, or just one level
     * @throws IllegalArgumentException if there are no sources, or weights
     */
    public static CsvColumns read(List<DataSource> sources, CsvFormat format, DataRequest request) {
        if (request.weights().isPresent()) {
            throw new IllegalArgumentException("columns are read without weights");
        }
        DataPass.Result<Stored> result = DataPass.read(sources, format, new DataPass.Opening<Stored>() {
            @Override
            public Stored open(Header header) {
                return new Stored(header.resolve(request.formula(), List.of()), request.skipMissing());
            }

            @Override
            public String purpose() {
                return "descent in passes";
            }
        });
        return new CsvColumns(result.sink(), result.skipped());
    }

    /** {@return what the columns are for, without a dot, with the levels of its factors} */
    public Formula formula() {
        return formula;
    }

    /** {@return the number of rows} */
    public int rows() {
        return values.rows;
    }

    /** {@return how many rows were left out because a value is missing} */
    public long skipped() {
        return skipped;
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
        return Arrays.copyOf(values.numbers[index], values.rows);
    }

    /**
     * The values of a term, computed in doubles, in the order of rows and sources.
     *
     * @param term one of the formula's terms or its response
     * @return a new array of finite numbers
     */
    public double[] term(Term term) {
        List<String> columns = formula.columns();
        List<String> factors = formula.factorColumns();
        double[] result = new double[values.rows];
        for (int row = 0; row < result.length; row++) {
            int at = row;
            result[row] = term.value(
                    name -> values.numbers[columns.indexOf(name)][at],
                    name -> values.texts.get(factors.indexOf(name)).get(at));
        }
        return result;
    }

    /** {@return the exact moments that the formula needs of these doubles and texts} */
    public Moments moments() {
        MomentAccumulator accumulator = new MomentAccumulator(formula.accumulated());
        List<String> columns = accumulator.columns();
        List<String> factors = accumulator.factorColumns();
        for (int row = 0; row < values.rows; row++) {
            for (int i = 0; i < columns.size(); i++) {
                accumulator.setDouble(i, values.numbers[formula.columns().indexOf(columns.get(i))][row]);
            }
            for (int i = 0; i < factors.size(); i++) {
                accumulator.setText(i, values.texts.get(i).get(row));
            }
            accumulator.endRow();
        }
        return accumulator.toMoments();
    }

    private static final class Stored implements RowSink {
        private final Formula formula;
        private final boolean skipMissing;
        private final double[][] numbers;
        private final List<List<String>> texts = new ArrayList<>();
        private final String[] row;
        private int rows;

        Stored(Formula formula, boolean skipMissing) {
            this.formula = formula;
            this.skipMissing = skipMissing;
            this.numbers = new double[formula.columns().size()][1024];
            this.row = new String[formula.factorColumns().size()];
            for (int i = 0; i < row.length; i++) {
                texts.add(new ArrayList<>());
            }
        }

        Map<String, List<String>> levels() {
            Map<String, List<String>> levels = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                levels.put(texts().get(i), List.copyOf(new TreeSet<>(texts.get(i))));
            }
            return levels;
        }

        @Override
        public List<String> columns() {
            return formula.columns();
        }

        @Override
        public List<String> texts() {
            return formula.factorColumns();
        }

        @Override
        public NumberFault.Use use(int column) {
            return NumberFault.Use.of(columns().get(column), Optional.of(formula.response()), Optional.empty());
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            set(column, BigDecimal.valueOf(mantissa, scale));
        }

        @Override
        public void set(int column, BigDecimal value) {
            if (rows == numbers[column].length) {
                numbers[column] = Arrays.copyOf(numbers[column], grown(rows));
            }
            numbers[column][rows] = NearestDouble.of(value);
        }

        private static int grown(int length) {
            return (int) Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1));
        }

        @Override
        public void setText(int column, String text) {
            row[column] = text;
        }

        @Override
        public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
            return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
        }

        @Override
        public void endRow(Place place) {
            refuseWhatDoesNotExist(place);
            for (int i = 0; i < row.length; i++) {
                texts.get(i).add(row[i]);
            }
            rows++;
        }

        private void refuseWhatDoesNotExist(Place place) {
            for (Term term : formula.accumulated()) {
                Term number = Term.numeric(term);
                double value = number.value(name -> numbers[columns().indexOf(name)][rows], name -> "");
                if (!Double.isFinite(value)) {
                    throw place.inColumn(number.columns().get(0))
                            .fault(number.name()
                                    + " does not exist, or is beyond the doubles in which the loop computes");
                }
            }
        }

        @Override
        public long rows() {
            return rows;
        }
    }
}
