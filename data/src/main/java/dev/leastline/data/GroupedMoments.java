package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exact moments that a formula needs, apart for each group of rows that have the same texts in some columns; in one
 * pass.
 *
 * @param formula what the moments are for, without a dot
 * @param by the columns that form the groups
 * @param groups the moments by the texts in these columns, in the order of {@link Term#levelOrder()}
 * @param skipped how many rows were left out because a value is missing
 */
public record GroupedMoments(Formula formula, List<String> by, SortedMap<List<String>, Moments> groups, long skipped) {
    private static final Comparator<List<String>> ORDER = (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
            int order = Term.levelOrder().compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one, delimited text, each with its own header
     * @param format how all of them are written
     * @param request the formula, the weights, and what to do about missing values
     * @param by the columns that form the groups, at least one; the formula's dot does not mean them
     * @return the moments of each group
     * @throws DataException if a source cannot be read, lacks a column, holds no number where one is needed, or is
     *     malformed; if there is no row at all, or there are more groups than the memory holds
     * @throws dev.leastline.formula.MissingTermException if the formula names a level that no group has
     * @throws IllegalArgumentException if there are no sources
     */
    public static GroupedMoments read(
            List<DataSource> sources, CsvFormat format, DataRequest request, List<String> by) {
        Grouping grouping = new Grouping(request, List.copyOf(new LinkedHashSet<>(by)));
        try {
            DataPass.Result<Groups> result = DataPass.read(sources, format, grouping);
            SortedMap<List<String>, Moments> moments = result.sink().finish();
            requireLevels(result.sink().formula, moments.values());
            return new GroupedMoments(result.sink().formula, grouping.by, moments, result.skipped());
        } catch (OutOfMemoryError e) {
            int met = grouping.groups == null ? 0 : grouping.groups.met;
            grouping.groups = null;
            throw Place.of(sources.get(0))
                    .fault("the memory of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MB does not hold the groups by "
                            + String.join(", ", by) + ", of which " + met
                            + " were met; give more memory, or group by a column of fewer values");
        }
    }

    /** A level named by itself, or left out, must be in one of the groups at least. */
    private static void requireLevels(Formula formula, Collection<Moments> groups) {
        if (formula.factorColumns().isEmpty()) {
            return;
        }
        Map<String, Set<String>> met = new HashMap<>();
        for (Moments group : groups) {
            group.levels()
                    .forEach((column, levels) -> met.computeIfAbsent(column, any -> new TreeSet<>(Term.levelOrder()))
                            .addAll(levels));
        }
        Map<String, List<String>> all = new HashMap<>();
        met.forEach((column, levels) -> all.put(column, List.copyOf(levels)));
        formula.requireLevels(all);
    }

    private static final class Grouping implements DataPass.Opening<Groups> {
        private final DataRequest request;
        private final List<String> by;
        private @Nullable Groups groups;

        Grouping(DataRequest request, List<String> by) {
            this.request = request;
            this.by = by;
        }

        @Override
        public Groups open(Header header) {
            List<String> otherUse = new ArrayList<>(by);
            request.weights().ifPresent(otherUse::add);
            Groups opened = new Groups(header.resolve(request.formula(), otherUse), request, by);
            groups = opened;
            return opened;
        }

        @Override
        public String purpose() {
            return "a fit for each group";
        }
    }

    /** Rows into the accumulator of their group. */
    private static final class Groups implements RowSink {
        /** After so many rows, or groups, it is asked how much memory is left. */
        private static final int MANY = 1 << 12;

        private final Formula formula;
        private final Optional<Term> weights;
        private final boolean skipMissing;
        private final List<String> columns;
        private final List<String> texts;
        private final int factors;
        private final int[] groupSlots;
        private final String[] values;

        /** Has the row under way until its group is known. */
        private final MomentAccumulator pattern;

        private final Map<List<String>, MomentAccumulator> accumulators = new HashMap<>();
        private int met;
        private long read;
        private final Heap heap = new Heap();

        Groups(Formula formula, DataRequest request, List<String> by) {
            this.formula = formula;
            this.weights = request.weights().map(Term::column);
            this.skipMissing = request.skipMissing();
            this.pattern = AccumulatorSink.accumulator(formula.accumulated(), weights);
            this.columns = pattern.columns();
            this.factors = pattern.factorColumns().size();
            Set<String> wanted = new LinkedHashSet<>(pattern.factorColumns());
            wanted.addAll(by);
            this.texts = List.copyOf(wanted);
            this.groupSlots = by.stream().mapToInt(texts::indexOf).toArray();
            this.values = new String[texts.size()];
        }

        /** The moments; each accumulator is let go when it has given its own. */
        SortedMap<List<String>, Moments> finish() {
            SortedMap<List<String>, Moments> moments = new TreeMap<>(ORDER);
            Iterator<Map.Entry<List<String>, MomentAccumulator>> groups =
                    accumulators.entrySet().iterator();
            while (groups.hasNext()) {
                Map.Entry<List<String>, MomentAccumulator> group = groups.next();
                moments.put(group.getKey(), group.getValue().toMoments());
                groups.remove();
                if (moments.size() % MANY == 0) {
                    requireMemory();
                }
            }
            return moments;
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
            return NumberFault.Use.of(columns.get(column), Optional.of(formula.response()), weights);
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            pattern.setDecimal(column, mantissa, scale);
        }

        @Override
        public void set(int column, BigDecimal value) {
            pattern.setDecimal(column, value);
        }

        @Override
        public void set(int column, double value) {
            pattern.setDouble(column, value);
        }

        @Override
        public void setText(int column, String text) {
            values[column] = text;
        }

        @Override
        public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
            return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
        }

        @Override
        public void endRow(Place place) {
            List<String> group = new ArrayList<>(groupSlots.length);
            for (int slot : groupSlots) {
                group.add(values[slot]);
            }
            for (int i = 0; i < factors; i++) {
                pattern.setText(i, values[i]);
            }
            MomentAccumulator accumulator = accumulators.get(group);
            if (accumulator == null) {
                accumulator = pattern.newGroup();
                accumulators.put(List.copyOf(group), accumulator);
                met++;
            }
            if (++read % MANY == 0) {
                requireMemory();
            }
            accumulator.endRow();
        }

        private void requireMemory() {
            if (met >= MANY && heap.isFull()) {
                throw new OutOfMemoryError("as the virtual machine would say after some minutes");
            }
        }

        @Override
        public long rows() {
            return accumulators.values().stream()
                    .mapToLong(MomentAccumulator::rows)
                    .sum();
        }
    }
}
