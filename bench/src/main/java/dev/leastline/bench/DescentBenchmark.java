package dev.leastline.bench;

import dev.leastline.descent.BatchGradientDescent;
import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.moments.Moments;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thousand iterations of descent: in passes over the rows, and exactly from the moments of one pass. With {@code -prof gc}
 * the passes are seen to allocate nothing but their result.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DescentBenchmark {
    private static final int ITERATIONS = 1000;
    private static final BatchGradientDescent.Observer NOBODY = (iteration, w, b, loss) -> {};

    @Param({"5", "1000", "100000"})
    public int rows;

    private double[] x = {};
    private double[] y = {};
    private Moments moments = Moments.builder("x", "y").build();

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        x = random.doubles(rows).toArray();
        y = new double[rows];
        Moments.Builder builder = Moments.builder("x", "y");
        for (int i = 0; i < rows; i++) {
            y[i] = 2 * x[i] + 1 + 0.1 * random.nextGaussian();
            builder.row(x[i], y[i]);
        }
        moments = builder.build();
    }

    @Benchmark
    public BatchGradientDescent.Result inPasses() {
        return new BatchGradientDescent(0.01, ITERATIONS).descend(x, y, 0, 0, NOBODY);
    }

    @Benchmark
    public Trajectory.Point exactlyFromMoments() {
        return GradientDescent.withLearningRate(0.01).descend(moments, "y ~ x").at(ITERATIONS);
    }
}
