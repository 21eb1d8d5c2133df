package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers, interactions, functions and factors: how they are read, and the one way they are written. */
class TermGrammarTest {
    private static FormulaException fault(String text) {
        return catchThrowableOfType(FormulaException.class, () -> {
            throw new AssertionError("was read as " + Formula.parse(text));
        });
    }

    private static void assertReads(String text, String canonical) {
        Formula formula = Formula.parse(text);
        assertThat(formula).hasToString(canonical);
        assertThat(Formula.parse(canonical)).isEqualTo(formula).hasSameHashCodeAs(formula);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x^2                          | x^2",
                "x ^ 20                       | x^20",
                "x^02                         | x^2",
                "log(x)^2                     | log(x)^2",
                "log10 ( x )+exp(x)+sqrt(x)   | log10(x) + exp(x) + sqrt(x)",
                "log + C + I + base           | log + C + I + base",
                "b:a                          | a:b",
                "a:b + b:a                    | a:b",
                "a:a                          | a",
                "a:a^2                        | a^3",
                "x^2:x^3:z                    | x^5:z",
                "a*b                          | a + b + a:b",
                "b*a                          | b + a + a:b",
                "a*a                          | a",
                "a*b*c                        | a + b + a:b + c + a:c + b:c + a:b:c",
                "a*b:c                        | a + b:c + a:b:c",
                "a:b*c                        | a:b + c + a:b:c",
                "a:b^2                        | a:b^2",
                "b^2:a                        | a:b^2",
                "a*b^2                        | a + b^2 + a:b^2",
                "(a)                          | a",
                "((a + b))                    | a + b",
                "a:(b + c)                    | a:b + a:c",
                "(a + b):(c + d)              | a:c + a:d + b:c + b:d",
                "(a*b):c                      | a:c + b:c + a:b:c",
                "(a + b)^1                    | a + b",
                "(a + b)^2                    | a + b + a:b",
                "(a + b + c)^2                | a + b + c + a:b + a:c + b:c",
                "(a + b + c)^3                | a + b + c + a:b + a:c + b:c + a:b:c",
                "(a + b + c)^20               | a + b + c + a:b + a:c + b:c + a:b:c",
                "(x + x^2 + z)^2              | x + x^2 + z + x^3 + x:z + x^2:z",
                "(a + b + c - b)^2            | a + c + a:c",
                "(-b + a + b)^2               | a + b + a:b",
                "a + b + c - (a + c)          | b",
                "a*b - b                      | a + a:b",
                "a*b*c - a:b:c                | a + b + a:b + c + a:c + b:c",
                "(a + b)^2 - b:a - 1          | a + b - 1",
                "a - a:b                      | a",
                "-a*b + c                     | c",
                "I(x^2)                       | x^2",
                "I(x)                         | x",
                "I(a*b)                       | a:b",
                "I(b * a^2)                   | a^2:b",
                "I(x*x)                       | x^2",
                "I(x * x^2 * x)               | x^4",
                "I(I(a*b) * a)                | a^2:b",
                "I(log(x) * log(x))           | log(x)^2",
                "I(`a b`^2)                   | `a b`^2",
                "C(region)                    | C(region)",
                "C ( region )                 | C(region)",
                "C(region, base = \"north\")  | C(region, base = \"north\")",
                "C(region,BASE='north')       | C(region, base = \"north\")",
                "C(region, base = north)      | C(region, base = \"north\")",
                "C(region, base = 2.5)        | C(region, base = \"2.5\")",
                "C(region, base = \"\")       | C(region, base = \"\")",
                "C(region, base = 'it''s')    | C(region, base = \"it's\")",
                "C(region, base = 'a\"b')     | C(region, base = \"a\"\"b\")",
                "C(region)[south]             | C(region)[south]",
                "C(region) [ 'south' ]        | C(region)[south]",
                "C(x)[\"north east\"]         | C(x)[\"north east\"]",
                "C(x)['-1']                   | C(x)[\"-1\"]",
                "C(x)[1e5] + C(x)[.]          | C(x)[1e5] + C(x)[.]",
                "C(`a b`)[` `]                | ",
                "C(g):x:C(f)                  | x:C(f):C(g)",
                "C(b):a                       | a:C(b)",
                "z*C(f)                       | z + C(f) + z:C(f)",
                "C(f)[b]:C(f)[b]              | C(f)[b]",
                "`a b`^2 + log(`a b`)         | `a b`^2 + log(`a b`)",
                "`a:b`:`c*d`                  | `a:b`:`c*d`",
                "C(`a b`, base = '`')         | C(`a b`, base = \"`\")",
                "C(`]`)[\"]\"]                | C(`]`)[\"]\"]",
                "(`a)` + b)^2                 | `a)` + b + `a)`:b",
                "I(`2`*`.`)                   | `.`:`2`",
                "C(f) - C(f)[b]               | C(f) - C(f)[b]",
                "C(f) - C(f)[b] - C(f)['a']   | C(f) - C(f)[a] - C(f)[b]",
                "C(f) - C(f)[b] + C(f)        | C(f)",
                "C(f) - C(f)[b] + C(f)[b]     | C(f) + C(f)[b]",
                "C(f) - C(f)[b] - C(f) + x    | x",
                "-C(f)[b] + C(f)              | C(f)",
                "x - C(f)[b]                  | x",
                "C(f, base = b) - C(f) + x    | x",
                "C(f)*x - x:C(f)[b] - 1       | C(f) + x + x:C(f) - x:C(f)[b] - 1",
                "a:b:c:d:e                    | a:b:c:d:e"
            })
    void rightSides(String right, String canonical) {
        if (canonical == null) {
            assertThat(fault("y ~ " + right)).isNotNull();
        } else {
            assertReads("y ~ " + right, "y ~ " + canonical);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "log(y) ~ x      | log(y) ~ x",
                "y^2 ~ x         | y^2 ~ x",
                "I(y^2) ~ x      | y^2 ~ x",
                "sqrt(`a b`)^3~x | sqrt(`a b`)^3 ~ x",
                "log(y) ~ y      | log(y) ~ y",
                "y ~ .^1         | ",
                "y ~ . + x^2     | y ~ . + x^2",
                "y ~ (.)^2       | y ~ (.)^2",
                "y ~ (. - a)^2 + I(b*a) | y ~ (. - a)^2 + a:b",
                "y ~ .:I(b*a)    | y ~ .:a:b",
                "y ~ .*(a+b)-1   | y ~ .*(a + b) - 1",
                "y ~ (-a + .)^2  | y ~ (-a + .)^2",
                "y ~ a*(b:.)     | y ~ a*(b:.)",
                "y ~ (a*b):.     | y ~ (a*b):.",
                "y ~ . - C(f)[a] + log(x)^3 | y ~ . - C(f)[a] + log(x)^3"
            })
    void wholeFormulas(String text, String canonical) {
        if (canonical == null) {
            assertThat(fault(text)).isNotNull();
        } else {
            assertReads(text, canonical);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "y ~ . + a^2        | y ~ a + b + a^2",
                "y ~ (.)^2          | y ~ a + b + a:b",
                "log(y) ~ (.)^2     | log(y) ~ a + b + a:b",
                "a ~ (.)^2 - y:b    | a ~ y + b",
                "y ~ .:a            | y ~ a + a:b",
                "y ~ .*.            | y ~ a + b + a:b",
                "y ~ (. - b)^2      | y ~ a",
                "y ~ . + C(f) - C(f)[x] - 1 | y ~ a + b + C(f) - C(f)[x] - 1",
                "y ~ .:C(f) - a:C(f)        | y ~ b:C(f)",
                "y ~ C(f):b + C(f):a - .:C(f)[x] | y ~ b:C(f) + a:C(f) - a:C(f)[x] - b:C(f)[x]"
            })
    void dotsInsideOfProducts(String text, String expanded) {
        Formula formula = Formula.parse(text).expand(List.of("y", "a", "b"));
        assertThat(formula).hasToString(expanded).isEqualTo(Formula.parse(expanded));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ x - 1                      | ''",
                "y ~ x + 0                      | ''",
                "y ~ . - a - b                  | a b",
                "y ~ . - .:a                    | a",
                "y ~ (. - a)^2 + (b - log(c))*d | a c",
                "y ~ a - (b - C(f):x^2)         | b f x",
                "y ~ C(f) - C(f)[typo]          | f"
            })
    void whatIsLeftOutIsKnownByItsColumns(String text, String columns) {
        assertThat(String.join(" ", Formula.parse(text).columnsLeftOut())).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sin(x)|5|there is no function 'sin'; there are log, log10, exp, sqrt, C (a factor) and I",
                "a + Log(x)|9|there is no function 'Log'; there are log, log10, exp, sqrt, C (a factor) and I",
                "x^1|7|the exponent is '1'; expected a whole number from 2 to 20",
                "x^21|7|the exponent is '21'; expected a whole number from 2 to 20",
                "x^0|7|the exponent is '0'; expected a whole number from 2 to 20",
                "x^2.5|7|the exponent is '2.5'; expected a whole number from 2 to 20",
                "x^-2|7|an exponent is missing; expected a whole number from 2 to 20",
                "x^99999999999|7|the exponent is '99999999999'; expected a whole number from 2 to 20",
                "x^|7|an exponent is missing; expected a whole number from 2 to 20",
                "x^^2|7|unexpected '^'; expected a whole number",
                "x^2^2|8|unexpected '^'; expected '+', '-' or the end",
                "(a + b)^0|13|the exponent is '0'; expected a whole number from 1 to 20",
                ".^2|7|all pairs of columns are written (.)^2",
                "(x)^2|5|a power of one term goes without parentheses: x^2",
                "a + (log(x))^3|9|a power of one term goes without parentheses: log(x)^3",
                "(C(f))^2|5|a power of a sum needs two terms, here is only 'C(f)'",
                "(a:b)^2|5|a power of a sum needs two terms, here is only 'a:b'",
                "(x)^1|5|a power of a sum needs two terms, here is only 'x'",
                "C(f)^2|5|a power is of a column or of a function of one, not of 'C(f)'",
                "C(f)[a]^2|5|a power is of a column or of a function of one, not of 'C(f)[a]'",
                "I(x^2)^2|5|a power is of a column or of a function of one, not of 'x^2'",
                "x^20:x|5|the power x^21 is not among the exponents from 2 to 20",
                "a + I(x^20*x)|9|the power x^21 is not among the exponents from 2 to 20",
                "(x^20:x + a)^2|6|the power x^21 is not among the exponents from 2 to 20",
                "(x^20 + x)^2|5|the power x^21 is not among the exponents from 2 to 20",
                "log(x + 1)|11|unexpected '+'; expected ')'",
                "log()|9|unexpected ')'; expected a column, of which log is taken",
                "log(|9|a column, of which log is taken is missing",
                "log(2)|9|'2' is no column's name (a column of that name goes in backticks)",
                "log(.)|9|'.' is no column's name (a column of that name goes in backticks)",
                "log(x|10|expected ')'",
                "I(x + 1)|9|unexpected '+'; I() takes powers and products of columns, such as I(x^2) or I(a * b)",
                "I(x|8|expected ')'",
                "I()|7|unexpected ')'; expected a power or a product of columns",
                "I(C(f))|7|I() takes powers and products of columns, such as I(x^2) or I(a * b)",
                "I(a*.)|9|I() takes powers and products of columns, such as I(x^2) or I(a * b)",
                "I((a))|7|I() takes powers and products of columns, such as I(x^2) or I(a * b)",
                "(a + b|11|expected ')'",
                "a + b)|10|unexpected ')'; expected '+', '-' or the end",
                "()|6|unexpected ')'; expected a term",
                "(a + 1)|10|'1' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "a*0|7|'0' is a number; only 1 and 0 have a meaning here, outside of parentheses and products (a column of that name goes in backticks)",
                "1:a|6|1 and 0 stand alone, for the intercept",
                "a + 0 * b|11|1 and 0 stand alone, for the intercept",
                "1^2|6|1 and 0 stand alone, for the intercept",
                "a:|7|a term is missing",
                "a*+b|7|unexpected '+'; expected a term",
                "C(|7|the column of the factor is missing",
                "C(f|8|expected ')'",
                "C(f, \"a\")|10|expected base = \"level\"",
                "C(f, base \"a\")|10|expected base = \"level\"",
                "C(f, base = )|17|a level is missing; expected a text in quotes",
                "C(f, base = \"a)|17|this quote is never closed",
                "C(f)['a''|10|this quote is never closed",
                "C(f)[]|10|a level is missing; expected a text in quotes",
                "C(f)[a|11|expected ']'",
                "C(f)[a b]|12|unexpected 'b'; expected ']'",
                "C(f, base = a)[b]|19|unexpected '['; expected '+', '-' or the end",
                "C(`f)|7|this backtick is never closed",
                "log(``)|9|the name between the backticks is empty",
                "x:y*y|5|the response 'y' cannot explain itself",
                "C(f) + C(f, base = a)|26|'C(f)' and 'C(f, base = \"a\")' cannot stand in one formula",
                "x:C(f, base = b)*C(f, base = a)|36|'C(f, base = \"b\")' and 'C(f, base = \"a\")' cannot stand in one formula"
            })
    void faultsOfTheRightSideAndTheirPlaces(String right, int character, String problem) {
        assertThat(fault("y ~ " + right))
                .hasMessage("formula 'y ~ " + right + "', character " + character + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C(y) ~ x",
                "C(y)[a] ~ x",
                "a:b ~ x",
                "I(a*b) ~ x",
                "(y) ~ x",
                "(a + b)^2 ~ x",
                "(.) ~ x",
                "a*b ~ x"
            })
    void theResponseIsAColumnAPowerOrAFunction(String text) {
        if (text.startsWith("a:") || text.startsWith("a*")) {
            assertThat(fault(text))
                    .hasMessage(
                            "formula '" + text + "', character 2: unexpected '" + text.charAt(1) + "'; expected '~'");
        } else {
            assertThat(fault(text))
                    .hasMessage("formula '" + text + "', character 1: the response must be a column, its power, or"
                            + " log, log10, exp or sqrt of a column");
        }
    }

    @ParameterizedTest
    @CsvSource({"y^2 ~ a + y^2,11", "y^2 ~ a + I(y*y),11", "log(y) ~ log(y) + x,10", "y ~ (a + y)^2,10", "y ~ a*y,5"})
    void theResponseDoesNotExplainItself(String text, int character) {
        FormulaException fault = fault(text);
        assertThat(fault).hasMessageEndingWith("cannot explain itself");
        assertThat(fault.position()).isEqualTo(character - 1);
    }

    @Test
    void messagesStayOnOneLine() {
        assertThat(fault("y\n~ `a\u2028b` + `y` + y"))
                .hasMessage("formula 'y ~ `a b` + `y` + y', character 13: the response 'y' cannot explain itself");
        assertThat(fault("`a\nb` ~ `a\nb`"))
                .hasMessage("formula '`a b` ~ `a b`', character 9: the response '`a b`' cannot explain itself");
        assertThat(fault("y ~ \u0085")).isNotNull();
    }

    @Test
    void whatADotMakesTooHighIsAFault() {
        Formula formula = Formula.parse("y ~ .:x^20");
        assertThat(formula.expand(List.of("y", "a"))).hasToString("y ~ a:x^20");
        assertThat(catchThrowableOfType(FormulaException.class, () -> formula.expand(List.of("x", "y"))))
                .hasMessage(
                        "formula 'y ~ .:x^20', character 11: the power x^21 is not among the exponents from 2 to 20");
    }
}
