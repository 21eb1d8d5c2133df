package dev.leastline.data;

import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import dev.leastline.formula.TermList;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The exact moments of a list of terms, to be kept: what several formulas may need later.
 *
 * <p>A dot in the list stands for all columns of numbers, in one pass: a column in which a text appears is left out.
 *
 * @param moments the moments of the terms over all rows
 * @param skipped how many rows were left out because a value is missing
 * @param leftOut the columns meant by the dot that hold text, each with what was found there first
 */
public record TermMoments(Moments moments, long skipped, Map<String, DataException> leftOut) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9.,]*[0-9][0-9.,]*[eE][+-]?[0-9]+|[+-]?[0-9]+[.,]?[0-9]*");
    private static final int MOST_PATTERNS = 1000;
    private static final Place NOWHERE = new Place("the data", 0, false, null);

    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one; delimited text, each with its own header, or a file of moments or of a model
     * @param format how the delimited text among them is written
     * @param terms the terms
     * @param weights the column of the rows' weights, if they have any
     * @param skipMissing whether rows with a missing value are left out; otherwise they are errors
     * @return the moments of the rows that have a value in every column kept; the same for any order of these rows and any
     *     split into delimited sources
     * @throws DataException if a source cannot be read, lacks a column or term, holds no number where one is needed, or is
     *     malformed; or if there is no row at all
     * @throws IllegalArgumentException if there are no sources
     */
    public static TermMoments read(
            List<DataSource> sources, CsvFormat format, TermList terms, Optional<String> weights, boolean skipMissing) {
        return read(
                sources,
                format,
                terms,
                weights,
                skipMissing,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Reads sources as one data set, with a given number of threads.
     *
     * @param sources as above
     * @param format as above
     * @param terms as above
     * @param weights as above
     * @param skipMissing as above
     * @param threads how many threads may read a large file, from 1
     * @return as above
     * @throws DataException as above
     * @throws IllegalArgumentException if there are no sources
     */
    public static TermMoments read(
            List<DataSource> sources,
            CsvFormat format,
            TermList terms,
            Optional<String> weights,
            boolean skipMissing,
            int threads) {
        DataPass.Result<Collected> result = DataPass.read(sources, format, new DataPass.Opening<Collected>() {
            @Override
            public Collected open(Header header) {
                header.require(terms.columnsLeftOut());
                List<String> columns = header.names().stream()
                        .filter(name -> !name.isEmpty() && !weights.equals(Optional.of(name)))
                        .toList();
                List<Term> all = terms.terms(columns);
                Set<String> dispensable = new LinkedHashSet<>();
                if (terms.hasDot()) {
                    dispensable.addAll(columns);
                    terms.terms(List.of()).forEach(term -> dispensable.removeAll(term.columns()));
                }
                return new Collected(all, weights.map(Term::column), skipMissing, dispensable);
            }

            @Override
            public Collected open(DataPass.Stored stored, Place place) {
                Moments first = stored.moments();
                FormulaMoments.requireColumns(terms.columnsLeftOut(), first, place);
                List<Term> all = terms.equals(TermList.ALL_COLUMNS)
                        ? List.copyOf(first.accumulated())
                        : terms.terms(first.columns());
                return new Collected(all, weights.map(Term::column).or(first::weights), skipMissing, Set.of());
            }

            @Override
            public String purpose() {
                return "a list of terms"; // which moments can do
            }

            @Override
            public int threads() {
                return threads;
            }

            @Override
            public boolean skipsMissing() {
                return skipMissing && !terms.hasDot(); // Of all columns it is told where each lacks a value.
            }
        });
        return result.sink().finish(result.skipped());
    }

    /**
     * Keeps rows apart by which of the dispensable columns lack a value in them: whether such a row counts is known only
     * at the end, when it is known which columns hold text.
     */
    private static final class Collected implements DataPass.MomentsSink, ParallelSink {
        private final List<Term> terms;
        private final Optional<Term> weights;
        private final boolean skipMissing;
        private final List<String> columns;
        private final List<String> texts;
        private final BitSet dispensable = new BitSet();
        private final BitSet hasText = new BitSet();
        private final boolean plain;
        private final RowNumbers row;
        private final String[] rowTexts;
        private BitSet missing = new BitSet();
        private long source;
        private long chunk;
        private final Map<BitSet, MomentAccumulator> patterns = new HashMap<>();

        /** What a column has first that is no number, and where that is in the data. */
        private record First(long source, long chunk, int found, Supplier<DataException> why) {
            static final Comparator<First> IN_THE_DATA = Comparator.comparingLong(First::source)
                    .thenComparingLong(First::chunk)
                    .thenComparingInt(First::found);

            static First of(First one, First other) {
                return IN_THE_DATA.compare(one, other) <= 0 ? one : other;
            }
        }

        /** For each column, where it first has what is a fault if it holds no text at all. */
        private final Map<Integer, First> firstFault = new HashMap<>();

        /** For each column that holds text, what was found there first. */
        private final Map<Integer, First> firstText = new TreeMap<>();

        private final List<DataPass.Stored> stored = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();

        Collected(List<Term> terms, Optional<Term> weights, boolean skipMissing, Set<String> dispensable) {
            this.terms = terms.stream()
                    .filter(term -> !term.equals(Term.CONSTANT))
                    .map(AccumulatorSink::kept)
                    .distinct()
                    .toList();
            this.weights = weights;
            this.skipMissing = skipMissing;
            MomentAccumulator pattern = accumulator(this.terms);
            this.columns = pattern.columns();
            this.texts = pattern.factorColumns();
            for (int i = 0; i < columns.size(); i++) {
                this.dispensable.set(i, dispensable.contains(columns.get(i)));
            }
            this.row = new RowNumbers(columns.size());
            this.rowTexts = new String[texts.size()];
            this.plain = pattern.isPlain();
        }

        private Collected(Collected twin) {
            this.terms = twin.terms;
            this.weights = twin.weights;
            this.skipMissing = twin.skipMissing;
            this.columns = twin.columns;
            this.texts = twin.texts;
            this.dispensable.or(twin.dispensable);
            this.row = new RowNumbers(columns.size());
            this.rowTexts = new String[texts.size()];
            this.plain = twin.plain;
        }

        /** Of single levels all are summed, before they are chosen. */
        private MomentAccumulator accumulator(List<Term> of) {
            List<Term> shapes = of.stream().map(Term::shape).distinct().toList();
            return AccumulatorSink.accumulator(shapes, weights);
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public List<String> texts() {
            return texts;
        }

        @Override
        public NumberFault.Use use(int column) {
            return NumberFault.Use.of(columns.get(column), Optional.empty(), weights);
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            row.set(column, mantissa, scale);
        }

        @Override
        public void set(int column, BigDecimal value) {
            row.set(column, value);
        }

        @Override
        public void set(int column, double value) {
            row.set(column, value);
        }

        @Override
        public void setText(int column, String text) {
            rowTexts[column] = text;
        }

        @Override
        public Verdict judge(int column, boolean isMissing, Supplier<DataException> why) {
            if (column < 0 || !dispensable.get(column)) {
                return isMissing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
            }
            row.set(column, 0, 0);
            if (!isMissing) {
                if (!hasText.get(column)) {
                    DataException first = why.get();
                    // A number beyond the doubles is no text, and a fault unless the column holds texts anyhow.
                    if (NUMBER.matcher(first.found().orElse("")).matches()) {
                        firstFault.putIfAbsent(column, new First(source, chunk, firstFault.size(), () -> first));
                        return Verdict.GO_ON;
                    }
                    firstText.put(column, new First(source, chunk, firstText.size(), () -> first));
                    hasText.set(column);
                }
            } else if (!hasText.get(column)) {
                missing.set(column);
                if (!skipMissing) {
                    firstFault.putIfAbsent(column, new First(source, chunk, firstFault.size(), why));
                }
            }
            return Verdict.GO_ON;
        }

        @Override
        public void endRow(Place place) {
            MomentAccumulator accumulator = pattern(missing, place);
            for (int i = 0; i < columns.size(); i++) {
                if (hasText.get(i)) {
                    row.set(i, 0, 0);
                }
                row.put(i, accumulator);
            }
            for (int i = 0; i < rowTexts.length; i++) {
                accumulator.setText(i, rowTexts[i]);
            }
            accumulator.endRow();
            missing = new BitSet();
        }

        private MomentAccumulator pattern(BitSet lacking, Place place) {
            MomentAccumulator accumulator = patterns.get(lacking);
            if (accumulator == null) {
                if (patterns.size() == MOST_PATTERNS) {
                    throw place.fault("values are missing in more than " + MOST_PATTERNS
                            + " different sets of columns; name the terms to keep with --terms");
                }
                accumulator = accumulator(terms);
                patterns.put(lacking, accumulator);
            }
            return accumulator;
        }

        @Override
        public void skipRow() {
            missing = new BitSet();
        }

        @Override
        public ParallelSink twin() {
            return new Collected(this);
        }

        @Override
        public void beginChunk(long newSource, long newChunk) {
            source = newSource;
            chunk = newChunk;
        }

        @Override
        public boolean takesBlocks() {
            return plain;
        }

        @Override
        public void addRows(long[][] mantissas, int[][] scales, int rows) {
            pattern(new BitSet(), NOWHERE).addDecimals(mantissas, scales, rows);
        }

        @Override
        public void addRows(double[][] values, int rows) {
            pattern(new BitSet(), NOWHERE).addDoubles(values, rows);
        }

        @Override
        public void merge(ParallelSink twin) {
            Collected other = (Collected) twin;
            other.patterns.forEach((lacking, rows) -> pattern(lacking, NOWHERE).merge(rows));
            other.firstText.forEach((column, first) -> firstText.merge(column, first, First::of));
            other.firstFault.forEach((column, first) -> firstFault.merge(column, first, First::of));
            hasText.or(other.hasText);
        }

        @Override
        public long rows() {
            return stored.stream().mapToLong(part -> part.moments().rows()).sum()
                    + patterns.values().stream()
                            .mapToLong(MomentAccumulator::rows)
                            .sum();
        }

        @Override
        public void add(DataPass.Stored file, Place place) {
            stored.add(file);
            places.add(place);
        }

        TermMoments finish(long skippedRows) {
            Map<String, DataException> leftOut = new LinkedHashMap<>();
            firstText.forEach((column, first) ->
                    leftOut.put(columns.get(column), first.why().get()));
            List<Term> kept = terms.stream()
                    .filter(term -> term.columns().stream().noneMatch(leftOut::containsKey))
                    .toList();
            Moments all = accumulator(kept).toMoments().select(kept);
            long skipped = skippedRows;
            firstFault.keySet().removeIf(hasText::get);
            if (!firstFault.isEmpty()) {
                throw Collections.min(firstFault.values(), First.IN_THE_DATA)
                        .why()
                        .get();
            }
            for (Map.Entry<BitSet, MomentAccumulator> pattern : patterns.entrySet()) {
                BitSet lacking = (BitSet) pattern.getKey().clone();
                lacking.andNot(hasText);
                if (lacking.isEmpty()) {
                    all = all.merge(pattern.getValue().toMoments().select(kept));
                } else {
                    skipped += pattern.getValue().rows();
                }
            }
            for (int i = 0; i < stored.size(); i++) {
                all = all.merge(selected(stored.get(i).moments(), kept, places.get(i)));
            }
            return new TermMoments(all, skipped, leftOut);
        }

        private Moments selected(Moments moments, List<Term> kept, Place place) {
            if (!moments.weights().equals(weights)) {
                throw place.fault("its moments were made "
                        + moments.weights()
                                .map(term -> "with the weights " + term.name())
                                .orElse("without weights")
                        + ", the others "
                        + weights.map(term -> "with the weights " + term.name()).orElse("without"));
            }
            try {
                return moments.select(kept);
            } catch (MissingTermException e) {
                throw place.fault(e.getMessage() + "; make such moments from the data with --terms", e);
            }
        }
    }
}
