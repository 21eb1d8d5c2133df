package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is one line on standard error, nothing on standard output, and the right exit status. */
class ErrorsTest {
    @TempDir
    Path folder;

    private String file(String text) {
        return Run.file(folder, "data.csv", text);
    }

    private static void fitFails(String file, String formula, String line) {
        Run.of("fit", file, formula).fails(1, line);
        Run.of("descend", file, formula).fails(1, line);
    }

    @Test
    void noSuchFile() {
        fitFails("no-such.csv", "y ~ x", "no-such.csv: no such file");
    }

    @Test
    void aFolderIsNoFile() {
        fitFails(
                folder.toString(),
                "y ~ x",
                folder + ": it is a folder without .parquet files; name files, or such a folder");
    }

    @Test
    void anEmptyFileOrNothingButAHeader() {
        String empty = file("");
        fitFails(empty, "y ~ x", empty + ": it is empty, expected a header and rows");
        String header = file("x,y\n");
        fitFails(header, "y ~ x", header + ": found a header but no rows");
    }

    @Test
    void anUnknownColumnListsTheColumnsAndSuggestsTheNearest() {
        String data = file("price,area,rooms\n1,2,3\n");
        fitFails(
                data,
                "prize ~ area",
                data + ", line 1, column 'prize': there is no such column; did you mean 'price'?"
                        + " the columns are price, area, rooms");
    }

    @Test
    void moreThanTwoColumnsNeedAFormula() {
        String data = file("price,area,rooms\n1,2,3\n");
        Run.of("fit", data)
                .fails(
                        1,
                        data + ", line 1: no formula is given, which only two named columns can do without;"
                                + " the columns are price, area, rooms; give a formula such as 'rooms ~ price'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc | the column holds text, and the response must be numbers; put another column before the ~
            0x1p3 | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes
            101d | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes
            "1,5" | for decimal commas give --decimal ,
            Infinity | an infinite value cannot be used
            """)
    void whatIsNoNumber(String text, String hint) {
        String data = file("x,y\n1,2\n2," + text + "\n");
        String found = text.replace("\"", "");
        fitFails(data, "y ~ x", data + ", line 3, column 'y': found '" + found + "', expected a number; " + hint);
    }

    @ParameterizedTest
    @CsvSource({"''", "NA", "n/a", "NaN", "NULL"})
    void missingValues(String text) {
        String data = file("x,y\n1,2\n2," + text + "\n");
        fitFails(
                data,
                "y ~ x",
                data + ", line 3, column 'y': found '" + text
                        + "', expected a number; it is missing: fill it in, or leave out such rows with --missing skip");
    }

    @Test
    void aNumberBeyondTheRangeOfDoublesCostsNothing() {
        String data = file("x,y\n1,2\n2,1e999999999\n");
        fitFails(
                data,
                "y ~ x",
                data + ", line 3, column 'y': found '1e999999999', expected a number within the range of doubles,"
                        + " about 5e-324 to 1.8e308");
    }

    @Test
    void aRaggedRow() {
        String data = file("x,y\n1,2\n2,3,4\n");
        fitFails(
                data,
                "y ~ x",
                data
                        + ", line 3: found 3 fields, expected 2 as in the header; text that holds the delimiter goes in quotes");
    }

    @Test
    void anUnterminatedQuote() {
        String data = file("x,y\n1,2\n\"2,3\n4,5\n");
        fitFails(data, "y ~ x", data + ", line 3: found a quote \" that is never closed");
    }

    @Test
    void utf16() throws IOException {
        Path data = Files.write(folder.resolve("utf16.csv"), "x,y\n1,2\n".getBytes(StandardCharsets.UTF_16));
        fitFails(
                data.toString(),
                "y ~ x",
                data + ": found UTF-16, expected UTF-8; convert it: iconv -f UTF-16 -t UTF-8");
    }

    @Test
    void fewerRowsThanCoefficients() {
        fitFails(file("x,y\n1,2\n"), "y ~ x", "1 row cannot determine 2 coefficients; at least 2 rows are needed");
    }

    @Test
    void aConstantPredictor() {
        fitFails(
                file("x,y\n3,2\n3,4\n3,5\n"),
                "y ~ x",
                "term 'x' is constant (3 in every row): it cannot be told from the intercept;"
                        + " leave it out, or the intercept with '- 1'");
    }

    @Test
    void collinearPredictors() {
        fitFails(
                file("a,b,s,y\n1,2,3,1\n2,3,5,2\n4,1,5,3\n7,7,14,4\n"),
                "y ~ .",
                "the terms are collinear: 's' is exactly a + b in every row; leave one of them out");
    }

    @Test
    void duplicateColumnNames() {
        String data = file("x,x\n1,2\n");
        fitFails(data, "y ~ x", data + ", line 1, column 'x': two columns have this name; rename one of them");
    }

    @Test
    void aHeaderOfNumbers() {
        String data = file("1,2\n3,4\n");
        fitFails(
                data,
                "y ~ x",
                data
                        + ", line 1: found '1 2', expected the names of the columns; if there is no header, give --no-header");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            y ~ | 4 | a term is missing
            y ~ x + | 8 | a term is missing
            ~ x | 1 | the response is missing before '~'
            y ~ x ^ a | 9 | the exponent is 'a'; expected a whole number from 2 to 20
            y ~ `x | 5 | this backtick is never closed
            y ~ y | 5 | the response 'y' cannot explain itself
            y ~ 0 | 6 | no term is left on the right side
            """)
    void aMalformedFormula(String formula, int position, String problem) {
        Run.of("fit", "examples/line.csv", formula)
                .fails(2, "formula '" + formula + "', character " + position + ": " + problem);
    }

    @Test
    void anUnquotedFormula() {
        String line = "quote the formula: 'y ~ x + z' (the shell takes a lone ~ for your home directory)";
        Run.of("fit", "examples/line.csv", "y", Objects.requireNonNullElse(System.getenv("HOME"), "~"), "x", "+", "z")
                .fails(2, line);
        Run.of("fit", "examples/line.csv", "y", "~", "x", "+", "z").fails(2, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y x", "price area", "y", "price .", "log(y) x"})
    void aFormulaWithoutTilde(String word) {
        String line =
                "'" + word + "' is no file; if it is to be the formula, a formula contains ~, for example 'y ~ x'";
        fitFails("examples/line.csv", word, line);
        Run.of("fit", word).fails(1, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines.csv", "data/lines", "y x.tsv", "./y x"})
    void whatIsLikeAPathIsAMissingFile(String word) {
        fitFails("examples/line.csv", word, word + ": no such file");
    }

    @Test
    void aFileWithoutExtensionIsAFile() {
        assertThat(Run.of("fit", Run.file(folder, "y x", "x,y\n1,3\n2,5\n")).out())
                .startsWith("y = 2x + 1\n");
        assertThat(Run.of("fit", "LICENSE").err()).startsWith("leastline: LICENSE, line ");
    }

    @Test
    void wrongArguments() {
        Run.of("fit").fails(2, "fit needs a FILE (- is standard input); 'leastline fit --help' shows how");
        Run.of().fails(2, "give a verb: fit, descend, moments, predict, report; 'leastline --help' shows how");
        Run.of("fit", "--wrong").fails(2, "Unknown option: '--wrong'; 'leastline fit --help' shows how");
        Run.of("fist")
                .fails(
                        2,
                        "no verb 'fist'; there are fit, descend, moments, predict, report; 'leastline --help' shows how");
        Run.of("fit", "y ~ x", "examples/line.csv")
                .fails(2, "'y ~ x' looks like a formula; it goes last, after the files");
        Run.of("fit", "examples/line.csv", "y ~ . - x - 1")
                .fails(2, "formula 'y ~ . - x - 1', character 14: no term is left on the right side");
        Run.of("fit", "@examples/line.csv").fails(1, "@examples/line.csv: no such file");
        Run.of("fit", "-", "-").fails(2, "standard input (-) can be read only once");
        Run.of("fit", "examples/line.csv", "--delimiter", "ab").fails(2, "--delimiter takes one character, not 'ab'");
        Run.of("fit", "examples/line.csv", "--decimal", "x").fails(2, "the decimal mark is . or , and not 'x'");
    }

    @Test
    void nothingOfItNeedsMoreThanOneLine() {
        assertThat(Run.of("fit", file("x,y\n1,\"a\nb\u0007\"\n"), "y ~ x").err().lines())
                .hasSize(1);
    }
}
