package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.moments.MomentAccumulator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes rows down, in any order. Of single rows it refuses those that begin with −77. */
class Recorded implements ParallelSink {
    static final BigDecimal REFUSED = BigDecimal.valueOf(-77);

    final List<String> rows = new ArrayList<>();
    private final List<String> wanted;
    private final boolean blocks;
    private final boolean skipMissing;
    private final BigDecimal[] row;

    Recorded(List<String> wanted, boolean blocks, boolean skipMissing) {
        this.wanted = wanted;
        this.blocks = blocks;
        this.skipMissing = skipMissing;
        this.row = new BigDecimal[wanted.size()];
    }

    @Override
    public ParallelSink twin() {
        return new Recorded(wanted, blocks, skipMissing);
    }

    @Override
    public void merge(ParallelSink twin) {
        rows.addAll(((Recorded) twin).rows);
    }

    @Override
    public boolean takesBlocks() {
        return blocks;
    }

    @Override
    public void addRows(long[][] mantissas, int[][] scales, int count) {
        for (int i = 0; i < count; i++) {
            for (int column = 0; column < row.length; column++) {
                set(column, mantissas[column][i], scales[column][i]);
            }
            writeDown();
        }
    }

    @Override
    public List<String> columns() {
        return wanted;
    }

    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public void set(int column, long mantissa, int scale) {
        row[column] = BigDecimal.valueOf(mantissa, scale);
    }

    @Override
    public void set(int column, BigDecimal value) {
        row[column] = value;
    }

    @Override
    public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
        return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
    }

    @Override
    public void endRow(Place place) {
        if (!blocks && row[0].compareTo(REFUSED) == 0) {
            // As a function that has no value there would.
            MomentAccumulator logarithm =
                    new MomentAccumulator(Formula.parse("log(x) ~ 1").accumulated());
            logarithm.setDecimal(0, REFUSED);
            logarithm.endRow();
        }
        writeDown();
    }

    private void writeDown() {
        rows.add(List.of(row).stream().map(FastCsvReading::told).toList().toString());
    }

    @Override
    public long rows() {
        return rows.size();
    }
}
