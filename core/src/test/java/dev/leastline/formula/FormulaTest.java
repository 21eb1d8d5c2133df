package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static List<String> names(Formula formula) {
        return formula.terms().stream().map(Term::name).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ x            | y ~ x",
                "y~x              | y ~ x",
                "  y\t~  x  +z    | y ~ x + z",
                "y ~ + x          | y ~ x",
                "y ~ x + 1        | y ~ x",
                "y ~ 1 + x        | y ~ x",
                "y ~ 1            | y ~ 1",
                "y ~ x - 1        | y ~ x - 1",
                "y ~ -1 + x       | y ~ x - 1",
                "y ~ 0 + x        | y ~ x - 1",
                "y ~ x + 0        | y ~ x - 1",
                "y ~ x - 0        | y ~ x",
                "y ~ x - 1 + 1    | y ~ x",
                "y ~ x - 1 - 0    | y ~ x",
                "y ~ x + x + z + x| y ~ x + z",
                "y ~ x - x        | y ~ 1",
                "y ~ a + b - a    | y ~ b",
                "y ~ a - b        | y ~ a",
                "y ~ a - a + a    | y ~ a",
                "y ~ b + a - b + b| y ~ a + b",
                "y ~ `x`          | y ~ x",
                "`y` ~ `a b` - 1  | y ~ `a b` - 1",
                "y ~ `a``b`       | y ~ `a``b`",
                "y ~ ````         | y ~ ````",
                "y ~ `1` + `0`    | y ~ `1` + `0`",
                "y ~ `.`          | y ~ `.`",
                "y ~ `1e5` + `2.` | y ~ `1e5` + `2.`",
                "y ~ x.1 + ..     | y ~ x.1 + ..",
                "y ~ .x + _ + x2  | y ~ .x + _ + x2",
                "y ~ 2x + 1e5x    | y ~ 2x + 1e5x",
                "größe ~ año+π    | größe ~ año + π",
                "身長 ~ 体重       | 身長 ~ 体重",
                "कीमत ~ क्षेत्र     | कीमत ~ क्षेत्र",
                "y ~ 𝐱            | y ~ 𝐱",
                "y ~ é           | y ~ é",
                "y ~ `(Intercept)`| y ~ `(Intercept)`",
                "y ~ .            | y ~ .",
                "y ~ . - 1        | y ~ . - 1",
                "y ~ . + 0        | y ~ . - 1",
                "y ~ -1 + .       | y ~ -1 + .",
                "y ~ . - `a b`    | y ~ . - `a b`",
                "y ~ x + . - z    | y ~ x + . - z"
            })
    void readsAndWritesCanonically(String text, String canonical) {
        Formula formula = Formula.parse(text);
        assertThat(formula).hasToString(canonical);
        assertThat(Formula.parse(formula.toString())).isEqualTo(formula).hasSameHashCodeAs(formula);
    }

    @Test
    void blanksOfAnyKindSeparate() {
        assertThat(Formula.parse("\ty\n~\r\n  x\u2003+ z \n")).isEqualTo(Formula.parse("y ~ x + z"));
        assertThat(fault("  ")).hasMessage("formula '  ', character 3: the response, a column name is missing");
    }

    @Test
    void knowsResponseTermsAndColumns() {
        Formula formula = Formula.parse("y ~ b + a");
        assertThat(formula.response()).isEqualTo(Term.column("y"));
        assertThat(formula.predictors()).containsExactly(Term.column("b"), Term.column("a"));
        assertThat(formula.hasIntercept()).isTrue();
        assertThat(formula.terms()).containsExactly(Term.CONSTANT, Term.column("b"), Term.column("a"));
        assertThat(formula.columns()).containsExactly("y", "b", "a");
        assertThat(formula.hasDot()).isFalse();
        assertThat(formula.expand(List.of("q"))).isSameAs(formula);
        assertThat(names(Formula.parse("y ~ b - 1"))).containsExactly("b");
        assertThat(names(Formula.parse("y ~ 1"))).containsExactly("(Intercept)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ .             | y ~ a + b + `c d`",
                "y ~ . - 1         | y ~ a + b + `c d` - 1",
                "y ~ . - b         | y ~ a + `c d`",
                "y ~ -b + .        | y ~ a + b + `c d`",
                "y ~ b + .         | y ~ b + a + `c d`",
                "y ~ . - . + b     | y ~ b",
                "b ~ . - `c d` + 0 | b ~ y + a - 1",
                "q ~ .             | q ~ y + a + b + `c d`"
            })
    void dotIsEveryColumnNotOnTheLeft(String text, String expanded) {
        Formula formula = Formula.parse(text);
        assertThat(formula.hasDot()).isTrue();
        Formula explicit = formula.expand(List.of("y", "a", "b", "c d"));
        assertThat(explicit).hasToString(expanded).isEqualTo(Formula.parse(expanded));
        assertThat(explicit.hasDot()).isFalse();
        assertThat(explicit.columns()).startsWith(explicit.response().columns().get(0));
    }

    @Test
    void dotMayLeaveNothing() {
        assertThatThrownBy(() -> Formula.parse("y ~ . - 1").expand(List.of("y")))
                .isInstanceOf(FormulaException.class)
                .hasMessage("formula 'y ~ . - 1', character 10: no term is left on the right side");
    }

    @Test
    void dotTakesColumnsOfAnyNameAndStillReadsBack() {
        Formula expanded = Formula.parse("y ~ .").expand(List.of("1", ".", "a`b", "(Intercept)", "y"));
        assertThat(expanded).hasToString("y ~ `1` + `.` + `a``b` + `(Intercept)`");
        assertThat(Formula.parse(expanded.toString())).isEqualTo(expanded);
        assertThat(expanded.hasIntercept()).isTrue();
    }

    @Test
    void anyColumnNameSurvivesItsCanonicalName() {
        Random random = new Random(1);
        int[] alphabet = {'a', 'Z', '1', '9', '.', '_', '`', ' ', '~', '+', '-', 'e', 'E', 0xE9, 0x301, 0x1D431, '\n'};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder column = new StringBuilder();
            for (int length = 1 + random.nextInt(5); length > 0; length--) {
                column.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            Term term = Term.column(column.toString());
            Formula formula = Formula.parse("response ~ " + term.name());
            assertThat(formula.predictors()).as(term.name()).containsExactly(term);
        }
    }

    @Test
    void equalityLooksAtMeaning() {
        assertThat(Formula.parse("y ~ x")).isEqualTo(Formula.parse("y ~ 1 + `x`"));
        assertThat(Formula.parse("y ~ x")).isNotEqualTo(Formula.parse("y ~ x - 1"));
        assertThat(Formula.parse("y ~ x")).isNotEqualTo(Formula.parse("z ~ x"));
        assertThat(Formula.parse("y ~ a + b")).isNotEqualTo(Formula.parse("y ~ b + a"));
        assertThat(Formula.parse("y ~ .")).isNotEqualTo(Formula.parse("y ~ 1"));
        assertThat(Formula.parse("y ~ . - a")).isNotEqualTo(Formula.parse("y ~ . - b"));
    }

    @Test
    void termsAreTheSameWhenTheirNamesAre() {
        assertThat(Term.CONSTANT.name()).isEqualTo("(Intercept)");
        assertThat(Term.CONSTANT.columns()).isEmpty();
        assertThat(Term.column("(Intercept)")).isNotEqualTo(Term.CONSTANT);
        assertThat(Term.column("(Intercept)").name()).isEqualTo("`(Intercept)`");
        assertThat(Term.column("a`b").name()).isEqualTo("`a``b`");
        assertThat(Term.column("speed"))
                .isEqualTo(Formula.parse("y ~ speed").predictors().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '"',
            value = {
                "|1|the response, a column name is missing",
                "~ x|1|the response is missing before '~'",
                "  ~ x|3|the response is missing before '~'",
                "y|2|expected '~' and the terms",
                "y |3|expected '~' and the terms",
                "y x|3|unexpected 'x'; expected '~'",
                "y = x|3|unexpected '='; expected '~'",
                "a + b ~ x|3|unexpected '+'; expected '~'",
                "1 ~ x|1|the response must be a column, not '1'",
                " 2.5 ~ x|2|the response must be a column, not '2.5'",
                ". ~ x|1|the response must be a column, not '.'",
                "+y ~ x|1|unexpected '+'; expected the response, a column name",
                "y ~|4|a term is missing",
                "y ~ |5|a term is missing",
                "y ~ x +|8|a term is missing",
                "y ~ x - |9|a term is missing",
                "y ~ + |7|a term is missing",
                "y ~ + + x|7|unexpected '+'; expected a term",
                "y ~ ~ x|5|unexpected '~'; expected a term",
                "y ~ x ~ z|7|unexpected '~'; expected '+', '-' or the end",
                "y ~ x z|7|unexpected 'z'; expected '+', '-' or the end",
                "y ~ x, z|6|unexpected ','; expected '+', '-' or the end",
                "y ~ 😀|5|unexpected '😀'; expected a term",
                "y ~ 2|5|'2' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "y ~ x + 1e5|9|'1e5' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "y ~ 1.|5|'1.' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "y ~ .5|5|'.5' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "y ~ 00|5|'00' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "y ~ x + y|9|the response 'y' cannot explain itself",
                "y ~ x + `y`|9|the response 'y' cannot explain itself",
                "y ~ . - y|9|the response 'y' cannot explain itself",
                "y ~ `x|5|this backtick is never closed",
                "y ~ `x``|5|this backtick is never closed",
                "`y ~ x|1|this backtick is never closed",
                "y ~ ``|5|the name between the backticks is empty",
                "y ~ 0|6|no term is left on the right side",
                "y ~ -1|7|no term is left on the right side",
                "y ~ x - x - 1|14|no term is left on the right side"
            })
    void whatCannotBeReadIsShownWithItsPlace(String given, int character, String problem) {
        String text = given == null ? "" : given;
        FormulaException fault = fault(text);
        assertThat(fault).hasMessage("formula '" + text + "', character " + character + ": " + problem);
        assertThat(fault.formula()).isEqualTo(text);
        assertThat(fault.position()).isEqualTo(character - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```` ~ x", "y ~ ``x`", "y ~ x `z`"})
    void backticksDoNotGlue(String text) {
        if (text.startsWith("````")) {
            assertThat(Formula.parse(text).columns()).containsExactly("`", "x");
        } else {
            assertThat(fault(text)).hasMessageContaining("formula '" + text + "', character ");
        }
    }

    private static FormulaException fault(String text) {
        try {
            throw new AssertionError("was read as " + Formula.parse(text));
        } catch (FormulaException e) {
            return e;
        }
    }
}
