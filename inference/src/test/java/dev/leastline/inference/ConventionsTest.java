package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import dev.leastline.regression.TooFewRowsException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What weights, a penalty, factors and a missing intercept mean, held against published and hand-made figures. */
class ConventionsTest {
    /** S. Weisberg, Applied Linear Regression, Wiley 1985, table 4.1: a physics experiment. */
    private static Observations physics(double factor) {
        double[] energy = {.345, .287, .251, .225, .207, .186, .161, .132, .084, .060};
        double[] crossSection = {367, 311, 295, 268, 253, 239, 220, 213, 193, 192};
        double[] deviation = {17, 9, 9, 7, 7, 6, 6, 6, 5, 5};
        List<Observations.Row> rows = new ArrayList<>();
        for (int i = 0; i < energy.length; i++) {
            double weight = factor / (deviation[i] * deviation[i]);
            rows.add(new Observations.Row(
                    Map.of(
                            "x", BigDecimal.valueOf(energy[i]),
                            "y", BigDecimal.valueOf(crossSection[i]),
                            "w", new BigDecimal(weight)),
                    Map.of()));
        }
        return new Observations(rows, true);
    }

    @Test
    void weightsAreThoseOfR() {
        // summary(lm(y ~ x, weights = 1/sd^2)) as printed in J. Faraway, Linear Models with R, 6.1.
        Summary summary = Summary.of(physics(1).moments("y ~ x"), "y ~ x");
        Coefficient intercept = summary.coefficients().get(0);
        Coefficient slope = summary.coefficients().get(1);
        assertThat(intercept.estimate()).isEqualTo(148.473, within(5e-4));
        assertThat(intercept.stdError()).hasValueCloseTo(8.079, within(5e-4));
        assertThat(intercept.t()).hasValueCloseTo(18.38, within(5e-3));
        assertThat(intercept.p()).hasValueCloseTo(7.91e-8, within(5e-11));
        assertThat(slope.estimate()).isEqualTo(530.835, within(5e-4));
        assertThat(slope.stdError()).hasValueCloseTo(47.550, within(5e-4));
        assertThat(slope.t()).hasValueCloseTo(11.16, within(5e-3));
        assertThat(slope.p()).hasValueCloseTo(3.71e-6, within(5e-9));
        assertThat(summary.residualStdError()).hasValueCloseTo(1.657, within(5e-4));
        assertThat(summary.degreesOfFreedom()).isEqualTo(8);
        assertThat(summary.rSquared()).hasValueCloseTo(0.9397, within(5e-5));
        assertThat(summary.adjustedRSquared()).hasValueCloseTo(0.9321, within(5e-5));
        assertThat(summary.fStatistic()).hasValueCloseTo(124.6, within(5e-2));
        assertThat(summary.fPValue()).hasValueCloseTo(3.710e-6, within(5e-10));
    }

    @Test
    void likelihoodIsThatOfNormalErrorsWhoseVarianceIsInverseToTheWeight() {
        for (double factor : new double[] {1, 1000}) {
            Observations observations = physics(factor);
            Summary summary = Summary.of(observations.moments("y ~ x"), "y ~ x");
            double n = observations.rows().size();
            double variance = Math.pow(summary.residualStdError().orElseThrow(), 2) * (n - 2) / n;
            double logLikelihood = 0;
            for (Observations.Row row : observations.rows()) {
                double own = variance / row.number("w").doubleValue();
                double error = row.number("y").doubleValue()
                        - summary.model().predict(row.number("x").doubleValue());
                logLikelihood -= (Math.log(2 * Math.PI * own) + error * error / own) / 2;
            }
            assertThat(summary.logLikelihood()).hasValueCloseTo(logLikelihood, within(1e-11));
            assertThat(summary.aic()).hasValueCloseTo(-2 * logLikelihood + 6, within(1e-11));
            assertThat(summary.bic()).hasValueCloseTo(-2 * logLikelihood + 3 * Math.log(n), within(1e-11));
        }
    }

    @Test
    void onlyTheRatiosOfWeightsCountButForTheResidualError() {
        Summary one = Summary.of(physics(1).moments("y ~ x"), "y ~ x");
        Summary four = Summary.of(physics(4).moments("y ~ x"), "y ~ x");
        assertThat(four.coefficients()).isEqualTo(one.coefficients());
        assertThat(four.fStatistic()).isEqualTo(one.fStatistic());
        assertThat(four.adjustedRSquared()).isEqualTo(one.adjustedRSquared());
        assertThat(four.residualStdError()).hasValue(2 * one.residualStdError().orElseThrow());
        assertThat(four.logLikelihood()).hasValueCloseTo(one.logLikelihood().orElseThrow(), within(1e-12));
    }

    @Test
    void rowsOfWeightZeroAreNotThere() {
        String[] counted = {"1,3.5,2,red", "2,4,1,blue", "3,7.25,0.5,red", "4,8,3,blue", "6,11.5,1,red"};
        String[] all = {
            "1,3.5,2,red",
            "2,4,1,blue",
            "100,-7,0,green",
            "3,7.25,0.5,red",
            "4,8,3,blue",
            "5,1e9,0.0,red",
            "6,11.5,1,red"
        };
        String formula = "y ~ x + C(G)";
        Moments without = Observations.parse("x,y,w,G", counted).moments(formula);
        Moments with = Observations.parse("x,y,w,G", all).moments(formula);
        assertThat(with).isEqualTo(without);
        assertThat(SummaryText.lines(Summary.of(with, formula)))
                .isEqualTo(SummaryText.lines(Summary.of(without, formula)));
        assertThat(SummaryText.figures(Summary.of(with, formula))).containsEntry("weighted by", "w");
        assertThat(Summary.of(with, formula).degreesOfFreedom()).isEqualTo(2);
        String[] one = {"1,3.5,2,red", "2,4,0,blue"};
        assertThatThrownBy(() -> Summary.of(Observations.parse("x,y,w,G", one).moments("y ~ x"), "y ~ x"))
                .isInstanceOf(TooFewRowsException.class);
    }

    @Test
    void withoutAnInterceptSquaresAreAboutZero() {
        // θ = Σxy/Σx² = 13/14, RSS = 14 − 169/14 = 27/14.
        Summary summary =
                Summary.of(Observations.parse("x,y", "1,1", "2,3", "3,2").moments("y ~ x - 1"), "y ~ x - 1");
        assertThat(summary.rSquared()).hasValue(169.0 / 196);
        assertThat(summary.adjustedRSquared()).hasValueCloseTo(1 - 27 / 28.0 / (14 / 3.0), within(1e-15));
        assertThat(summary.fStatistic()).hasValueCloseTo(169 / 14.0 / (27 / 28.0), within(1e-14));
        assertThat(summary.varianceInflationFactor(0)).isEqualTo(1);
    }

    private static final Observations GROUPS = Observations.parse(
            "x,y,w,G",
            "1,2,1,b",
            "2,3.5,2,a",
            "3,9,0.5,c",
            "4,1.25,1,a",
            "5,-2,3,b",
            "7,4,1,c",
            "8,0.5,1,b",
            "9,6,2.5,a",
            "11,2,1,c");

    private static Observations group(String level) {
        return new Observations(
                GROUPS.rows().stream()
                        .filter(row -> row.text("G").equals(level))
                        .toList(),
                GROUPS.weighted());
    }

    private static LinearModel fit(Observations observations, String formula) {
        return LeastSquares.fit(observations.moments(formula), formula);
    }

    @Test
    void coefficientsOfAFactorAreMeansAndTheirDifferences() {
        for (boolean weighted : new boolean[] {false, true}) {
            LinearModel means = fit(new Observations(GROUPS.rows(), weighted), "y ~ C(G) - 1");
            LinearModel differences = fit(new Observations(GROUPS.rows(), weighted), "y ~ C(G)");
            double a = weighted ? (2 * 3.5 + 1.25 + 2.5 * 6) / 5.5 : 10.75 / 3;
            double b = weighted ? (2 - 6 + 0.5) / 5 : 0.5 / 3;
            double c = weighted ? (4.5 + 4 + 2) / 2.5 : 5;
            assertThat(means.byTerm().keySet()).containsExactly("C(G)[a]", "C(G)[b]", "C(G)[c]");
            assertThat(means.coefficients()).containsExactly(new double[] {a, b, c}, within(1e-15));
            assertThat(differences.byTerm().keySet()).containsExactly("(Intercept)", "C(G)[b]", "C(G)[c]");
            assertThat(differences.coefficients()).containsExactly(new double[] {a, b - a, c - a}, within(2e-15));
        }
    }

    @Test
    void aFullInteractionIsARegressionForEachGroup() {
        LinearModel whole = fit(GROUPS, "y ~ C(G) + x:C(G) - 1");
        MeanSquaredError bowl = MeanSquaredError.of(GROUPS.moments("y ~ x*C(G)"), "y ~ x*C(G)");
        Ratio sum = Ratio.ZERO;
        for (String level : List.of("a", "b", "c")) {
            LinearModel alone = fit(group(level), "y ~ x");
            assertThat(whole.coefficient("C(G)[" + level + "]")).isEqualTo(alone.intercept());
            assertThat(whole.coefficient("x:C(G)[" + level + "]")).isEqualTo(alone.coefficient("x"));
            Ratio residuals = ExactFit.of(group(level), Formula.parse("y ~ x")).residuals;
            sum = sum.plus(residuals);
        }
        assertThat(bowl.residualSumOfSquares().numerator()).isEqualTo(sum.over());
        assertThat(bowl.residualSumOfSquares().denominator()).isEqualTo(sum.under());
        assertThat(LeastSquares.fit(bowl).coefficient("x"))
                .isEqualTo(fit(group("a"), "y ~ x").coefficient("x"));
    }

    @Test
    void aModelOfALogarithmIsOneOfTheLogarithmsDoubles() {
        Observations observations = Observations.parse("x,y", "1,2", "2,3.5", "3,9", "5,30");
        List<Observations.Row> logarithms = observations.rows().stream()
                .map(row -> new Observations.Row(
                        Map.of(
                                "x",
                                row.number("x"),
                                "y",
                                new BigDecimal(StrictMath.log(row.number("y").doubleValue()))),
                        Map.of()))
                .toList();
        assertThat(fit(observations, "log(y) ~ x").coefficients())
                .isEqualTo(fit(new Observations(logarithms, false), "y ~ x").coefficients());
    }

    @Test
    void aPenaltyMeansTheSameInAnyUnit() {
        Observations grams = Observations.parse("x,z,y", "1,3,2", "2,5,3.5", "3,1,9", "5,2,30");
        Observations kilograms = Observations.parse("x,z,y", "0.001,3,2", "0.002,5,3.5", "0.003,1,9", "0.005,2,30");
        for (String formula : List.of("y ~ x + z", "y ~ x + z - 1")) {
            BigDecimal ridge = new BigDecimal("0.75");
            MeanSquaredError one = MeanSquaredError.of(grams.moments(formula), Formula.parse(formula), ridge);
            MeanSquaredError other = MeanSquaredError.of(kilograms.moments(formula), Formula.parse(formula), ridge);
            assertThat(one.minimum()).isEqualTo(other.minimum());
            assertThat(LeastSquares.fit(one).coefficient("z"))
                    .isEqualTo(LeastSquares.fit(other).coefficient("z"));
        }
    }

    /** R's longley in its own units: {@code y} is the deflator. */
    private static Observations longley() throws IOException {
        try (InputStream stream = ConventionsTest.class.getResourceAsStream("/nist/longley.csv")) {
            String[] lines =
                    new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).split("\n");
            List<String> marked = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                StringBuilder marks = new StringBuilder(lines[i].strip());
                for (int j = 1; j < lines.length; j++) {
                    marks.append(i == j ? ",1" : ",0");
                }
                marked.add(marks.toString());
            }
            StringBuilder header = new StringBuilder("employed,y,gnp,unemployed,army,population,year");
            for (int i = 1; i < lines.length; i++) {
                header.append(",row").append(i);
            }
            return Observations.parse(header.toString(), marked.toArray(new String[0]));
        }
    }

    /** RSS/(n − Σd²/(d² + λ))²: the sum is how much each row's own response moves its fit, without the intercept. */
    private static double crossValidation(Observations longley, String ridge) {
        String terms = "gnp + unemployed + army + population + year + employed";
        double n = longley.rows().size();
        double freedom = n + 1;
        for (Observations.Row row : longley.rows()) {
            String own = row.numbers().keySet().stream()
                    .filter(name -> name.startsWith("row") && row.number(name).signum() > 0)
                    .findFirst()
                    .orElseThrow();
            String formula = own + " ~ " + terms;
            MeanSquaredError bowl =
                    MeanSquaredError.of(longley.moments(formula), Formula.parse(formula), new BigDecimal(ridge));
            double[] values = bowl.formula().predictors().stream()
                    .mapToDouble(term -> row.value(term).doubleValue())
                    .toArray();
            freedom -= LeastSquares.fit(bowl).predict(values);
        }
        MeanSquaredError bowl = MeanSquaredError.of(
                longley.moments("y ~ " + terms), Formula.parse("y ~ " + terms), new BigDecimal(ridge));
        return bowl.residualSumOfSquares().nearestDouble() / (freedom * freedom);
    }

    @Test
    void aPenaltyIsThatOfLmRidge() throws IOException {
        // select(lm.ridge(y ~ ., longley, lambda = seq(0, 0.1, 0.0001))) of R says "smallest value of GCV at 0.0057".
        Observations longley = longley();
        double least = crossValidation(longley, "0.0057");
        assertThat(least)
                .isLessThan(crossValidation(longley, "0.0056"))
                .isLessThan(crossValidation(longley, "0.0058"))
                .isLessThan(crossValidation(longley, "0"))
                .isLessThan(crossValidation(longley, "0.1"));
    }
}
