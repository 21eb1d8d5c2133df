package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which levels of factors get a coefficient, case by case. */
class ContrastsTest {
    private static final Map<String, List<String>> LEVELS = Map.of(
            "f",
            List.of("c", "a", "b"),
            "g",
            List.of("p", "q"),
            "h",
            List.of("u", "v"),
            "one",
            List.of("only"),
            "none",
            List.of(),
            "years",
            List.of("10", "9", "x", "-1.5", "9.0", "A", ".5", ""));

    private static String names(Formula formula) {
        return String.join(" ", formula.terms().stream().map(Term::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "C(f)                    | (Intercept) C(f)[b] C(f)[c]",
                "C(f) - 1                | C(f)[a] C(f)[b] C(f)[c]",
                "C(f) + C(g) - 1         | C(f)[a] C(f)[b] C(f)[c] C(g)[q]",
                "C(g) + C(f) - 1         | C(g)[p] C(g)[q] C(f)[b] C(f)[c]",
                "x + C(g)                | (Intercept) x C(g)[q]",
                "C(g) + x                | (Intercept) C(g)[q] x",
                "x + C(g) - 1            | x C(g)[p] C(g)[q]",
                "x:C(f)                  | (Intercept) x:C(f)[a] x:C(f)[b] x:C(f)[c]",
                "x:C(f) - 1              | x:C(f)[a] x:C(f)[b] x:C(f)[c]",
                "x*C(f)                  | (Intercept) x C(f)[b] C(f)[c] x:C(f)[b] x:C(f)[c]",
                "C(g)*x - 1              | C(g)[p] C(g)[q] x x:C(g)[q]",
                "x + x:C(g) - 1          | x x:C(g)[q]",
                "x^2 + x:C(g)            | (Intercept) x^2 x:C(g)[p] x:C(g)[q]",
                "x:z + x:C(g)            | (Intercept) x:z x:C(g)[p] x:C(g)[q]",
                "C(g) + x:C(g)           | (Intercept) C(g)[q] x:C(g)[p] x:C(g)[q]",
                "C(f)*C(g)               | (Intercept) C(f)[b] C(f)[c] C(g)[q] C(f)[b]:C(g)[q] C(f)[c]:C(g)[q]",
                "C(f) + C(f):C(g)        | (Intercept) C(f)[b] C(f)[c] C(f)[a]:C(g)[q] C(f)[b]:C(g)[q] C(f)[c]:C(g)[q]",
                "C(f):C(g) + C(g)        | (Intercept) C(f)[b]:C(g)[p] C(f)[c]:C(g)[p] C(f)[b]:C(g)[q] C(f)[c]:C(g)[q] C(g)[q]",
                "C(f):C(g)               | (Intercept) C(f)[b]:C(g)[p] C(f)[c]:C(g)[p] C(f)[a]:C(g)[q] C(f)[b]:C(g)[q] C(f)[c]:C(g)[q]",
                "C(g):C(h) - 1           | C(g)[p]:C(h)[u] C(g)[q]:C(h)[u] C(g)[p]:C(h)[v] C(g)[q]:C(h)[v]",
                "C(g) + C(h) + C(g):C(h) - 1 | C(g)[p] C(g)[q] C(h)[v] C(g)[q]:C(h)[v]",
                "C(g) + C(g):C(h):x      | (Intercept) C(g)[q] x:C(g)[p]:C(h)[u] x:C(g)[q]:C(h)[u] x:C(g)[p]:C(h)[v] x:C(g)[q]:C(h)[v]",
                "C(f, base = \"c\")      | (Intercept) C(f)[a] C(f)[b]",
                "C(f, base = b):C(g)     | (Intercept) C(f)[a]:C(g)[p] C(f)[c]:C(g)[p] C(f)[a]:C(g)[q] C(f)[b]:C(g)[q] C(f)[c]:C(g)[q]",
                "C(f, base = b) - 1      | C(f)[a] C(f)[b] C(f)[c]",
                "C(f) - C(f)[b]          | (Intercept) C(f)[c]",
                "C(f) - C(f)[a]          | (Intercept) C(f)[b] C(f)[c]",
                "C(f) - C(f)[zzz]        | (Intercept) C(f)[b] C(f)[c]",
                "C(f) - C(f)[b] - 1      | C(f)[a] C(f)[c]",
                "C(f)*C(g) - C(f)[b]:C(g)[q] | (Intercept) C(f)[b] C(f)[c] C(g)[q] C(f)[c]:C(g)[q]",
                "C(f)[b] + C(f)[zzz]     | (Intercept) C(f)[b] C(f)[zzz]",
                "C(f)[b] + C(g)          | (Intercept) C(f)[b] C(g)[q]",
                "C(f)[b] + C(f)          | (Intercept) C(f)[b] C(f)[c]",
                "C(f)[a] + C(f)          | (Intercept) C(f)[b] C(f)[c]",
                "C(f)[b]:C(g)            | (Intercept) C(f)[b]:C(g)[p] C(f)[b]:C(g)[q]",
                "C(f) + C(f)[b]:C(g)     | (Intercept) C(f)[b] C(f)[c] C(f)[b]:C(g)[q]",
                "C(g) + C(f)[b]:C(g)     | (Intercept) C(g)[q] C(f)[b]:C(g)[p] C(f)[b]:C(g)[q]",
                "C(f)[b] + C(f)[b]:C(g)  | (Intercept) C(f)[b] C(f)[b]:C(g)[q]",
                "C(f)[b]:C(f)            | (Intercept) C(f)[b]",
                "x:C(one)                | (Intercept) x:C(one)[only]",
                "C(one) - 1              | C(one)[only]",
                "C(g):C(one)             | (Intercept) C(g)[q]:C(one)[only]",
                "C(years) - 1            | C(years)[\"-1.5\"] C(years)[.5] C(years)[9] C(years)[9.0] C(years)[10] C(years)[\"\"] C(years)[A] C(years)[x]"
            })
    void columns(String right, String expected) {
        Formula formula = Formula.parse("y ~ " + right);
        Formula expanded = formula.withLevels(LEVELS);
        assertThat(names(expanded)).isEqualTo(expected);
        assertThat(expanded.withLevels(LEVELS)).isEqualTo(expanded).hasSameHashCodeAs(expanded);
        assertThat(expanded.accumulated()).isEqualTo(formula.accumulated());
        assertThat(expanded).hasToString(formula.toString());
        assertThat(expanded.needsLevels()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "C(one)          | factor 'C(one)' has only one level, 'only': it cannot be told from the intercept; leave it out",
                "x*C(one)        | factor 'C(one)' has only one level, 'only': it cannot be told from the intercept; leave it out",
                "x + x:C(one) - 1| factor 'C(one)' has only one level, 'only': it cannot be told from the other terms; leave it out",
                "C(none)         | factor 'C(none)' has no level",
                "C(none) - 1     | factor 'C(none)' has no level",
                "x:C(unknown)    | factor 'C(unknown)' has no level",
                "C(f, base = \"A\") | 'C(f, base = \"A\")': there is no such level; did you mean 'a'? there are a, b, c",
                "C(f, base = A) - 1 | 'C(f, base = \"A\")': there is no such level; did you mean 'a'? there are a, b, c"
            })
    void levelsThatAreMissing(String right, String message) {
        Formula formula = Formula.parse("y ~ " + right);
        assertThatThrownBy(() -> formula.withLevels(LEVELS))
                .isInstanceOf(MissingTermException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x + C(f)[A]                    | 'C(f)[A]': there is no such level; did you mean 'a'? there are c, a, b",
                "C(f) + C(f)[b]:C(g)[pq]        | 'C(g)[pq]': there is no such level; did you mean 'p'? there are p, q",
                "C(g) - C(g)[r]                 | 'C(g)[r]': there is no such level; there are p, q",
                "C(f)*C(g) - C(f)[a]:C(g)[typo] | 'C(g)[typo]': there is no such level; there are p, q",
                "x:C(f) - x:C(f)[typo]          | 'C(f)[typo]': there is no such level; there are c, a, b",
                "C(one) - C(one)[onyl]          | 'C(one)[onyl]': there is no such level; did you mean 'only'? there are only"
            })
    void levelsNamedMustBeThere(String right, String message) {
        Formula formula = Formula.parse("y ~ " + right);
        assertThatThrownBy(() -> formula.requireLevels(LEVELS))
                .isInstanceOf(MissingTermException.class)
                .hasMessage(message);
    }

    @Test
    void removalsOfLevelsThatSomeRowsLackAreDroppedForThem() {
        Formula formula = Formula.parse("y ~ C(f) - C(f)[a] - C(f)[z] - 1");
        assertThat(formula.forLevels(LEVELS)).hasToString("y ~ C(f) - C(f)[a] - 1");
        assertThat(formula.forLevels(Map.of("f", List.of("a", "z")))).isSameAs(formula);
    }

    @Test
    void aMissingBaseAmongManyLevelsListsTwenty() {
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "l" + i + "\n").toList();
        assertThatThrownBy(() -> Formula.parse("y ~ C(f, base = no)").withLevels(Map.of("f", many)))
                .hasMessageStartingWith("'C(f, base = \"no\")': there is no such level; there are l0 , l1 , l10 , ")
                .hasMessageEndingWith(" and 10 more");
    }

    @Test
    void tooManyCombinationsOfLevelsAreRefused() {
        List<String> hundred = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
        Map<String, List<String>> levels = Map.of("f", hundred, "g", hundred, "h", hundred);
        assertThat(Formula.parse("y ~ C(f) + C(g) + C(h)").withLevels(levels).terms())
                .hasSize(298);
        assertThatThrownBy(() -> Formula.parse("y ~ C(f):C(g):C(h)").withLevels(levels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'C(f):C(g):C(h)' stands for more than 5000 combinations of levels");
    }

    @Test
    void withoutFactorsThereIsNothingToDo() {
        Formula formula = Formula.parse("y ~ x + C(f)[b]");
        assertThat(formula.needsLevels()).isFalse();
        assertThat(formula.withLevels(LEVELS)).isSameAs(formula);
        assertThat(Formula.parse("y ~ C(f)").needsLevels()).isTrue();
    }

    @Test
    void factorsAreKnownBeforeAndAfter() {
        Formula formula = Formula.parse("log(y) ~ x*C(f, base = b) + C(g)[p]:z");
        assertThat(formula.factorColumns()).containsExactly("f", "g");
        assertThat(formula.columns()).containsExactly("y", "x", "z");
        assertThat(formula.accumulated().stream().map(Term::name))
                .containsExactly("x", "C(f)", "x:C(f)", "z:C(g)", "log(y)", "C(g)");
        Formula expanded = formula.withLevels(LEVELS);
        assertThat(expanded.levels().get("f")).isEqualTo(List.of("a", "b", "c"));
        assertThat(expanded).isNotEqualTo(formula);
        assertThat(Formula.parse("y ~ C(f)")).isNotEqualTo(Formula.parse("y ~ C(f) - C(f)[b]"));
        assertThat(formula.withLevels(Map.of("f", Arrays.asList("b", "c", "a", "b"), "g", List.of("q", "p")))
                        .terms())
                .isEqualTo(expanded.terms());
    }
}
