package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A term's name reads back as the term, whatever columns and levels are called. */
class TermParseTest {
    private static final String[] SPELLINGS = {
        "x", "`", "\"", "'", "[", "]", "(", ")", ":", "*", "^", "+", "-", "~", ",", "=", " ", "\n", "\t", "\u0000", "1",
        "2.", "e", ".", "_", "C", "I", "log", "base", "é", "e\u0301", "😀", "\uD83D", "𝐱", "体", "\u00A0", "\u2028"
    };
    private static final List<ColumnFunction> FUNCTIONS = List.of(ColumnFunction.values());
    private final Random random = new Random(5);

    private String nasty(int least) {
        StringBuilder name = new StringBuilder();
        for (int length = least + random.nextInt(4); length > 0; length--) {
            name.append(SPELLINGS[random.nextInt(SPELLINGS.length)]);
        }
        return name.toString();
    }

    private Term simple() {
        Term column = Term.column(nasty(1));
        Term applied = new Term.Applied(FUNCTIONS.get(random.nextInt(4)), nasty(1));
        return switch (random.nextInt(7)) {
            case 0 -> column;
            case 1 -> applied;
            case 2 -> new Term.Power(column, 2 + random.nextInt(19));
            case 3 -> new Term.Power(applied, 2 + random.nextInt(19));
            case 4 -> new Term.Factor(nasty(1), Optional.empty());
            case 5 -> new Term.Factor(nasty(1), Optional.of(nasty(0)));
            default -> new Term.Level(nasty(1), nasty(0));
        };
    }

    private Term any() {
        List<Term> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.add(simple());
        }
        try {
            return Term.product(parts);
        } catch (IllegalArgumentException e) {
            return parts.get(0); // a power beyond 20
        }
    }

    @Test
    void anyTermReadsBackFromItsName() {
        for (int i = 0; i < 20_000; i++) {
            Term term = any();
            assertThat(Term.parse(term.name())).as(term.name()).isEqualTo(term).hasSameHashCodeAs(term);
            assertThat(Term.parse("\n " + term.name() + " ")).isEqualTo(term);
            assertThat(Term.parseList(term.name() + "," + term.name()).terms(List.of()))
                    .containsExactly(term);
        }
        assertThat(Term.parse(Term.CONSTANT.name())).isEqualTo(Term.CONSTANT);
        assertThat(Term.parse("`(Intercept)`")).isEqualTo(Term.column("(Intercept)"));
    }

    @Test
    void namesAreTheSameOnlyIfTermsAre() {
        for (int i = 0; i < 20_000; i++) {
            Term a = any();
            Term b = any();
            assertThat(a.name().equals(b.name())).isEqualTo(a.equals(b));
        }
    }

    @Test
    void productsDoNotDependOnTheOrderOfTheirParts() {
        for (int i = 0; i < 5_000; i++) {
            Term a = simple();
            Term b = simple();
            Term c = simple();
            Term product;
            try {
                product = Term.product(a, b, c);
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertThat(Term.product(c, a, b)).isEqualTo(product);
            assertThat(Term.product(Term.product(b, a), c)).isEqualTo(product);
            assertThat(Term.product(c, Term.product(a, b), Term.CONSTANT)).isEqualTo(product);
            assertThat(Term.product(Term.numeric(product), Term.product(Term.categories(product))))
                    .isEqualTo(product);
            assertThat(Term.shape(Term.shape(product))).isEqualTo(Term.shape(product));
            assertThat(Term.shape(product).factorColumns())
                    .containsExactlyInAnyOrderElementsOf(product.factorColumns());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "b:a | a:b",
                "( a ) | a",
                "I(a*b)|a:b",
                "a:x^2:C(f)[b]|a:x^2:C(f)[b]",
                "C(f, base = 'b')|C(f, base = \"b\")",
                "(Intercept)|(Intercept)",
                " ( Intercept ) |(Intercept)"
            })
    void otherWaysToWriteATerm(String text, String name) {
        assertThat(Term.parse(text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a + b", "a*b", "(a + b)", ".", ".:a", "a b", "a,b", "a:", "1", "2", "a~b", "x\0y", "a\0"
            })
    void whatIsNotOneTerm(String text) {
        assertThatThrownBy(() -> Term.parse(text))
                .isInstanceOf(FormulaException.class)
                .hasMessageStartingWith("formula '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "null",
            value = {
                "x|x",
                "x, x^2 ,log(price),C(region)|x x^2 log(price) C(region)",
                "a*b, b, (a + c)^2|a b a:b c a:c",
                ".|p q",
                "., q^2, .:C(f)|p q q^2 p:C(f) q:C(f)",
                "(.)^2|p q p:q",
                "C(f, base = \"a,b\")|C(f, base = \"a,b\")"
            })
    void listsOfTerms(String text, String names) {
        TermList list = Term.parseList(text);
        assertThat(String.join(
                        " ",
                        list.terms(List.of("p", "q")).stream()
                                .map(t -> t.name().replace(", ", ","))
                                .toList()))
                .isEqualTo(names.replace(", ", ","));
        assertThat(list.hasDot()).isEqualTo(text.contains("."));
        assertThat(TermList.ALL_COLUMNS.terms(List.of("p", "q"))).containsExactly(Term.column("p"), Term.column("q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x,|3|a term is missing",
                ",x|1|unexpected ','; expected a term",
                "x + z|3|unexpected '+'; expected ',' or the end",
                "x, 1|4|'1' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "a, x^20:x|4|the power x^21 is not among the exponents from 2 to 20",
                "y ~ x|3|unexpected '~'; expected ',' or the end"
            })
    void faultsInLists(String text, int character, String problem) {
        assertThatThrownBy(() -> Term.parseList(text))
                .isInstanceOf(FormulaException.class)
                .hasMessage("formula '" + text + "', character " + character + ": " + problem);
    }

    @Test
    void aListMayGoWrongOnlyWithItsColumns() {
        assertThatThrownBy(() -> Term.parseList("x, .:z^20").terms(List.of("a", "z")))
                .isInstanceOf(FormulaException.class)
                .hasMessage(
                        "formula 'x, .:z^20', character 10: the power z^21 is not among the exponents from 2 to 20");
        assertThatThrownBy(() -> Term.parseList("x\0, y")).isInstanceOf(FormulaException.class);
    }

    @Test
    void termsRefuseWhatHasNoCanonicalForm() {
        Term a = Term.column("a");
        Term b = Term.column("b");
        assertThat(new Term.Product(List.of(a, b))).isEqualTo(Term.product(b, a));
        assertThatThrownBy(() -> new Term.Product(List.of(b, a))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Term.Product(List.of(a))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Term.Product(List.of(a, a))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Term.Power(a, 1))
                .hasMessage("the power a^1 is not among the exponents from 2 to 20");
        assertThatThrownBy(() -> new Term.Power(Term.product(a, b), 2)).hasMessage("no power of 'a:b'");
    }

    @Test
    void valuesInPlainDoubles() {
        Term term = Term.parse("x^3:log(z):C(f)[b]");
        assertThat(term.value(c -> c.equals("x") ? 3 : 10, f -> "b")).isEqualTo(Math.log(10) * 27);
        assertThat(term.value(c -> 2, f -> "c")).isZero();
        assertThat(Term.CONSTANT.value(c -> 2, f -> "")).isEqualTo(1);
        assertThatThrownBy(() -> Term.parse("C(f)").value(c -> 1, f -> ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("C(f) has no single value");
    }
}
