package dev.leastline.bench;

import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** Nanoseconds for a row of two columns in memory: the exact five sums, beside the five sums of doubles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AccumulatorBenchmark.ROWS * AccumulatorBenchmark.TIMES)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccumulatorBenchmark {
    static final int ROWS = 16 * 1024;
    private static final int BLOCK = 1024;

    /** The same rows again and again, since they are to come from the cache. */
    static final int TIMES = 16;

    /** What the numbers look like. */
    public enum Numbers {
        DIGITS_7,
        DIGITS_15,
        DIGITS_17,
        MIXED_SCALES,
        GAUSSIAN,
        SPREAD_40
    }

    @Param
    public Numbers numbers;

    private final double[][] values = new double[2][ROWS];
    private final double[][][] doubles = new double[ROWS / BLOCK][2][BLOCK];
    private final long[][][] mantissas = new long[ROWS / BLOCK][2][BLOCK];
    private final int[][][] scales = new int[ROWS / BLOCK][2][BLOCK];

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 2; column++) {
                int scale = numbers == Numbers.MIXED_SCALES ? random.nextInt(9) : 6;
                long mantissa =
                        switch (numbers) {
                            case DIGITS_7 -> random.nextLong(-9_999_999, 10_000_000);
                            case DIGITS_15 -> random.nextLong(-999_999_999_999_999L, 1_000_000_000_000_000L);
                            case DIGITS_17 -> random.nextLong(-99_999_999_999_999_999L, 100_000_000_000_000_000L);
                            default -> random.nextLong(-999_999, 1_000_000);
                        };
                double value =
                        switch (numbers) {
                            case GAUSSIAN -> random.nextGaussian();
                            case SPREAD_40 -> Math.scalb(random.nextGaussian(), random.nextInt(81) - 40);
                            default -> mantissa / Math.pow(10, scale);
                        };
                values[column][row] = value;
                doubles[row / BLOCK][column][row % BLOCK] = value;
                mantissas[row / BLOCK][column][row % BLOCK] = mantissa;
                scales[row / BLOCK][column][row % BLOCK] = scale;
            }
        }
    }

    private boolean isDecimal() {
        return numbers != Numbers.GAUSSIAN && numbers != Numbers.SPREAD_40;
    }

    /** Exact moments, the rows given a block at a time as a reader of files gives them. */
    @Benchmark
    public Moments exact() {
        MomentAccumulator accumulator = new MomentAccumulator(List.of(Term.column("x"), Term.column("y")));
        for (int i = 0; i < TIMES * (ROWS / BLOCK); i++) {
            int block = i % (ROWS / BLOCK);
            if (isDecimal()) {
                accumulator.addDecimals(mantissas[block], scales[block], BLOCK);
            } else {
                accumulator.addDoubles(doubles[block], BLOCK);
            }
        }
        return accumulator.toMoments();
    }

    /** The loop that everybody writes. */
    @Benchmark
    public double[] naive() {
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        double[] xs = values[0];
        double[] ys = values[1];
        for (int i = 0; i < TIMES * ROWS; i++) {
            int row = i % ROWS;
            double x = xs[row];
            double y = ys[row];
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
            sumYy += y * y;
        }
        return new double[] {sumX, sumY, sumXx, sumXy, sumYy};
    }
}
