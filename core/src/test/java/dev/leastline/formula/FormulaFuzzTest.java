package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, it is read or refused: with a FormulaException, soon, and never otherwise. */
class FormulaFuzzTest {
    private static final String[] TOKENS = {
        "y",
        "x",
        "a",
        "b",
        "x",
        "a",
        ".",
        "1",
        "0",
        "2",
        "20",
        "~",
        "+",
        "-",
        "*",
        ":",
        "^",
        "^2",
        "(",
        ")",
        "(",
        ")",
        "log(",
        "exp(x)",
        "I(",
        "C(",
        "C(f)",
        "C(g)",
        "C(f)[",
        "]",
        "[b]",
        ", base = ",
        "\"",
        "'",
        "`",
        "b\"",
        " ",
        "\n",
        "😀",
        "\0",
        "\uD83D",
        "x^20",
        "sqrt(a)",
        "Intercept",
        ","
    };
    private final Random random = new Random(9);

    private String soup() {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "y ~ ");
        for (int length = random.nextInt(14); length > 0; length--) {
            text.append(TOKENS[random.nextInt(TOKENS.length)]);
        }
        return text.toString();
    }

    /** A sum that is likely to be well-formed. */
    private String sum(int depth) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            for (int factors = 1 + random.nextInt(3); factors > 0; factors--) {
                String[] atoms = {"a", "b", "x", ".", "log(a)", "C(f)", "C(f)[b]", "I(a*b)", "C(g)['b c']", "x^3", "`1`"
                };
                text.append(
                        depth > 0 && random.nextInt(4) == 0
                                ? "(" + sum(depth - 1) + ")"
                                        + (random.nextBoolean() ? "^" + (1 + random.nextInt(3)) : "")
                                : atoms[random.nextInt(atoms.length)]);
                text.append(factors == 1 ? "" : random.nextBoolean() ? ":" : "*");
            }
            text.append(parts == 1 ? "" : random.nextInt(3) == 0 ? " - " : " + ");
        }
        return text.toString();
    }

    private static boolean readsBack(String text) {
        Formula formula;
        try {
            formula = Formula.parse(text);
        } catch (FormulaException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cc}]");
            return false;
        }
        assertReadsBack(formula);
        try {
            Formula expanded = formula.expand(List.of("y", "a", "x", "p q"));
            assertThat(expanded.hasDot()).isFalse();
            assertReadsBack(expanded);
            assertReadsBack(expanded.expand(List.of("never", "seen")));
        } catch (FormulaException e) {
            assertThat(formula.hasDot()).isTrue();
        }
        return true;
    }

    private static void assertReadsBack(Formula formula) {
        Formula again = Formula.parse(formula.toString());
        assertThat(again).as(formula.toString()).isEqualTo(formula).hasSameHashCodeAs(formula);
        assertThat(again).hasToString(formula.toString());
        assertThat(again.terms()).isEqualTo(formula.terms());
        assertThat(again.accumulated()).isEqualTo(formula.accumulated());
    }

    @Test
    void soupOfTokens() {
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            read += readsBack(soup()) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(2000);
    }

    @Test
    void formulasNearlyAlwaysWellFormed() {
        int read = 0;
        for (int i = 0; i < 4_000; i++) {
            read += readsBack("y ~ " + sum(random.nextInt(20) == 0 ? 2 : 1)) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(2000);
    }

    @Test
    void soupOfTermsAndLists() {
        for (int i = 0; i < 50_000; i++) {
            String text = soup();
            try {
                Term term = Term.parse(text);
                assertThat(Term.parse(term.name())).isEqualTo(term);
            } catch (FormulaException e) {
                assertThat(e.formula()).isEqualTo(text);
            }
            try {
                assertThat(Term.parseList(text).terms(List.of("x", "z"))).doesNotHaveDuplicates();
            } catch (FormulaException e) {
                assertThat(e.formula()).isEqualTo(text);
            }
        }
    }

    private static String names(int count, String separator) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).collect(Collectors.joining(separator));
    }

    private static void assertRefusedSoon(String text, String problem) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> Formula.parse(text))
                .isInstanceOf(FormulaException.class)
                .hasMessageContaining(problem));
    }

    @Test
    void tooManyTermsAreRefusedSoon() {
        assertThat(Formula.parse("y ~ " + names(5000, " + ")).predictors()).hasSize(5000);
        assertThat(Formula.parse("y ~ (" + names(99, " + ") + ")^2").predictors())
                .hasSize(99 * 100 / 2);
        assertRefusedSoon(
                "y ~ (" + names(100, " + ") + ")^2", "character 5: the formula stands for more than 5000 terms");
        assertRefusedSoon("y ~ (" + names(40, " + ") + ")^20", "more than 5000 terms");
        assertRefusedSoon("y ~ x + " + names(13, "*"), "character 9: the formula stands for more than 5000 terms");
        assertRefusedSoon("y ~ ((((a+b+c+d+e)^5)^20)^20)", "the formula stands for more than 50000 products");
        assertRefusedSoon("y ~ (" + names(600, "+") + "):(" + names(600, "+") + ")", "more than 50000 products");
        assertThatThrownBy(() -> Formula.parse("y ~ (.)^2")
                        .expand(List.of(names(101, ",").split(","))))
                .isInstanceOf(FormulaException.class)
                .hasMessageEndingWith("the formula stands for more than 5000 terms");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 1000, 100_000})
    void deepNestingIsRefused(int depth) {
        assertThat(Formula.parse("y ~ " + "(".repeat(100) + "x" + ")".repeat(100)))
                .hasToString("y ~ x");
        assertRefusedSoon("y ~ " + "(".repeat(depth) + "x" + ")".repeat(depth), "more than 100 parentheses");
        assertRefusedSoon("y ~ " + "I(".repeat(depth) + "x" + ")".repeat(depth), "more than 100 parentheses");
        assertRefusedSoon("y ~ " + "(a:".repeat(depth) + "x" + ")".repeat(depth), "more than 100 parentheses");
        if (depth > 200) {
            assertRefusedSoon("y ~ x" + ":x".repeat(depth), "a product of more than 200 factors");
            assertRefusedSoon("y ~ x" + "*.".repeat(depth), "a product of more than 200 factors");
        }
    }
}
