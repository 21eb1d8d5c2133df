package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The digits of Leastline that {@code docs/accuracy.md} shows are those of its results. */
class AccuracyTableTest {
    /** The order of the columns in the table of tools. */
    private static final List<String> SETS = List.of(
            "norris", "pontius", "filip", "longley", "wampler1", "wampler2", "wampler3", "wampler4", "wampler5");

    private static final double MOST_DIGITS = 15;

    static List<NistTest.Truth> truths() {
        return NistTest.truths().toList();
    }

    @ParameterizedTest
    @MethodSource("truths")
    void theDigitsOfEveryFigureAreThoseOfThePage(NistTest.Truth truth) {
        Summary summary = NistTest.summary(truth, BigDecimal::new);
        List<String> digits = new ArrayList<>();
        digits.add(worst(truth.coefficients(), estimates(summary)));
        digits.add(worst(
                truth.errors(),
                summary.coefficients().stream()
                        .mapToDouble(c -> c.stdError().orElseThrow())
                        .toArray()));
        digits.add(worst(truth.residual(), summary.residualStdError().orElseThrow()));
        digits.add(worst(truth.r2(), summary.rSquared().orElseThrow()));
        if (truth.f().equals("-")) {
            assertThat(summary.fStatistic()).isEqualTo(OptionalDouble.empty());
            digits.add("–");
        } else {
            digits.add(worst(truth.f(), summary.fStatistic().orElseThrow()));
        }
        assertThat(AccuracyPage.row(truth.name())).isEqualTo(digits);
    }

    @Test
    void theDigitsOfTheWorstCoefficientAreThoseOfThePage() {
        assertThat(AccuracyPage.row("Leastline")).isEqualTo(worstCoefficients(BigDecimal::new));
    }

    @Test
    void dataRoundedToDoublesReachNoFurtherThanThePageSays() {
        assertThat(AccuracyPage.row("Leastline, given doubles"))
                .isEqualTo(worstCoefficients(text -> new BigDecimal(Double.parseDouble(text))));
    }

    @Test
    void digitsCountTheErrorAndNotItsSign() {
        assertThat(worst("2", 2.0002)).isEqualTo("4.0");
        assertThat(worst("-2 1", -1.9998, 1)).isEqualTo("4.0");
        assertThat(worst("2", 2)).isEqualTo("15");
        assertThat(worst("0", 0)).isEqualTo("15");
        assertThat(worst("0", -1e-3)).isEqualTo("3.0");
        assertThat(worst("2", 7)).isEqualTo("0.0");
    }

    private static List<String> worstCoefficients(Function<String, BigDecimal> number) {
        return SETS.stream()
                .map(name -> truths().stream()
                        .filter(truth -> truth.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(truth -> worst(truth.coefficients(), estimates(NistTest.summary(truth, number))))
                .toList();
    }

    private static double[] estimates(Summary summary) {
        return summary.coefficients().stream()
                .mapToDouble(Coefficient::estimate)
                .toArray();
    }

    /** The least of −log₁₀(|figure − truth|/|truth|), of −log₁₀|figure| where the truth is zero, kept within 0 and 15. */
    private static String worst(String truths, double... figures) {
        double[] digits = new double[figures.length];
        String[] exact = truths.split(" ");
        assertThat(exact).hasSameSizeAs(figures);
        for (int i = 0; i < figures.length; i++) {
            BigDecimal truth = new BigDecimal(exact[i]);
            BigDecimal error = new BigDecimal(figures[i]).subtract(truth).abs();
            if (truth.signum() != 0) {
                error = error.divide(truth.abs(), MathContext.DECIMAL64);
            }
            digits[i] = Math.max(0, Math.min(MOST_DIGITS, -Math.log10(error.doubleValue())));
        }
        double least = Arrays.stream(digits).min().orElseThrow();
        return least == MOST_DIGITS ? "15" : String.format(Locale.ROOT, "%.1f", least);
    }
}
