package dev.leastline.bench;

import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for a row of many columns of 6 decimal places: all exact sums of products, beside a Gram matrix of doubles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ManyColumnsBenchmark.ROWS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManyColumnsBenchmark {
    static final int ROWS = 16 * 1024;
    private static final int BLOCK = 1024;

    @Param({"10", "50"})
    public int columns;

    private long[][][] mantissas = {};
    private int[][][] scales = {};
    private double[][] rows = {};
    private MomentAccumulator accumulator = new MomentAccumulator(List.of());

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        mantissas = new long[ROWS / BLOCK][columns][BLOCK];
        scales = new int[ROWS / BLOCK][columns][BLOCK];
        rows = new double[ROWS][columns];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                long mantissa = random.nextLong(-200_000_000, 200_000_000);
                mantissas[row / BLOCK][column][row % BLOCK] = mantissa;
                scales[row / BLOCK][column][row % BLOCK] = 6;
                rows[row][column] = mantissa / 1e6;
            }
        }
        accumulator = new MomentAccumulator(
                IntStream.range(0, columns).mapToObj(i -> Term.column("c" + i)).toList());
    }

    @Benchmark
    public long exact() {
        for (int block = 0; block < ROWS / BLOCK; block++) {
            accumulator.addDecimals(mantissas[block], scales[block], BLOCK);
        }
        return accumulator.rows();
    }

    /** The plain loops, row by row, over one half of the matrix. */
    @Benchmark
    public double[][] naive() {
        double[][] gram = new double[columns][columns];
        double[] sums = new double[columns];
        for (double[] row : rows) {
            for (int i = 0; i < columns; i++) {
                double value = row[i];
                double[] to = gram[i];
                sums[i] += value;
                for (int j = i; j < columns; j++) {
                    to[j] += value * row[j];
                }
            }
        }
        return gram;
    }
}
