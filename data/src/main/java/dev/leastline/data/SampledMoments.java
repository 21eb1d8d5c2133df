package dev.leastline.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The moments for a formula, and some of the rows that they sum up, to draw them; in one pass.
 *
 * @param data the moments
 * @param sample all rows if there are few, otherwise a random sample, the same in every run
 */
public record SampledMoments(FormulaMoments data, RowSample sample) {
    /**
     * Reads sources as one data set.
     *
     * @param sources as for {@link FormulaMoments#read}; of those that hold moments, there are no rows in the sample
     * @param format how they are written
     * @param request the formula, the weights, and what to do about missing values
     * @param most how many rows to keep
     * @return moments and sample
     * @throws DataException as {@link FormulaMoments#read}
     */
    public static SampledMoments read(List<DataSource> sources, CsvFormat format, DataRequest request, int most) {
        DataPass.Result<Sampling> result = DataPass.read(sources, format, new Opening(request, most));
        Sampling rows = result.sink();
        FormulaMoments.Collected collected = rows.collected;
        return new SampledMoments(
                new FormulaMoments(collected.formula(), collected.moments(), result.skipped()),
                new RowSample(collected.columns(), collected.texts(), request.weights(), rows.sample.rows()));
    }

    private record Opening(FormulaMoments.Collecting collecting, int most) implements DataPass.Opening<Sampling> {
        Opening(DataRequest request, int most) {
            this(new FormulaMoments.Collecting(request), most);
        }

        @Override
        public Sampling open(Header header) {
            return new Sampling(collecting.open(header), collecting.request(), most);
        }

        @Override
        public Sampling open(DataPass.Stored stored, Place place) {
            return new Sampling(collecting.open(stored, place), collecting.request(), most);
        }

        @Override
        public String purpose() {
            return collecting.purpose();
        }

        @Override
        public int threads() {
            return collecting.threads();
        }

        @Override
        public boolean skipsMissing() {
            return collecting.skipsMissing();
        }
    }

    private static final class Sampling implements DataPass.MomentsSink, ParallelSink {
        private final FormulaMoments.Collected collected;
        private final DataRequest request;
        private final int most;
        private final PrioritySample sample;
        private final @Nullable String weights;

        /** The row under way; a number of more digits than a mantissa has is in {@link #wide}. */
        private final long[] mantissas;

        private final int[] scales;
        private final @Nullable BigDecimal[] wide;
        private final String[] texts;

        Sampling(FormulaMoments.Collected collected, DataRequest request, int most) {
            this.collected = collected;
            this.request = request;
            this.most = most;
            this.sample = new PrioritySample(most);
            this.weights = request.weights().orElse(null);
            this.mantissas = new long[collected.columns().size()];
            this.scales = new int[mantissas.length];
            this.wide = new BigDecimal[mantissas.length];
            this.texts = new String[collected.texts().size()];
        }

        @Override
        public List<String> columns() {
            return collected.columns();
        }

        @Override
        public List<String> texts() {
            return collected.texts();
        }

        @Override
        public NumberFault.Use use(int column) {
            return collected.use(column);
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            mantissas[column] = mantissa;
            scales[column] = scale;
            wide[column] = null;
            collected.set(column, mantissa, scale);
        }

        @Override
        public void set(int column, BigDecimal value) {
            wide[column] = value;
            collected.set(column, value);
        }

        @Override
        public void setText(int column, String text) {
            texts[column] = text;
            collected.setText(column, text);
        }

        @Override
        public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
            return collected.judge(column, missing, fault);
        }

        @Override
        public void skipRow() {
            collected.skipRow();
        }

        @Override
        public void endRow(Place place) {
            collected.endRow(place);
            if (weights != null && number(columns().indexOf(weights)).signum() == 0) {
                return;
            }
            if (sample.draws()) {
                ExactRow row = new ExactRow(columns(), texts());
                for (int i = 0; i < mantissas.length; i++) {
                    row.set(i, number(i));
                }
                for (int i = 0; i < texts.length; i++) {
                    row.setText(i, texts[i]);
                }
                sample.keep(row);
            }
        }

        @Override
        public ParallelSink twin() {
            return new Sampling(collected.twin(), request, most);
        }

        @Override
        public void beginChunk(long source, long chunk) {
            sample.begin(source, chunk);
        }

        @Override
        public boolean tellsChunksApart() {
            return true;
        }

        @Override
        public boolean takesBlocks() {
            return collected.takesBlocks();
        }

        @Override
        public void addRows(long[][] newMantissas, int[][] newScales, int rows) {
            collected.addRows(newMantissas, newScales, rows);
            for (int k = 0; k < rows; k++) {
                if (sample.draws()) {
                    ExactRow row = new ExactRow(columns(), texts());
                    for (int i = 0; i < mantissas.length; i++) {
                        row.set(i, BigDecimal.valueOf(newMantissas[i][k], newScales[i][k]));
                    }
                    sample.keep(row);
                }
            }
        }

        @Override
        public void addRows(double[][] values, int rows) {
            collected.addRows(values, rows);
            for (int k = 0; k < rows; k++) {
                if (sample.draws()) {
                    ExactRow row = new ExactRow(columns(), texts());
                    for (int i = 0; i < mantissas.length; i++) {
                        row.set(i, new BigDecimal(values[i][k]));
                    }
                    sample.keep(row);
                }
            }
        }

        @Override
        public void set(int column, double value) {
            wide[column] = new BigDecimal(value);
            collected.set(column, value);
        }

        @Override
        public void merge(ParallelSink twin) {
            Sampling other = (Sampling) twin;
            collected.merge(other.collected);
            sample.merge(other.sample);
        }

        private BigDecimal number(int column) {
            BigDecimal value = wide[column];
            return value == null ? BigDecimal.valueOf(mantissas[column], scales[column]) : value;
        }

        @Override
        public void add(DataPass.Stored stored, Place place) {
            collected.add(stored, place);
        }

        @Override
        public long rows() {
            return collected.rows();
        }

        @Override
        public String whyNotCounted() {
            return collected.whyNotCounted();
        }
    }
}
