package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.moments.Moments;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Intervals, figures that do not exist, and the printed table. */
class SummaryTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void intervalsAreWiderForANewResponseThanForTheMean() {
        Summary summary = Summary.of(Examples.moments("cars"), "dist ~ speed");
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
        Summary summary = Summary.of(Examples.moments("cars"), "dist ~ speed").withConfidence(0.99);
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
        Summary summary = Summary.of(Examples.moments("cars"), "dist ~ 1");
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
        assertThat(SummaryText.lines(Summary.of(Examples.moments("cars"), "dist ~ speed")))
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
