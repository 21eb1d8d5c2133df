package dev.leastline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastline.moments.Moments;
import dev.leastline.oracle.DescentOracle;
import dev.leastline.oracle.Rational;
import dev.leastline.oracle.RationalFit;
import dev.leastline.oracle.Sample;
import dev.leastline.regression.CollinearTermsException;
import dev.leastline.regression.TooFewRowsException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, rates and iterations known beforehand. */
class GradientDescentTest {
    private static final MathContext DIGITS = new MathContext(120);
    private static final Sample ARTICLE = Sample.article();
    private static final String LONGLEY = "y ~ x1 + x2 + x3 + x4 + x5 + x6";

    private static Trajectory at(String rate, Sample sample, String formula) {
        return GradientDescent.withLearningRate(new BigDecimal(rate)).descend(sample.moments(), formula);
    }

    @ParameterizedTest
    @CsvSource({"y ~ 1, 1", "y ~ x - 1, 0.4", "y ~ c, 0.25"})
    void stabilityIsDecidedExactlyAtTheLimit(String formula, String limit) {
        // The largest curvatures: 2; 2/n Σx² = 5; for c = −2, 2, which is centred, 2/n Σc² = 8.
        Sample sample = Sample.parse("x,c,y", "1,-2,1", "2,2,5");
        BigDecimal exact = new BigDecimal(limit);
        BigDecimal nudge = new BigDecimal("1e-500");
        assertThat(at(exact.toString(), sample, formula).isStable()).isFalse();
        assertThat(at(exact.subtract(nudge).toString(), sample, formula).isStable())
                .isTrue();
        assertThat(at(exact.add(nudge).toString(), sample, formula).isStable()).isFalse();
        assertThat(at("0.1", sample, formula).stableBelow()).isEqualTo(exact.doubleValue());
    }

    @Test
    void articlesLimits() {
        Trajectory trajectory = at("0.01", ARTICLE, "y ~ x");
        assertThat(trajectory.learningRate()).isEqualTo(new BigDecimal("0.01"));
        assertThat(trajectory.isStable()).isTrue();
        assertThat(trajectory.stableBelow()).isBetween(0.08452, 0.08453);
        assertThat(at("0.0845", ARTICLE, "y ~ x").isStable()).isTrue();
        assertThat(at("0.0846", ARTICLE, "y ~ x").isStable()).isFalse();
    }

    @Test
    void aFastestRateThatIsADoubleIsThatDouble() {
        // Standardised, a plane's curvatures are 2 and 2(1 ± ρ): the least and the largest add up to 4.
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            String[] rows = new String[5 + random.nextInt(20)];
            Arrays.setAll(rows, r -> random.nextInt(1000) + "," + random.nextInt(1000) + "," + random.nextInt(1000));
            Moments moments = Sample.parse("a,b,y", rows).moments();
            Trajectory path = GradientDescent.fastest().standardized().descend(moments, "y ~ a + b");
            assertThat(path.learningRate()).isEqualTo(new BigDecimal("0.5"));
            assertThat(path.fastest()).isEqualTo(0.5);
        }
    }

    @Test
    void limitsOfALineAgreeWithTheClosedForm() {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            double offset = Math.pow(10, random.nextInt(9));
            double[] x =
                    random.doubles(5, offset, offset + 1 + random.nextInt(50)).toArray();
            double[] y = random.doubles(5).toArray();
            Sample sample = Sample.ofDoubles(x, y);
            Trajectory trajectory = at("0.01", sample, "y ~ x");
            BigDecimal n = BigDecimal.valueOf(5);
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (BigDecimal value : sample.column("x")) {
                sum = sum.add(value);
                squares = squares.add(value.multiply(value));
            }
            // H = 2/n (n, Σx; Σx, Σx²): λ = tr/2 ± √(tr²/4 − det).
            BigDecimal half = n.add(squares).divide(n, DIGITS);
            BigDecimal determinant =
                    n.multiply(squares).subtract(sum.multiply(sum)).multiply(new BigDecimal("0.16"));
            BigDecimal root = half.multiply(half).subtract(determinant).sqrt(DIGITS);
            BigDecimal largest = half.add(root);
            BigDecimal limit = BigDecimal.valueOf(2).divide(largest, DIGITS);
            assertThat(trajectory.stableBelow()).isEqualTo(Rational.of(limit).nearestDouble());
            BigDecimal fastest = BigDecimal.ONE.divide(half, DIGITS);
            assertThat(new BigDecimal(Double.toString(trajectory.fastest()))).isLessThanOrEqualTo(fastest);
            assertThat(new BigDecimal(Double.toString(Math.nextUp(trajectory.fastest()))))
                    .isGreaterThan(fastest);
            assertThat(at(Double.toString(trajectory.fastest()), sample, "y ~ x")
                            .isStable())
                    .isTrue();
        }
    }

    @Test
    void stabilityAgreesWithTheLimitBesideIt() {
        for (boolean standardized : new boolean[] {false, true}) {
            GradientDescent descent = GradientDescent.fastest();
            descent = standardized ? descent.standardized() : descent;
            Trajectory fastest = descent.descend(Sample.nist("longley").moments(), LONGLEY);
            assertThat(fastest.isStable()).isTrue();
            assertThat(fastest.learningRate().doubleValue()).isEqualTo(fastest.fastest());
            for (int ulps = -3; ulps <= 3; ulps++) {
                double rate = fastest.stableBelow() + ulps * Math.ulp(fastest.stableBelow());
                GradientDescent beside = GradientDescent.withLearningRate(new BigDecimal(rate));
                beside = standardized ? beside.standardized() : beside;
                boolean stable = beside.descend(Sample.nist("longley").moments(), LONGLEY)
                        .isStable();
                if (ulps != 0) {
                    assertThat(stable).as("%d ulps from the limit", ulps).isEqualTo(ulps < 0);
                }
            }
        }
    }

    /** The loss above its minimum is at most the share of that at the start after k steps, and not after k − 1. */
    private static void assertSmallest(
            BigInteger k, double share, DescentOracle oracle, Sample sample, String formula, int digits) {
        BigDecimal minimum = RationalFit.of(sample, formula).minimum().rounded(new MathContext(digits));
        BigDecimal target = oracle.loss(oracle.start()).subtract(minimum).multiply(new BigDecimal(share));
        assertThat(oracle.loss(oracle.after(k)).subtract(minimum)).isLessThanOrEqualTo(target);
        if (k.signum() > 0) {
            assertThat(oracle.loss(oracle.after(k.subtract(BigInteger.ONE))).subtract(minimum))
                    .isGreaterThan(target);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "article, y ~ x, fastest, false",
        "article, y ~ x, 0.01, false",
        "article, y ~ x, 0.0845, false",
        "article, y ~ x, fastest, true",
        "article, y ~ x - 1, fastest, false",
        "article, y ~ x, 1e-30, false",
        "norris, y ~ x, fastest, false",
        "norris, y ~ x, 0.3, true",
        "longley, y ~ x1 + x2 + x3 + x4 + x5 + x6, fastest, false",
        "longley, y ~ x1 + x2 + x3 + x4 + x5 + x6, fastest, true",
        "years, y ~ x, fastest, false"
    })
    void iterationsToAShareAreTheFewest(String data, String formula, String rate, boolean standardized) {
        Sample sample =
                switch (data) {
                    case "article" -> ARTICLE;
                    case "years" -> Sample.parse("x,y", "1990,3.1", "1999,4.1", "2008,6.2", "2017,6.3");
                    default -> Sample.nist(data);
                };
        GradientDescent descent = rate.equals("fastest")
                ? GradientDescent.fastest()
                : GradientDescent.withLearningRate(new BigDecimal(rate));
        descent = standardized ? descent.standardized() : descent;
        Trajectory trajectory = descent.descend(sample.moments(), formula);
        DescentOracle oracle = standardized
                ? DescentOracle.standardized(sample, formula, trajectory.learningRate(), 250)
                : DescentOracle.of(sample, formula, trajectory.learningRate(), 250);
        for (double share : new double[] {1e-12, 0.5, 1e-30}) {
            BigInteger found = trajectory.iterationsTo(share).orElseThrow();
            assertSmallest(found, share, oracle, sample, formula, 250);
        }
    }

    @Test
    void iterationsInTheirOrdersOfMagnitude() {
        assertThat(iterationsAtTheFastestRate(ARTICLE, "y ~ x", false)).isEqualTo(BigInteger.valueOf(484));
        assertThat(iterationsAtTheFastestRate(Sample.nist("norris"), "y ~ x", false)
                        .toString())
                .hasSize(7);
        // From a start of zero; the fewest, as the test above finds with the same data.
        assertThat(iterationsAtTheFastestRate(Sample.nist("longley"), LONGLEY, false))
                .isEqualTo(new BigInteger("99460501967482712783"));
        assertThat(iterationsAtTheFastestRate(Sample.nist("longley"), LONGLEY, true))
                .isEqualTo(BigInteger.valueOf(66_079));
    }

    private static BigInteger iterationsAtTheFastestRate(Sample sample, String formula, boolean standardized) {
        GradientDescent descent = GradientDescent.fastest();
        descent = standardized ? descent.standardized() : descent;
        return descent.descend(sample.moments(), formula).iterationsTo(1e-12).orElseThrow();
    }

    @Test
    void shareThatIsMetExactlyIsMet() {
        // Every step halves the error, and so quarters the loss; the mean is 1/3, which no decimal is.
        Trajectory thirds = at("0.25", Sample.parse("y", "1", "0", "0"), "y ~ 1");
        assertThat(thirds.iterationsTo(0.25)).hasValue(BigInteger.ONE);
        assertThat(thirds.iterationsTo(0.0625)).hasValue(BigInteger.TWO);
        assertThat(thirds.iterationsTo(Math.nextDown(0.0625))).hasValue(BigInteger.valueOf(3));
        assertThat(thirds.iterationsTo(0x1p-1000)).hasValue(BigInteger.valueOf(500));
    }

    @Test
    void iterationsWithoutAnAnswer() {
        assertThat(at("1", ARTICLE, "y ~ x").iterationsTo(1e-12)).isEmpty();
        Trajectory thereAlready =
                GradientDescent.withLearningRate(0.01).from(1, 2).descend(ARTICLE.moments(), "y ~ x");
        assertThat(thereAlready.iterationsTo(1e-12)).hasValue(BigInteger.ZERO);
        for (double share : new double[] {0, 1, -1, 2, Double.NaN}) {
            assertThatThrownBy(() -> thereAlready.iterationsTo(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the share must lie between 0 and 1, not " + share);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-200", "1e200", "1e-300", "1e-160", "1e160"})
    void bowlsTooSteepOrTooFlatForDoublesStillHaveAFastestRate(String unit) {
        Moments moments = Sample.parse("x,y", "3" + unit.substring(1) + ",1", "4" + unit.substring(1) + ",2")
                .moments();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Trajectory trajectory = GradientDescent.fastest().descend(moments, "y ~ x - 1");
            assertThat(trajectory.isStable()).isTrue();
            assertThat(trajectory.iterationsTo(1e-12).orElseThrow()).isEqualTo(BigInteger.ONE);
            assertThat(trajectory.at(10).coefficients()).containsExactly(11 / 25.0 / Double.parseDouble(unit));
            assertThat(trajectory.fastest()).isNotNaN();
        });
    }

    @Test
    void learningRateIsTheDecimalAsTyped() {
        Trajectory trajectory = GradientDescent.withLearningRate(0.01).descend(ARTICLE.moments(), "y ~ x");
        assertThat(trajectory.learningRate()).isEqualTo(new BigDecimal("0.01"));
        assertThat(trajectory.bowl().formula()).hasToString("y ~ x");
    }

    @Test
    void refusesRatesAndStartsThatAreNone() {
        for (double rate : new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> GradientDescent.withLearningRate(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the learning rate must be above zero, not ");
        }
        for (String rate : new String[] {"1e999999999", "1e-999999999", "1e401", "0." + "1".repeat(1001)}) {
            assertThatThrownBy(() -> GradientDescent.withLearningRate(new BigDecimal(rate)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the learning rate must lie within 1e-400 and 1e400, in at most 1000 digits");
            assertThatThrownBy(() -> GradientDescent.fastest().from(new BigDecimal(rate)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a start must lie within 1e-400 and 1e400, in at most 1000 digits");
        }
        assertThatThrownBy(() -> GradientDescent.fastest().from(1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot start from NaN");
        assertThatThrownBy(() -> GradientDescent.fastest().from(1).descend(ARTICLE.moments(), "y ~ x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the start has 1 coefficients, the formula 'y ~ x' has 2");
        assertThatThrownBy(() -> at("0.1", ARTICLE, "y ~ x").at(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the iteration cannot be negative: -1");
    }

    @Test
    void refusesBowlsWithoutALowestPoint() {
        assertThatThrownBy(() -> at("0.1", Sample.parse("x,y", "2,1", "2,3"), "y ~ x"))
                .isInstanceOf(CollinearTermsException.class);
        assertThatThrownBy(() -> at("0.1", Sample.parse("x,y", "2,1"), "y ~ x"))
                .isInstanceOf(TooFewRowsException.class);
    }
}
