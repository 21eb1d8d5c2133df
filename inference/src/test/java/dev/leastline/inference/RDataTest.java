package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * R's classic data sets: every figure, rounded as R rounds it, is the one that R prints. The tables are R's output of
 * {@code summary(lm(...))}, as published in many places.
 */
class RDataTest {
    private static final Pattern RESIDUAL =
            Pattern.compile("Residual standard error: (\\S+) on (\\d+) degrees of freedom");
    private static final Pattern R_SQUARED = Pattern.compile("Multiple R-squared: (\\S+), Adjusted R-squared: (\\S+)");
    private static final Pattern F = Pattern.compile("F-statistic: (\\S+) on (\\d+) and (\\d+) DF, p-value: (.+)");

    /** Of a figure below the model's table R shows four significant digits, less zeros at its end. */
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    @Test
    void theDataOfMtcarsHaveTheirKnownSums() {
        Moments mtcars = Examples.moments("mtcars");
        assertThat(mtcars.rows()).isEqualTo(32);
        assertThat(mtcars.columns())
                .containsExactly("mpg", "cyl", "disp", "hp", "drat", "wt", "qsec", "vs", "am", "gear", "carb");
        // R's colMeans(mtcars), times the 32 rows; the first term is the constant.
        double[] means = {
            20.090625, 6.1875, 230.721875, 146.6875, 3.5965625, 3.21725, 17.84875, 0.4375, 0.40625, 3.6875, 2.8125
        };
        for (int i = 0; i < means.length; i++) {
            assertThat(mtcars.sum(mtcars.terms().get(i + 1)))
                    .isEqualByComparingTo(BigDecimal.valueOf(means[i]).multiply(BigDecimal.valueOf(32)));
        }
    }

    @Test
    void distanceOnSpeedOfCars() {
        agrees(Summary.of(Examples.moments("cars"), "dist ~ speed"), """
                (Intercept) -17.5791     6.7584  -2.601   0.0123
                speed         3.9324     0.4155   9.464 1.49e-12

                Residual standard error: 15.38 on 48 degrees of freedom
                Multiple R-squared: 0.6511, Adjusted R-squared: 0.6438
                F-statistic: 89.57 on 1 and 48 DF, p-value: 1.49e-12
                """);
    }

    @Test
    void distanceOnSpeedOfCarsThroughTheOrigin() {
        agrees(Summary.of(Examples.moments("cars"), "dist ~ speed - 1"), """
                speed   2.9091     0.1414   20.58   <2e-16

                Residual standard error: 16.26 on 49 degrees of freedom
                Multiple R-squared: 0.8963, Adjusted R-squared: 0.8942
                F-statistic: 423.5 on 1 and 49 DF, p-value: < 2.2e-16
                """);
    }

    @Test
    void weightOnHeightOfWomen() {
        agrees(Summary.of(Examples.moments("women"), "weight ~ height"), """
                (Intercept) -87.51667    5.93694  -14.74 1.71e-09
                height        3.45000    0.09114   37.85 1.09e-14

                Residual standard error: 1.525 on 13 degrees of freedom
                Multiple R-squared: 0.991, Adjusted R-squared: 0.9903
                F-statistic: 1433 on 1 and 13 DF, p-value: 1.091e-14
                """);
    }

    @Test
    void weightOnHeightAndItsSquareOfWomen() {
        Moments moments = Examples.withSquare("women", "height", "squared");
        agrees(Summary.of(moments, "weight ~ height + squared"), """
                (Intercept) 261.87818   25.19677  10.393 2.36e-07
                height       -7.34832    0.77769  -9.449 6.58e-07
                squared       0.08306    0.00598  13.891 9.32e-09

                Residual standard error: 0.3841 on 12 degrees of freedom
                Multiple R-squared: 0.9995, Adjusted R-squared: 0.9994
                F-statistic: 1.139e+04 on 2 and 12 DF, p-value: < 2.2e-16
                """);
    }

    @Test
    void consumptionOnWeightOfMtcars() {
        agrees(Summary.of(Examples.moments("mtcars"), "mpg ~ wt"), """
                (Intercept)  37.2851     1.8776  19.858  < 2e-16
                wt           -5.3445     0.5591  -9.559 1.29e-10

                Residual standard error: 3.046 on 30 degrees of freedom
                Multiple R-squared: 0.7528, Adjusted R-squared: 0.7446
                F-statistic: 91.38 on 1 and 30 DF, p-value: 1.294e-10
                """);
    }

    @Test
    void consumptionOnWeightOfMtcarsThroughTheOrigin() {
        agrees(Summary.of(Examples.moments("mtcars"), "mpg ~ wt - 1"), """
                wt   5.2916     0.5932   8.921 4.55e-10

                Residual standard error: 11.27 on 31 degrees of freedom
                Multiple R-squared: 0.7197, Adjusted R-squared: 0.7106
                F-statistic: 79.58 on 1 and 31 DF, p-value: 4.553e-10
                """);
    }

    @Test
    void consumptionOnWeightAndPowerOfMtcars() {
        agrees(Summary.of(Examples.moments("mtcars"), "mpg ~ wt + hp"), """
                (Intercept) 37.22727    1.59879  23.285  < 2e-16
                wt          -3.87783    0.63273  -6.129 1.12e-06
                hp          -0.03177    0.00903  -3.519  0.00145

                Residual standard error: 2.593 on 29 degrees of freedom
                Multiple R-squared: 0.8268, Adjusted R-squared: 0.8148
                F-statistic: 69.21 on 2 and 29 DF, p-value: 9.109e-12
                """);
    }

    @Test
    void consumptionOnAllElseOfMtcars() {
        agrees(Summary.of(Examples.moments("mtcars"), "mpg ~ ."), """
                (Intercept) 12.30337   18.71788   0.657   0.5181
                cyl         -0.11144    1.04502  -0.107   0.9161
                disp         0.01334    0.01786   0.747   0.4635
                hp          -0.02148    0.02177  -0.987   0.3350
                drat         0.78711    1.63537   0.481   0.6353
                wt          -3.71530    1.89441  -1.961   0.0633
                qsec         0.82104    0.73084   1.123   0.2739
                vs           0.31776    2.10451   0.151   0.8814
                am           2.52023    2.05665   1.225   0.2340
                gear         0.65541    1.49326   0.439   0.6652
                carb        -0.19942    0.82875  -0.241   0.8122

                Residual standard error: 2.65 on 21 degrees of freedom
                Multiple R-squared: 0.869, Adjusted R-squared: 0.8066
                F-statistic: 13.93 on 10 and 21 DF, p-value: 3.793e-07
                """);
    }

    private static void agrees(Summary summary, String printed) {
        List<String> parts = List.of(printed.split("\n\n"));
        Iterator<Coefficient> coefficients = summary.coefficients().iterator();
        for (String line : parts.get(0).split("\n")) {
            row(coefficients.next(), List.of(line.replace("< ", "<").split(" +")));
        }
        assertThat(coefficients.hasNext()).isFalse();

        Matcher residual = found(RESIDUAL, parts.get(1));
        fourDigits(summary.residualStdError(), residual.group(1));
        assertThat(summary.degreesOfFreedom()).isEqualTo(Long.parseLong(residual.group(2)));
        Matcher rSquared = found(R_SQUARED, parts.get(1));
        fourDigits(summary.rSquared(), rSquared.group(1));
        fourDigits(summary.adjustedRSquared(), rSquared.group(2));
        Matcher f = found(F, parts.get(1));
        fourDigits(summary.fStatistic(), f.group(1));
        assertThat(summary.fNumeratorDegreesOfFreedom()).isEqualTo(Integer.parseInt(f.group(2)));
        assertThat(summary.degreesOfFreedom()).isEqualTo(Long.parseLong(f.group(3)));
        if (f.group(4).startsWith("<")) {
            belowTheLeastShown(summary.fPValue());
        } else {
            fourDigits(summary.fPValue(), f.group(4));
        }
    }

    private static void row(Coefficient coefficient, List<String> printed) {
        assertThat(coefficient.term()).isEqualTo(printed.get(0));
        toTheLastDigit(coefficient.estimate(), printed.get(1));
        toTheLastDigit(coefficient.stdError().orElseThrow(), printed.get(2));
        // printCoefmat rounds t to three decimals before it chooses the digits to show: 37.85531, 37.855, 37.85.
        BigDecimal t = new BigDecimal(coefficient.t().orElseThrow()).setScale(3, RoundingMode.HALF_EVEN);
        toTheLastDigit(t.doubleValue(), printed.get(3));
        if (printed.get(4).startsWith("<")) {
            belowTheLeastShown(coefficient.p());
        } else {
            toTheLastDigit(coefficient.p().orElseThrow(), printed.get(4));
        }
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private static void toTheLastDigit(double figure, String printed) {
        BigDecimal expected = new BigDecimal(printed);
        assertThat(new BigDecimal(figure).setScale(expected.scale(), RoundingMode.HALF_EVEN))
                .isEqualTo(expected);
    }

    private static void fourDigits(OptionalDouble figure, String printed) {
        assertThat(new BigDecimal(figure.orElseThrow()).round(FOUR_DIGITS))
                .isEqualByComparingTo(new BigDecimal(printed));
    }

    /** Below 2⁻⁵² R shows that bound. */
    private static void belowTheLeastShown(OptionalDouble p) {
        assertThat(p.orElseThrow()).isGreaterThan(0).isLessThan(0x1p-52);
    }
}
