package dev.leastline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.oracle.DescentOracle;
import dev.leastline.oracle.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every point of a trajectory is the nearest double to descent taken step by step in hundreds of digits. */
class TrajectoryTest {
    /** A descent and where it starts; a rate of null is the fastest, a rate below zero its multiple of the limit. */
    record Setting(String name, Sample sample, String formula, String rate, List<String> start, boolean standardized) {
        Setting(String name, Sample sample, String formula, String rate, String... start) {
            this(name, sample, formula, rate, List.of(start), false);
        }

        Setting onStandardizedColumns() {
            return new Setting(name + ", standardised", sample, formula, rate, start, true);
        }

        Trajectory trajectory() {
            GradientDescent descent = rate.equals("fastest")
                    ? GradientDescent.fastest()
                    : GradientDescent.withLearningRate(new BigDecimal(rate.replace(" of the limit", "")));
            descent = standardized ? descent.standardized() : descent;
            if (rate.endsWith(" of the limit")) {
                double limit = descent.descend(sample.moments(), formula).stableBelow();
                BigDecimal share = new BigDecimal(rate.replace(" of the limit", ""));
                descent = GradientDescent.withLearningRate(new BigDecimal(limit).multiply(share));
                descent = standardized ? descent.standardized() : descent;
            }
            descent = start.isEmpty() ? descent : descent.from(exactStart());
            return descent.descend(sample.moments(), formula);
        }

        BigDecimal[] exactStart() {
            return start.stream().map(BigDecimal::new).toArray(BigDecimal[]::new);
        }

        DescentOracle oracle(Trajectory trajectory, int digits) {
            return standardized
                    ? DescentOracle.standardized(sample, formula, trajectory.learningRate(), digits, exactStart())
                    : DescentOracle.of(sample, formula, trajectory.learningRate(), digits, exactStart());
        }

        @Override
        public String toString() {
            return name + " at " + rate;
        }
    }

    private static final Sample NOISY =
            Sample.parse("x,y", "0.5,1.17", "1.25,3.9", "2,4.01", "3.5,9.3", "4,8.77", "5.75,12.2", "7,15.6");
    private static final Sample NEAR_HUNDRED =
            Sample.parse("x,y", "99,3.1", "99.5,2.2", "100,7.9", "100.5,8", "101,12.25");
    private static final Sample YEARS =
            Sample.parse("x,y", "1990,354.4", "1995,360.8", "2000,369.7", "2005,380", "2010,390.1", "2015,401.0");

    private static Sample plane() {
        Random random = new Random(1);
        List<BigDecimal[]> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.add(new BigDecimal[] {
                BigDecimal.valueOf(random.nextInt(1000), 2),
                new BigDecimal(random.nextGaussian()),
                BigDecimal.valueOf(random.nextInt(100), 1),
                BigDecimal.valueOf(random.nextInt(5000), 2)
            });
        }
        return new Sample(List.of("a", "b", "c", "y"), rows);
    }

    static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (String rate : List.of("0.01", "fastest", "0.9999 of the limit", "1.001 of the limit")) {
            settings.add(new Setting("the article's data", Sample.article(), "y ~ x", rate));
            settings.add(new Setting("the article's data from afar", Sample.article(), "y ~ x", rate, "1e6", "-1e9"));
            settings.add(new Setting("noisy data", NOISY, "y ~ x", rate));
            settings.add(new Setting("noisy data through the origin", NOISY, "y ~ x - 1", rate, "0.1"));
            settings.add(new Setting("a mean", NOISY, "y ~ 1", rate));
            settings.add(new Setting("a plane", plane(), "y ~ a + b + c", rate, "1", "-2.5", "1e3", "0.125"));
            settings.add(new Setting("a plane through the origin", plane(), "y ~ a + b + c - 1", rate));
        }
        for (String rate : List.of("0.00009", "fastest", "0.9999 of the limit")) {
            settings.add(new Setting("x near 100", NEAR_HUNDRED, "y ~ x", rate));
            settings.add(new Setting("x near 100 from afar", NEAR_HUNDRED, "y ~ x", rate, "1e6", "-1e9"));
        }
        List<Setting> all = new ArrayList<>(settings);
        settings.forEach(setting -> all.add(setting.onStandardizedColumns()));
        return all.stream();
    }

    private static void assertPoint(Trajectory trajectory, DescentOracle oracle, long k, BigDecimal... state) {
        Trajectory.Point point = trajectory.at(k);
        assertThat(point.iteration()).isEqualTo(k);
        assertThat(point.coefficients()).as("coefficients at %d", k).isEqualTo(oracle.coefficients(state));
        assertThat(point.loss()).as("loss at %d", k).isEqualTo(oracle.nearestLoss(state));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void equalsDescentStepByStep(Setting setting) {
        Trajectory trajectory = setting.trajectory();
        DescentOracle oracle = setting.oracle(trajectory, 260);
        BigDecimal[] state = oracle.start();
        for (int k = 0; k <= 600; k++) {
            if (k < 12 || k % 97 == 0 || k == 600) {
                assertPoint(trajectory, oracle, k, state);
            }
            state = oracle.step(state);
        }
    }

    @Test
    void equalsDescentStepByStepForTwoThousandSteps() {
        for (String rate : List.of("0.01", "fastest")) {
            Setting setting = new Setting("noisy data", NOISY, "y ~ x", rate);
            Trajectory trajectory = setting.trajectory();
            DescentOracle oracle = setting.oracle(trajectory, 150);
            BigDecimal[] state = oracle.start();
            for (int k = 0; k <= 2000; k++) {
                if (k % 10 == 0) {
                    assertPoint(trajectory, oracle, k, state);
                }
                state = oracle.step(state);
            }
        }
    }

    static Stream<Setting> longValleys() {
        return Stream.of(
                new Setting("the article's data", Sample.article(), "y ~ x", "0.0000001"),
                new Setting("the article's data", Sample.article(), "y ~ x", "1e-10", "1e6", "-1e9"),
                new Setting("noisy data", NOISY, "y ~ x", "1e-11"),
                new Setting("noisy data", NOISY, "y ~ x", "fastest", "1e6", "-1e9"),
                new Setting("noisy data", NOISY, "y ~ x", "0.9999 of the limit"),
                new Setting("noisy data", NOISY, "y ~ x", "0.999999999999 of the limit"),
                new Setting("x near 100", NEAR_HUNDRED, "y ~ x", "fastest"),
                new Setting("x near 100", NEAR_HUNDRED, "y ~ x", "0.00000001"),
                new Setting("calendar years", YEARS, "y ~ x", "fastest"),
                new Setting("calendar years", YEARS, "y ~ x", "fastest").onStandardizedColumns(),
                new Setting("calendar years", YEARS, "y ~ x", "0.9999 of the limit"),
                new Setting("Longley", Sample.nist("longley"), "y ~ x1 + x2 + x3 + x4 + x5 + x6", "fastest"),
                new Setting("Longley", Sample.nist("longley"), "y ~ x1 + x2 + x3 + x4 + x5 + x6", "fastest")
                        .onStandardizedColumns(),
                new Setting("a plane", plane(), "y ~ a + b + c", "1e-9"),
                new Setting("a plane", plane(), "y ~ a + b + c - 1", "1e-9").onStandardizedColumns());
    }

    @ParameterizedTest
    @MethodSource("longValleys")
    void equalsAPowerOfTheStepHoweverManySteps(Setting setting) {
        Trajectory trajectory = setting.trajectory();
        DescentOracle oracle = setting.oracle(trajectory, 300);
        for (long k : new long[] {1, 12_345, 1_000_000, 1_000_000_000L, 999_999_999_999L, 1_000_000_000_000L}) {
            BigDecimal[] state = oracle.after(BigInteger.valueOf(k));
            if (oracle.loss(state).compareTo(new BigDecimal("1e-120")) > 0) {
                assertPoint(trajectory, oracle, k, state);
            } else {
                assertThat(trajectory.at(k).coefficients()).isEqualTo(oracle.coefficients(state));
                assertThat(trajectory.at(k).loss()).isLessThan(1e-119);
            }
        }
    }

    @Test
    void powerOfTheOraclesStepIsItsSteps() {
        Setting setting = new Setting("noisy data", NOISY, "y ~ x", "0.01").onStandardizedColumns();
        DescentOracle oracle = setting.oracle(setting.trajectory(), 60);
        BigDecimal[] state = oracle.start();
        for (int k = 0; k < 100; k++) {
            state = oracle.step(state);
        }
        assertThat(oracle.after(BigInteger.valueOf(100))[1].subtract(state[1]).abs())
                .isLessThan(new BigDecimal("1e-55"));
    }

    @Test
    void walksInStridesToThePointsOfAStraightWay() {
        GradientDescent descent = GradientDescent.withLearningRate(0.000001).standardized();
        for (long stride : new long[] {1, 3, 64, 1_000_003, 1_000_000_000_000L}) {
            Trajectory walk = descent.descend(plane().moments(), "y ~ a + b");
            for (int i = 0; i < 400; i++) {
                long k = 5 + stride * i;
                Trajectory.Point point = walk.at(k);
                if (i % 57 == 0 || i < 4) {
                    assertThat(point)
                            .isEqualTo(descent.descend(plane().moments(), "y ~ a + b")
                                    .at(k));
                }
            }
        }
    }

    @Test
    void answersTheSameInWhateverOrderAndFromManyThreads() {
        Setting setting = new Setting("noisy data", NOISY, "y ~ x", "fastest");
        long[] questions = new Random(1).longs(200, 0, 2000).toArray();
        List<Trajectory.Point> expected = new ArrayList<>();
        for (long k : questions) {
            expected.add(setting.trajectory().at(k));
        }
        Trajectory shared = setting.trajectory();
        List<Trajectory.Point> found = IntStream.range(0, questions.length)
                .parallel()
                .mapToObj(i -> shared.at(questions[i]))
                .toList();
        assertThat(found).isEqualTo(expected);
    }
}
