package dev.leastline.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.moments.MomentsFormatException;
import dev.leastline.regression.CollinearTermsException;
import dev.leastline.regression.TooFewRowsException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] Y = {3, 5, 7, 9, 11};
    private static final double[] ZERO = {0, 0};

    private final Problem article = Problem.ofPoints(X, Y, "x", "y");

    @Test
    void theArticlesBowl() {
        assertThat(article.size()).isEqualTo(2);
        assertThat(article.term(0)).isEqualTo("(Intercept)");
        assertThat(article.term(1)).isEqualTo("x");
        assertThat(article.optimum()).containsExactly(1, 2);
        assertThat(article.minimum()).isZero();
        assertThat(article.rSquared()).isEqualTo(1);
        assertThat(article.curvature()).containsExactly(2, 6, 6, 22);
        assertThat(article.loss(ZERO)).isEqualTo(57);
        assertThat(article.gradient(ZERO)).containsExactly(-14, -50);
        assertThat(article.rates(false)).containsExactly(0.08452405257734977, 0.08333333333333333);
    }

    @Test
    void aResponseThatDoesNotVaryHasNoRSquared() {
        assertThat(Problem.ofPoints(X, new double[5], "x", "y").rSquared()).isNaN();
    }

    @Test
    void momentsGiveTheSameAsTheirPoints() {
        String text = MomentsFile.write(Moments.of(X, Y));
        String withoutChecksum = text.substring(0, text.indexOf("sha256"));
        for (String moments : new String[] {text, withoutChecksum}) {
            Problem problem = Problem.ofMoments(moments, "y ~ x");
            assertThat(problem.optimum()).containsExactly(1, 2);
            assertThat(problem.descend("0.01", ZERO, false).path(0, 7, 20))
                    .isEqualTo(article.descend("0.01", ZERO, false).path(0, 7, 20));
        }
    }

    @Test
    void everyPointOfAnEllipseHasItsLoss() {
        double[] axes = article.ellipse(0, 1);
        double loss = 2.5;
        for (int i = 0; i < 12; i++) {
            double u = Math.sqrt(loss - article.minimum()) * Math.cos(i);
            double v = Math.sqrt(loss - article.minimum()) * Math.sin(i);
            double[] point = {1 + u * axes[0] + v * axes[2], 2 + u * axes[1] + v * axes[3]};
            assertThat(article.loss(point)).isCloseTo(loss, within(1e-13));
        }
    }

    @Test
    void anEllipseKeepsItsDigitsWhereTheBowlIsLong() {
        double[] years = Arrays.stream(X).map(x -> 1e8 + x).toArray();
        double[] axes = Problem.ofPoints(years, Y, "x", "y").ellipse(0, 1);
        // With x = 1e8 + 3 + d, d² on average 2: u = 1, v = (−x̄, 1)/√2.
        assertThat(axes)
                .containsExactly(new double[] {1, 0, -100000003 / Math.sqrt(2), 1 / Math.sqrt(2)}, within(1e-7));
        assertThatThrownBy(() -> article.ellipse(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> article.ellipse(1, 1)).hasMessage("an ellipse needs two coefficients, not 1 twice");
    }

    @Test
    void aDescentIsTheCores() {
        Trajectory trajectory =
                GradientDescent.withLearningRate(0.03).from(0.5, -1).descend(Moments.of(X, Y), "y ~ x");
        Descent descent = article.descend(" 0.03 ", new double[] {0.5, -1}, false);
        assertThat(descent.isStable()).isTrue();
        double[] path = descent.path(3, 1000, 5);
        for (int i = 0; i < 5; i++) {
            Trajectory.Point point = trajectory.at(3 + 1000L * i);
            double[] figures = {point.coefficients()[0], point.coefficients()[1], point.loss()};
            assertThat(Arrays.copyOfRange(path, 3 * i, 3 * i + 3)).isEqualTo(figures);
            assertThat(descent.at(3 + 1000L * i)).isEqualTo(figures);
        }
        assertThat(descent.iterationsTo(1e-12))
                .isEqualTo(trajectory.iterationsTo(1e-12).orElseThrow().toString());
    }

    @Test
    void aDivergentPathEndsWithTheRangeOfDoubles() {
        Descent descent = article.descend("0.09", ZERO, false);
        assertThat(descent.isStable()).isFalse();
        assertThat(descent.iterationsTo(0.5)).isEmpty();
        double[] path = descent.path(0, 1000, 100);
        assertThat(path.length).isPositive().isLessThan(300).matches(length -> length % 3 == 0);
        assertThat(Arrays.stream(path)).allMatch(Double::isFinite);
        assertThat(descent.at(1000L * (path.length / 3))).contains(Double.POSITIVE_INFINITY);
    }

    @Test
    void aPathEndsWithTheIterationsThatALongCanHold() {
        Descent descent = article.descend("0.01", ZERO, false);
        assertThat(descent.path(Long.MAX_VALUE - 3, 2, 10)).hasSize(6);
        assertThat(descent.path(0, Long.MAX_VALUE, 10)).hasSize(6);
    }

    @Test
    void ratesOfStandardizedColumnsDoNotFeelTheirOffset() {
        double[] years = Arrays.stream(X).map(x -> 2000 + x).toArray();
        assertThat(Problem.ofPoints(years, Y, "x", "y").rates(true)).containsExactly(1, 0.5);
    }

    @Test
    void refusesInOneLine() {
        assertThatThrownBy(() -> article.descend("fast", ZERO, false))
                .hasMessage("the learning rate 'fast' is no number");
        assertThatThrownBy(() -> article.descend("0", ZERO, false))
                .hasMessage("the learning rate must be above zero, not 0");
        assertThatThrownBy(() -> article.descend("1", new double[3], false))
                .hasMessage("the start has 3 coefficients, the formula 'y ~ x' has 2");
        assertThatThrownBy(() -> article.descend("1", ZERO, false).path(0, 0, 1))
                .hasMessage("no path of 1 points from iteration 0, every 0");
        assertThatThrownBy(() -> Problem.ofPoints(new double[] {1, 1}, new double[2], "x", "y"))
                .isInstanceOf(CollinearTermsException.class);
        assertThatThrownBy(() -> Problem.ofPoints(new double[1], new double[1], "x", "y"))
                .isInstanceOf(TooFewRowsException.class);
        assertThatThrownBy(() -> Problem.ofMoments("", "y ~ x")).isInstanceOf(MomentsFormatException.class);
    }

    @Test
    void aMillionRowsNeedTheirMomentsOnly() {
        String moments = """
                leastline moments 1
                rows 1000000
                terms 2
                x
                y
                1 1000000
                x 500000500000
                y 1000002000000
                x*x 333333833333500000
                x*y 666668166667500000
                y*y 1333337333337000000
                """;
        assertThat(Problem.ofMoments(moments, "y ~ x").optimum()).containsExactly(1, 2);
    }

    @Test
    void errorsAreThoseOfTheSummary() {
        double[] y = {3, 5, 8, 9, 11};
        Summary summary = Summary.of(Moments.of(X, y), "y ~ x");
        assertThat(Problem.ofPoints(X, y, "x", "y").errors())
                .containsExactly(
                        3,
                        summary.residualStdError().orElseThrow(),
                        summary.adjustedRSquared().orElseThrow(),
                        summary.fStatistic().orElseThrow(),
                        summary.coefficients().get(0).stdError().orElseThrow(),
                        summary.coefficients().get(0).t().orElseThrow(),
                        summary.coefficients().get(1).stdError().orElseThrow(),
                        summary.coefficients().get(1).t().orElseThrow());
        double nothing = Double.NaN;
        assertThat(article.errors()).containsExactly(3, 0, 1, nothing, 0, nothing, 0, nothing);
    }

    @Test
    void pointsHaveTheNamesOfTheirColumns() {
        Problem named = Problem.ofPoints(X, Y, "a b", "dist");
        assertThat(named.equation(named.optimum())).isEqualTo("dist = 2 `a b` + 1");
        assertThatThrownBy(() -> Problem.ofPoints(X, new double[4], "x", "y")).hasMessage("5 values of x and 4 of y");
    }

    @Test
    void theTraceIsTheArticles() {
        String trace = article.descend("0.01", ZERO, false).trace(1000, 0);
        assertThat(trace.lines().toList())
                .hasSize(11)
                .startsWith("iter\tw\tb\tloss", "0\t0.5000\t0.1400\t57.000000", "100\t2.0815\t0.7058\t0.015866")
                .endsWith("900\t2.0054\t0.9804\t0.000070");
        assertThat(article.descend("0.01", ZERO, false).trace(0, 0)).isEqualTo("iter\tw\tb\tloss");
        assertThat(article.descend("1e6", ZERO, false).trace(1000, 100).lines()).hasSizeBetween(1, 2);
    }
}
