package dev.leastline.data;

import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Rows into the moments of given terms. */
abstract class AccumulatorSink implements ParallelSink {
    private final Optional<Term> weights;
    private final boolean skipMissing;
    private final MomentAccumulator accumulator;

    AccumulatorSink(List<Term> terms, Optional<Term> weights, boolean skipMissing) {
        this.weights = weights;
        this.skipMissing = skipMissing;
        this.accumulator = accumulator(terms, this.weights);
    }

    static MomentAccumulator accumulator(List<Term> terms, Optional<Term> weights) {
        return weights.map(weight -> MomentAccumulator.weighted(terms, weight))
                .orElseGet(() -> new MomentAccumulator(terms));
    }

    /** What moments may have of a term: single levels as they stand, of anything else all levels. */
    static Term kept(Term term) {
        boolean isLevels = Term.categories(term).stream().allMatch(Term.Level.class::isInstance);
        return isLevels ? term : Term.shape(term);
    }

    @Override
    public void merge(ParallelSink twin) {
        accumulator.merge(((AccumulatorSink) twin).accumulator);
    }

    @Override
    public boolean takesBlocks() {
        return accumulator.isPlain();
    }

    @Override
    public void addRows(long[][] mantissas, int[][] scales, int rows) {
        accumulator.addDecimals(mantissas, scales, rows);
    }

    @Override
    public void addRows(double[][] values, int rows) {
        accumulator.addDoubles(values, rows);
    }

    @Override
    public void set(int column, double value) {
        accumulator.setDouble(column, value);
    }

    boolean skipsMissing() {
        return skipMissing;
    }

    Optional<Term> weights() {
        return weights;
    }

    Moments accumulated() {
        return accumulator.toMoments();
    }

    @Override
    public List<String> columns() {
        return accumulator.columns();
    }

    @Override
    public List<String> texts() {
        return accumulator.factorColumns();
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
    public void setText(int column, String text) {
        accumulator.setText(column, text);
    }

    @Override
    public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
        return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
    }

    @Override
    public void endRow(Place place) {
        accumulator.endRow();
    }

    @Override
    public long rows() {
        return accumulator.rows();
    }
}
