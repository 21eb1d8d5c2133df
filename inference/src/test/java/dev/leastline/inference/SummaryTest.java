package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.moments.Moments;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The summary against what R documents for its classic data sets, and where figures do not exist. */
class SummaryTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    /** Speed and stopping distance of cars: M. Ezekiel, Methods of Correlation Analysis, Wiley 1930 (R's {@code cars}). */
    private static final double[] SPEED = {
        4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17,
        17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25
    };

    private static final double[] DISTANCE = {
        2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40,
        32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85
    };

    /** Height and weight of women: The World Almanac 1975 (R's {@code women}). */
    private static final double[] HEIGHT = {58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72};

    private static final double[] WEIGHT = {115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164};

    @Test
    void carsAgreesWithEveryDigitThatRPrints() {
        Summary summary = Summary.of(Moments.of(SPEED, DISTANCE), "y ~ x");
        Coefficient intercept = summary.coefficients().get(0);
        Coefficient speed = summary.coefficients().get(1);
        assertThat(intercept.estimate()).isEqualTo(-17.5791, within(5e-5));
        assertThat(intercept.stdError()).hasValueCloseTo(6.7584, within(5e-5));
        assertThat(intercept.t()).hasValueCloseTo(-2.601, within(5e-4));
        assertThat(intercept.p()).hasValueCloseTo(0.0123, within(5e-5));
        assertThat(speed.estimate()).isEqualTo(3.9324, within(5e-5));
        assertThat(speed.stdError()).hasValueCloseTo(0.4155, within(5e-5));
        assertThat(speed.t()).hasValueCloseTo(9.464, within(5e-4));
        assertThat(speed.p()).hasValueCloseTo(1.49e-12, within(5e-15));
        assertThat(summary.residualStdError()).hasValueCloseTo(15.38, within(5e-3));
        assertThat(summary.degreesOfFreedom()).isEqualTo(48);
        assertThat(summary.rSquared()).hasValueCloseTo(0.6511, within(5e-5));
        assertThat(summary.adjustedRSquared()).hasValueCloseTo(0.6438, within(5e-5));
        assertThat(summary.fStatistic()).hasValueCloseTo(89.57, within(5e-3));
        assertThat(summary.fNumeratorDegreesOfFreedom()).isEqualTo(1);
        assertThat(summary.fPValue()).hasValueCloseTo(1.49e-12, within(5e-15));
    }

    @Test
    void womenAgreesWithEveryDigitThatRPrints() {
        Summary summary = Summary.of(Moments.of(HEIGHT, WEIGHT), "y ~ x");
        Coefficient intercept = summary.coefficients().get(0);
        Coefficient height = summary.coefficients().get(1);
        assertThat(intercept.estimate()).isEqualTo(-87.51667, within(5e-6));
        assertThat(intercept.stdError()).hasValueCloseTo(5.93694, within(5e-6));
        assertThat(intercept.t()).hasValueCloseTo(-14.74, within(5e-3));
        assertThat(intercept.p()).hasValueCloseTo(1.71e-09, within(5e-12));
        assertThat(height.estimate()).isEqualTo(3.45);
        assertThat(height.stdError()).hasValueCloseTo(0.09114, within(5e-6));
        assertThat(height.t()).hasValueCloseTo(37.85, within(6e-3));
        assertThat(height.p()).hasValueCloseTo(1.09e-14, within(5e-17));
        assertThat(summary.residualStdError()).hasValueCloseTo(1.525, within(5e-4));
        assertThat(summary.rSquared()).hasValueCloseTo(0.991, within(5e-4));
        assertThat(summary.adjustedRSquared()).hasValueCloseTo(0.9903, within(5e-5));
        assertThat(summary.fStatistic()).hasValueCloseTo(1433.0, within(0.5));
        assertThat(summary.fPValue()).hasValueCloseTo(1.091e-14, within(5e-18));
    }

    @Test
    void intervalsAreWiderForANewResponseThanForTheMean() {
        Summary summary = Summary.of(Moments.of(SPEED, DISTANCE), "y ~ x");
        Interval mean = summary.confidenceInterval(10);
        Interval response = summary.predictionInterval(10);
        assertThat(mean.fit()).isEqualTo(21.74499, within(5e-6));
        assertThat(mean.lower()).hasValueCloseTo(15.46192, within(5e-6));
        assertThat(mean.upper()).hasValueCloseTo(28.02807, within(1e-5));
        assertThat(response.lower()).hasValueCloseTo(-9.809601, within(1e-6));
        assertThat(response.upper()).hasValueCloseTo(53.29959, within(1e-5));
    }

    @Test
    void anIntervalOfMoreConfidenceIsWider() {
        Summary summary = Summary.of(Moments.of(SPEED, DISTANCE), "y ~ x").withConfidence(0.99);
        assertThat(summary.coefficients().get(1).lower()).hasValueCloseTo(2.817919, within(5e-7));
        assertThat(summary.coefficients().get(1).upper()).hasValueCloseTo(5.046899, within(5e-7));
        assertThatThrownBy(() -> summary.withConfidence(1))
                .hasMessage("the confidence must lie between 0 and 1, not 1.0");
    }

    @Test
    void aPerfectFitHasNoTestsAndIntervalsOfNoWidth() {
        Summary summary = Summary.of(Moments.of(new double[] {1, 2, 3}, new double[] {3, 5, 7}), "y ~ x");
        assertThat(summary.coefficients().get(1))
                .isEqualTo(new Coefficient(
                        "x", 2, OptionalDouble.of(0), NONE, NONE, OptionalDouble.of(2), OptionalDouble.of(2)));
        assertThat(summary.residualStdError()).hasValue(0);
        assertThat(summary.rSquared()).hasValue(1);
        assertThat(summary.adjustedRSquared()).hasValue(1);
        assertThat(summary.fStatistic()).isEqualTo(NONE);
        assertThat(summary.fPValue()).isEqualTo(NONE);
        assertThat(summary.logLikelihood()).isEqualTo(NONE);
        assertThat(summary.aic()).isEqualTo(NONE);
        assertThat(summary.bic()).isEqualTo(NONE);
    }

    @Test
    void withoutADegreeOfFreedomOnlyTheEstimatesExist() {
        Summary summary = Summary.of(Moments.of(new double[] {1, 2}, new double[] {3, 5}), "y ~ x");
        assertThat(summary.coefficients().get(0))
                .isEqualTo(new Coefficient("(Intercept)", 1, NONE, NONE, NONE, NONE, NONE));
        assertThat(summary.residualStdError()).isEqualTo(NONE);
        assertThat(summary.adjustedRSquared()).isEqualTo(NONE);
        assertThat(summary.fStatistic()).isEqualTo(NONE);
        assertThat(summary.predictionInterval(3)).isEqualTo(new Interval(7, NONE, NONE));
    }

    @Test
    void aMeanAloneHasNoF() {
        Summary summary = Summary.of(Moments.of(SPEED, DISTANCE), "y ~ 1");
        assertThat(summary.fStatistic()).isEqualTo(NONE);
        assertThat(summary.rSquared()).hasValue(0);
        assertThat(summary.coefficients().get(0).estimate()).isEqualTo(42.98);
    }

    @Test
    void varianceInflationIsOneForTermsThatAreNotCorrelated() {
        Moments.Builder builder = Moments.builder("a", "b", "c", "y");
        double[][] rows = {{-1, -1, -1, 3}, {-1, 1, -1, 4}, {1, -1, 1, 1}, {1, 1, 1.5, 5}, {0, 0, 0, 2}};
        for (double[] row : rows) {
            builder.row(row);
        }
        assertThat(Summary.of(builder.build(), "y ~ a + b").varianceInflationFactor(1))
                .isEqualTo(1);
        // R² of c on a: (Σac)²/(Σa²·Σ(c − c̄)²) = 4.5²/(4·5.2), so that 1/(1 − R²) = 20.8/0.55.
        assertThat(Summary.of(builder.build(), "y ~ a + c").varianceInflationFactor(2))
                .isEqualTo(20.8 / 0.55, within(1e-12));
    }

    @Test
    void theTableAlignsAndNamesItsFigures() {
        Moments moments = Moments.builder("speed", "dist").build();
        Moments.Builder builder = Moments.builder("speed", "dist");
        for (int i = 0; i < SPEED.length; i++) {
            builder.row(SPEED[i], DISTANCE[i]);
        }
        assertThat(moments.rows()).isZero();
        assertThat(SummaryText.lines(Summary.of(builder.build(), "dist ~ speed")))
                .containsExactly(
                        "term                    estimate  std. error         t         p  lower 95%  upper 95%",
                        "(Intercept)  -17.579094890510948     6.75844  -2.60106    0.0123   -31.1678   -3.99034",
                        "speed         3.9324087591240877    0.415513   9.46399  1.49e-12    3.09696    4.76785",
                        "",
                        "n = 50, residual standard error 15.3796 on 48 degrees of freedom",
                        "R² = 0.6510793807582509, adjusted R² = 0.643810",
                        "F = 89.5671 on 1 and 48, p = 1.49e-12",
                        "log-likelihood -206.578, AIC 419.157, BIC 424.893");
    }
}
