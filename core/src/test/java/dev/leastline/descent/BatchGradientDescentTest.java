package dev.leastline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.leastline.exact.NumberText;
import dev.leastline.moments.Moments;
import dev.leastline.oracle.Sample;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's loop, and that descent from the moments is the same descent. */
class BatchGradientDescentTest {
    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] Y = {3, 5, 7, 9, 11};
    private static final BatchGradientDescent.Observer NOBODY = (iteration, w, b, loss) -> {};

    private static final String ARTICLE = """
            iter    0 | w=0.5000 b=0.1400 loss=57.000000
            iter  100 | w=2.0815 b=0.7058 loss=0.015866
            iter  200 | w=2.0581 b=0.7903 loss=0.008060
            iter  300 | w=2.0414 b=0.8505 loss=0.004094
            iter  400 | w=2.0295 b=0.8935 loss=0.002080
            iter  500 | w=2.0210 b=0.9241 loss=0.001056
            iter  600 | w=2.0150 b=0.9459 loss=0.000537
            iter  700 | w=2.0107 b=0.9614 loss=0.000273
            iter  800 | w=2.0076 b=0.9725 loss=0.000138
            iter  900 | w=2.0054 b=0.9804 loss=0.000070

            Final Model: y = 2.0039x + 0.9860
            """;

    private static String line(long iteration, double w, double b, double loss) {
        return String.format(Locale.ROOT, "iter %4d | w=%.4f b=%.4f loss=%.6f%n", iteration, w, b, loss)
                .replace("\r", "");
    }

    private static String end(double w, double b) {
        return String.format(Locale.ROOT, "%nFinal Model: y = %.4fx + %.4f%n", w, b)
                .replace("\r", "");
    }

    @Test
    void printsTheArticlesTrace() {
        StringBuilder trace = new StringBuilder();
        BatchGradientDescent.Result result = new BatchGradientDescent(0.01, 1000)
                .descend(X, Y, 0, 0, (iteration, w, b, loss) -> {
                    if (iteration % 100 == 0) {
                        trace.append(line(iteration, w, b, loss));
                    }
                });
        assertThat(trace + end(result.w(), result.b())).isEqualTo(ARTICLE);
        assertThat(result.iterations()).isEqualTo(1000);
    }

    @Test
    void trajectoryPrintsTheArticlesTrace() {
        Trajectory path = GradientDescent.withLearningRate(0.01).descend(Moments.of(X, Y), "y ~ x");
        StringBuilder trace = new StringBuilder();
        for (int k = 0; k < 1000; k += 100) {
            double[] after = path.at(k + 1).coefficients();
            double loss = path.at(k).loss();
            trace.append(line(k, after[1], after[0], loss));
            assertThat(NumberText.fixed(loss, 6)).isEqualTo(String.format(Locale.ROOT, "%.6f", loss));
        }
        double[] last = path.at(1000).coefficients();
        assertThat(trace + end(last[1], last[0])).isEqualTo(ARTICLE);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0, 0", "0.05, 0, 0", "0.0845, 0, 0", "0.001, -3, 1e6", "0.1, 1, 1", "1e-9, 5, 5"})
    void isTheDescentOfTheTrajectory(double rate, double w0, double b0) {
        Random random = new Random(1);
        double[] y = new double[5];
        for (int i = 0; i < 5; i++) {
            y[i] = Y[i] + random.nextGaussian() / 4;
        }
        Trajectory path = GradientDescent.withLearningRate(rate).from(b0, w0).descend(Moments.of(X, y), "y ~ x");
        List<Double> losses = new ArrayList<>();
        new BatchGradientDescent(rate, 500).descend(X, y, w0, b0, (iteration, w, b, loss) -> {
            losses.add(loss);
            if (iteration % 25 == 24) {
                Trajectory.Point after = path.at(iteration + 1);
                double scale = Math.max(1, Math.abs(after.coefficients()[0]));
                assertThat(b).isCloseTo(after.coefficients()[0], within(1e-11 * scale));
                assertThat(w).isCloseTo(after.coefficients()[1], within(1e-11 * scale));
                assertThat(loss).isCloseTo(path.at(iteration).loss(), Percentage.withPercentage(1e-6));
            }
        });
        assertThat(losses).hasSize(500);
    }

    @Test
    void agreesOnRandomData() {
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            int n = 2 + random.nextInt(40);
            double[] x = random.doubles(n, -2, 3).toArray();
            double[] y = random.doubles(n, -5, 5).toArray();
            Moments moments = Moments.of(x, y);
            BigDecimal rate =
                    GradientDescent.fastest().descend(moments, "y ~ x").learningRate();
            Trajectory path = GradientDescent.withLearningRate(rate).descend(moments, "y ~ x");
            BatchGradientDescent.Result result =
                    new BatchGradientDescent(rate.doubleValue(), 200).descend(x, y, 0, 0, NOBODY);
            assertThat(result.w()).isCloseTo(path.at(200).coefficients()[1], within(1e-11));
            assertThat(result.b()).isCloseTo(path.at(200).coefficients()[0], within(1e-11));
        }
    }

    @Test
    void divergenceEndsTheLoopWhereTheTrajectoryLeavesTheDoubles() {
        BatchGradientDescent.Result result = new BatchGradientDescent(0.2, 1_000_000).descend(X, Y, 0, 0, NOBODY);
        assertThat(result.iterations()).isLessThan(1000);
        Trajectory path =
                GradientDescent.withLearningRate(0.2).descend(Sample.article().moments(), "y ~ x");
        assertThat(path.at(result.iterations()).loss()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(path.at(result.iterations() - 2).isFinite()).isTrue();
        assertThat(Double.isFinite(result.w())).isTrue();
    }

    @Test
    void notANumberEndsTheLoopAtOnce() {
        double[] withHole = {3, 5, Double.NaN, 9, 11};
        assertThat(new BatchGradientDescent(0.01, 10).descend(X, withHole, 0.5, 0.25, NOBODY))
                .isEqualTo(new BatchGradientDescent.Result(0, 0.5, 0.25));
    }

    @Test
    void noIterationsLeaveTheStart() {
        assertThat(new BatchGradientDescent(0.01, 0).descend(X, Y, 7, 8, NOBODY))
                .isEqualTo(new BatchGradientDescent.Result(0, 7, 8));
    }

    @Test
    void allocatesNothingInTheLoop() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BatchGradientDescent few = new BatchGradientDescent(0.01, 1_000);
        BatchGradientDescent many = new BatchGradientDescent(0.01, 100_000);
        allocatedBy(threads, few);
        allocatedBy(threads, many);
        // Another thread's work (class loading, say) never shows here, but this one's own might, once: the least
        // counts.
        long leastFew = Long.MAX_VALUE;
        long leastMany = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            leastFew = Math.min(leastFew, allocatedBy(threads, few));
            leastMany = Math.min(leastMany, allocatedBy(threads, many));
        }
        assertThat(leastMany - leastFew).isZero();
    }

    private static long allocatedBy(ThreadMXBean threads, BatchGradientDescent descent) {
        long before = threads.getCurrentThreadAllocatedBytes();
        descent.descend(X, Y, 0, 0, NOBODY);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void refusesWhatCannotDescend() {
        for (double rate : new double[] {0, -0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new BatchGradientDescent(rate, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the learning rate must be above zero, not " + rate);
        }
        assertThatThrownBy(() -> new BatchGradientDescent(0.1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the iterations cannot be negative: -1");
        BatchGradientDescent descent = new BatchGradientDescent(0.1, 1);
        assertThatThrownBy(() -> descent.descend(X, new double[4], 0, 0, NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 5 values, y has 4");
        assertThatThrownBy(() -> descent.descend(new double[0], new double[0], 0, 0, NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 0 values, y has 0");
    }
}
