package dev.leastline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import dev.leastline.oracle.Rational;
import dev.leastline.oracle.Sample;
import dev.leastline.oracle.WeightedDescent;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descent with weights, a ridge penalty and standardised columns, in all combinations. */
class WeightedDescentTest {
    private static final MathContext DIGITS = new MathContext(100);

    /** Weights with and without decimals, one of them zero. */
    private static final Sample WEIGHTED = Sample.parse(
            "a,b,y,w",
            "1.5,20,3.1,1",
            "2.25,-7,2.2,0.5",
            "4,3,7.9,2",
            "-1,11,0.3,0",
            "5.5,0.125,8,3.25",
            "7,13,12.25,0.75",
            "-3,8,-4,1.5");

    record Setting(String formula, String ridge, String rate, boolean standardized) {
        MeanSquaredError bowl() {
            return WeightedDescentTest.bowl(WEIGHTED, formula, ridge);
        }

        Trajectory trajectory() {
            GradientDescent descent = rate.equals("fastest")
                    ? GradientDescent.fastest()
                    : GradientDescent.withLearningRate(new BigDecimal(rate));
            descent = standardized ? descent.standardized() : descent;
            return descent.from(start()).descend(bowl());
        }

        BigDecimal[] start() {
            BigDecimal[] start = new BigDecimal[Formula.parse(formula).terms().size()];
            Arrays.setAll(start, i -> BigDecimal.valueOf(125L * i - 75, 2));
            return start;
        }
    }

    static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (String formula : List.of("y ~ a", "y ~ a + b", "y ~ a - 1", "y ~ a + b - 1", "y ~ 1")) {
            for (String ridge : List.of("0", "0.5", "40", "1e-7")) {
                for (String rate : List.of("0.001", "0.05", "fastest")) {
                    settings.add(new Setting(formula, ridge, rate, false));
                    settings.add(new Setting(formula, ridge, rate, true));
                }
            }
        }
        return settings.stream();
    }

    private static Moments moments(Sample sample) {
        List<Term> terms = sample.columns().stream()
                .filter(column -> !column.equals("w"))
                .map(Term::column)
                .toList();
        MomentAccumulator accumulator = MomentAccumulator.weighted(terms, Term.column("w"));
        for (BigDecimal[] row : sample.rows()) {
            for (int i = 0; i < row.length; i++) {
                accumulator.setDecimal(
                        accumulator.columns().indexOf(sample.columns().get(i)), row[i]);
            }
            accumulator.endRow();
        }
        return accumulator.toMoments();
    }

    private static MeanSquaredError bowl(Sample sample, String formula, String ridge) {
        return MeanSquaredError.of(moments(sample), Formula.parse(formula), new BigDecimal(ridge));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void equalsDescentStepByStep(Setting setting) {
        Trajectory trajectory = setting.trajectory();
        BigDecimal ridge = new BigDecimal(setting.ridge);
        WeightedDescent oracle = new WeightedDescent(
                        WEIGHTED, setting.formula, trajectory.learningRate(), ridge, setting.standardized, 120)
                .from(setting.start());
        for (int k = 0; k <= 50; k++) {
            Trajectory.Point point = trajectory.at(k);
            assertThat(point.coefficients()).as("coefficients at %d", k).isEqualTo(oracle.coefficients());
            assertThat(point.loss()).as("loss at %d", k).isEqualTo(oracle.loss());
            oracle.step();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void endsAtTheLowestPoint(Setting setting) {
        Trajectory trajectory = setting.trajectory();
        if (trajectory.isStable()) {
            Trajectory.Point last = trajectory.at(1_000_000_000_000L);
            assertThat(last.coefficients())
                    .isEqualTo(LeastSquares.fit(setting.bowl()).coefficients());
            assertThat(last.loss()).isEqualTo(setting.bowl().minimum().nearestDouble());
            assertThat(trajectory.iterationsTo(1e-12)).isPresent();
        }
    }

    @Test
    void aWeightIsThatManyRows() {
        List<BigDecimal[]> repeated = new ArrayList<>();
        for (BigDecimal[] row : WEIGHTED.rows()) {
            for (int i = 0; i < 4 * row[3].doubleValue(); i++) {
                repeated.add(Arrays.copyOf(row, 3));
            }
        }
        Moments moments = new Sample(List.of("a", "b", "y"), repeated).moments();
        for (boolean standardized : new boolean[] {false, true}) {
            GradientDescent descent = GradientDescent.fastest();
            descent = standardized ? descent.standardized() : descent;
            Trajectory weighted = descent.descend(bowl(WEIGHTED, "y ~ a + b", "0"));
            Trajectory rows = descent.descend(moments, "y ~ a + b");
            assertThat(weighted.learningRate()).isEqualTo(rows.learningRate());
            assertThat(weighted.stableBelow()).isEqualTo(rows.stableBelow());
            for (long k : new long[] {0, 1, 2, 17, 1000, 1_000_000}) {
                assertThat(weighted.at(k)).isEqualTo(rows.at(k));
            }
        }
    }

    /** λ = tr/2 ± √(tr²/4 − det) of 2D⁻¹(S + P), D the diagonal of S or Σw, for two columns without an intercept. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.5", "40", "1e-7"})
    void ratesAreThoseOfTheEigenvalues(String ridge) {
        BigDecimal all = sum("w");
        BigDecimal[][] s = {
            {sum("w", "a", "a"), sum("w", "a", "b")},
            {sum("w", "a", "b"), sum("w", "b", "b")}
        };
        BigDecimal share = new BigDecimal(ridge).divide(all, DIGITS);
        for (boolean standardized : new boolean[] {false, true}) {
            BigDecimal[][] h = new BigDecimal[2][2];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    BigDecimal entry = i == j ? s[i][i].add(s[i][i].multiply(share), DIGITS) : s[i][j];
                    h[i][j] = entry.add(entry).divide(standardized ? s[i][i] : all, DIGITS);
                }
            }
            BigDecimal half = h[0][0].add(h[1][1]).divide(BigDecimal.valueOf(2), DIGITS);
            BigDecimal determinant = h[0][0].multiply(h[1][1]).subtract(h[0][1].multiply(h[1][0]));
            BigDecimal largest =
                    half.add(half.multiply(half).subtract(determinant).sqrt(DIGITS));
            GradientDescent descent = GradientDescent.fastest();
            Trajectory trajectory =
                    (standardized ? descent.standardized() : descent).descend(bowl(WEIGHTED, "y ~ a + b - 1", ridge));
            assertThat(trajectory.stableBelow())
                    .isEqualTo(Rational.of(BigDecimal.valueOf(2).divide(largest, DIGITS))
                            .nearestDouble());
            BigDecimal fastest = BigDecimal.ONE.divide(half, DIGITS);
            assertThat(new BigDecimal(Double.toString(trajectory.fastest()))).isLessThanOrEqualTo(fastest);
            assertThat(new BigDecimal(Double.toString(Math.nextUp(trajectory.fastest()))))
                    .isGreaterThan(fastest);
        }
    }

    private static BigDecimal sum(String... columns) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < WEIGHTED.rows().size(); row++) {
            BigDecimal product = BigDecimal.ONE;
            for (String column : columns) {
                product = product.multiply(WEIGHTED.column(column)[row]);
            }
            sum = sum.add(product);
        }
        return sum;
    }

    @Test
    void aStandardisedLineWithAPenaltyHasTheCurvaturesOfItsTwoCoordinates() {
        // 2 of the mean, 2(1 + λ/W) of the slope; W = 9.
        Trajectory trajectory = GradientDescent.fastest().standardized().descend(bowl(WEIGHTED, "y ~ a", "4.5"));
        assertThat(trajectory.stableBelow()).isEqualTo(1 / 1.5);
        assertThat(trajectory.fastest()).isEqualTo(0.4, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.000001", "1.0000000001", "1.00000000000000000001", "1.1", "1"})
    void directionsApartOfWhichTwoAreNearlyAsSteep(String steepness) {
        Sample apart = Sample.parse(
                "a,b,c,y",
                "1,0,0,1",
                "-1,0,0,0.03",
                "0," + steepness + ",0,1.5",
                "0,-" + steepness + ",0,1",
                "0,0,0.03,2",
                "0,0,-0.03,1");
        Trajectory trajectory = GradientDescent.fastest().descend(apart.moments(), "y ~ a + b + c - 1");
        BigDecimal square = new BigDecimal(steepness).pow(2);
        // The curvatures are 2/6 · 2 times 1, the square, and 0.0009.
        assertThat(trajectory.stableBelow())
                .isEqualTo(Rational.of(3).over(Rational.of(square)).nearestDouble());
        BigDecimal fastest = BigDecimal.valueOf(3).divide(square.add(new BigDecimal("0.0009")), DIGITS);
        assertThat(new BigDecimal(Double.toString(trajectory.fastest())))
                .isLessThanOrEqualTo(fastest)
                .isGreaterThan(fastest.multiply(new BigDecimal("0.9999999999999995")));
        assertThat(trajectory.iterationsTo(1e-12)).isPresent();
    }
}
