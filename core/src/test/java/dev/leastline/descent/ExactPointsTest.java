package dev.leastline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastline.oracle.RationalDescent;
import dev.leastline.oracle.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that no number of digits decides, and points at the ends of what numbers can say. */
class ExactPointsTest {
    private static Trajectory descend(Sample sample, String formula, String rate, String... start) {
        GradientDescent descent = GradientDescent.withLearningRate(new BigDecimal(rate));
        return (start.length == 0 ? descent : descent.from(decimals(start))).descend(sample.moments(), formula);
    }

    private static BigDecimal[] decimals(String... numbers) {
        BigDecimal[] decimals = new BigDecimal[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            decimals[i] = new BigDecimal(numbers[i]);
        }
        return decimals;
    }

    private static void assertExact(Sample sample, String formula, String rate, int steps, String... start) {
        Trajectory trajectory = descend(sample, formula, rate, start);
        RationalDescent oracle = new RationalDescent(sample, formula, new BigDecimal(rate), decimals(start));
        for (int k = 0; k <= steps; k++) {
            assertThat(trajectory.at(k).coefficients())
                    .as("coefficients at %d", k)
                    .isEqualTo(oracle.coefficients());
            assertThat(trajectory.at(k).loss()).as("loss at %d", k).isEqualTo(oracle.loss());
            oracle.step();
        }
    }

    @Test
    void tieOnTheWayToADecimal() {
        // 1 − 2^−k: at k = 54 halfway between two doubles, the even one being 1.
        Sample ones = Sample.parse("y", "1", "1");
        assertExact(ones, "y ~ 1", "0.25", 60);
        assertThat(descend(ones, "y ~ 1", "0.25").at(54).coefficients()).containsExactly(1.0);
        assertThat(descend(ones, "y ~ 1", "0.25").at(53).coefficients()).containsExactly(Math.nextDown(1.0));
    }

    @Test
    void lossVanishesAsTheSquareOfTheError() {
        Trajectory trajectory = descend(Sample.parse("y", "1", "1"), "y ~ 1", "0.25");
        for (int k : new int[] {500, 511, 530, 536}) {
            assertThat(trajectory.at(k).loss()).isEqualTo(Math.scalb(1.0, -2 * k));
        }
        for (long k : new long[] {538, 1010, 1020, 1075, 1100, 1_000_000}) {
            assertThat(trajectory.at(k).loss()).isEqualTo(0.0);
        }
    }

    @Test
    void tieOnTheWayToAThird() {
        // y/3·(1 − 2^−k) is a whole number of quarters at k = 2, although y/3 has no end.
        for (long y = (1L << 53) + 1; y < (1L << 53) + 40; y += 2) {
            Sample sample = Sample.parse("y", Long.toString(y), "0", "0");
            assertExact(sample, "y ~ 1", "0.25", 3);
        }
    }

    @Test
    void tieInTheFirstStepOfALine() {
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            long y = (1L << 55) + 4L * random.nextInt(1000) + 2;
            Sample sample = Sample.parse("x,y", "0," + y, "1," + y, "3,0", "3,0");
            assertExact(sample, "y ~ x", "0.5", 2);
            assertExact(Sample.parse("x,y", "0," + y, "1," + 3 * y, "2," + y), "y ~ x", "0.375", 3);
        }
    }

    @Test
    void fewExactStepsOfManyKinds() {
        Random random = new Random(2);
        for (int i = 0; i < 60; i++) {
            List<BigDecimal[]> rows = new ArrayList<>();
            for (int row = 0; row < 3 + random.nextInt(3); row++) {
                rows.add(new BigDecimal[] {
                    BigDecimal.valueOf(random.nextInt(9) - 4), BigDecimal.valueOf((1L << 53) + random.nextInt(99))
                });
            }
            rows.add(new BigDecimal[] {BigDecimal.valueOf(5), BigDecimal.ONE});
            assertExact(new Sample(List.of("x", "y"), rows), "y ~ x", "0.0625", 6);
        }
    }

    @Test
    void lowestPointThatIsATie() {
        Sample sample = Sample.parse("y", "9007199254740993");
        assertThat(descend(sample, "y ~ 1", "0.3").at(1_000_000).coefficients()).containsExactly(0x1p53);
        assertThat(descend(sample, "y ~ 1", "0.3").at(0).coefficients()).containsExactly(0.0);
        assertExact(sample, "y ~ 1", "0.5", 3);
    }

    @Test
    void fastestRateOfAMeanIsThereInOneStep() {
        Trajectory trajectory = GradientDescent.fastest()
                .from(new BigDecimal("1e30"))
                .descend(Sample.parse("y", "1", "2", "4").moments(), "y ~ 1");
        assertThat(trajectory.learningRate()).isEqualByComparingTo("0.5");
        assertThat(trajectory.at(1).coefficients()).containsExactly(7 / 3.0);
        assertThat(trajectory.at(1)).extracting(Trajectory.Point::loss).isEqualTo(14 / 9.0);
        assertThat(trajectory.at(Long.MAX_VALUE).coefficients()).containsExactly(7 / 3.0);
        assertThat(trajectory.iterationsTo(1e-12)).hasValue(java.math.BigInteger.ONE);
    }

    @Test
    void interceptOfCentredDataIsExactlyZeroThroughout() {
        Sample sample = Sample.parse("x,y", "-1,-2", "0,0", "1,2");
        assertExact(sample, "y ~ x", "0.3", 12);
        Trajectory trajectory = descend(sample, "y ~ x", "0.3");
        for (long k : new long[] {0, 1, 2, 17, 1_000_000, 1_000_000_000_000L}) {
            assertThat(trajectory.at(k).coefficients()[0]).isEqualTo(0.0);
        }
    }

    @Test
    void startAtTheLowestPointStaysThereEvenAtAnUnstableRate() {
        Trajectory trajectory = descend(Sample.article(), "y ~ x", "100", "1", "2");
        assertThat(trajectory.isStable()).isFalse();
        for (long k : new long[] {0, 1, 1000, 1_000_000_000_000L, Long.MAX_VALUE}) {
            assertThat(trajectory.at(k).coefficients()).containsExactly(1, 2);
            assertThat(trajectory.at(k).loss()).isEqualTo(0.0);
            assertThat(trajectory.at(k).isFinite()).isTrue();
        }
    }

    @Test
    void oscillatesForEverExactlyAtTheLimit() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Trajectory trajectory = descend(Sample.parse("y", "1", "2", "5"), "y ~ 1", "1");
            assertThat(trajectory.isStable()).isFalse();
            for (long k : new long[] {0, 2, 1_000_000_000_000L, Long.MAX_VALUE - 1}) {
                assertThat(trajectory.at(k).coefficients()).containsExactly(0.0);
                assertThat(trajectory.at(k).loss()).isEqualTo(10.0);
                assertThat(trajectory.at(k + 1).coefficients()).containsExactly(16 / 3.0);
                assertThat(trajectory.at(k + 1).loss()).isEqualTo(10.0);
            }
            assertThat(trajectory.iterationsTo(0.5)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"0.0001, 3, 2", "0.4, 3, 2", "0.6, 3, 2", "0.499999999999999999999999999999, 3, 2", "0.99999999, 3, 2"})
    void asManyStepsAsALongCanSayEndAtTheLowestPoint(String rate, String first, String second) {
        Trajectory trajectory = descend(Sample.parse("y", first, second), "y ~ 1", rate);
        assertThat(trajectory.at(Long.MAX_VALUE).coefficients()).containsExactly(2.5);
        assertThat(trajectory.at(Long.MAX_VALUE).loss()).isEqualTo(0.25);
        assertThat(trajectory.at(Long.MAX_VALUE - 1).coefficients()).containsExactly(2.5);
    }

    @ParameterizedTest
    @CsvSource({"1.0000001, -1", "1.5, -1", "7, -1", "1e30, -1", "1e300, -1"})
    void divergesToInfinitiesOfTheRightSign(String rate, int signAfterEvenSteps) {
        Trajectory trajectory = descend(Sample.parse("y", "3", "2"), "y ~ 1", rate);
        for (long k : new long[] {1L << 40, 1_000_000_000_000L, Long.MAX_VALUE - 1}) {
            Trajectory.Point even = trajectory.at(k);
            assertThat(even.coefficients()).containsExactly(signAfterEvenSteps * Double.POSITIVE_INFINITY);
            assertThat(even.loss()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(even.isFinite()).isFalse();
            assertThat(trajectory.at(k + 1).coefficients())
                    .containsExactly(-signAfterEvenSteps * Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void firstStepMayLeaveTheDoublesInTheLossAlone() {
        Trajectory.Point point =
                descend(Sample.parse("y", "3", "2"), "y ~ 1", "1e305").at(1);
        assertThat(point.coefficients()).containsExactly(5e305);
        assertThat(point.loss()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void lossMayOverflowBeforeTheCoefficientsDo() {
        Trajectory trajectory = descend(Sample.article(), "y ~ x", "0.1");
        long k = 0;
        while (trajectory.at(k).isFinite()) {
            k += 10;
        }
        assertThat(trajectory.at(k).loss()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Double.isFinite(trajectory.at(k).coefficients()[0])).isTrue();
        assertThat(Double.isInfinite(trajectory.at(3 * k).coefficients()[0])).isTrue();
        assertThat(trajectory.at(3 * k).isFinite()).isFalse();
        assertThat(trajectory.at(0).isFinite()).isTrue();
    }
}
