package dev.leastline.data;

import static dev.leastline.data.Texts.fault;
import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leastline.formula.Formula;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message in full: one line that says where, what was found, what was expected, and what to do. */
class ErrorMessagesTest {
    private static final String IN = "standard input";

    @TempDir
    private Path folder;

    private static DataException fault(DataSource... sources) {
        return catchThrowableOfType(
                DataException.class,
                () -> FormulaMoments.read(List.of(sources), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("y ~ x"))));
    }

    private DataException faultOf(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return fault(DataSource.of(file));
    }

    private static void assertMessage(String text, String message) {
        assertThat(Texts.fault(text, "y ~ x")).hasMessage(IN + message);
    }

    private static void assertMessage(String text, CsvFormat format, String formula, String message) {
        assertThat(Texts.fault(text, format, formula)).hasMessage(IN + message);
    }

    private static void assertValueMessage(String value, char decimalMark, String message) {
        CsvFormat format = CsvFormat.DEFAULT.withDecimalMark(decimalMark).withDelimiter(';');
        assertMessage("x;y\n1;2\n3;" + value + "\n", format, "y ~ x", ", line 3, column 'y': " + message);
    }

    @Test
    void partsOfTheMessageAreAtHand() throws IOException {
        DataException fault = faultOf("sales.csv", "x;y\n1;2\n\n3;12,50\n");
        assertThat(fault)
                .hasMessage(
                        folder.resolve("sales.csv")
                                + ", line 4, column 'y': found '12,50', expected a number; for decimal commas give --decimal ,");
        assertThat(fault.source()).isEqualTo(folder.resolve("sales.csv").toString());
        assertThat(fault.line()).hasValue(4);
        assertThat(fault.column()).contains("y");
        assertThat(fault.found()).contains("12,50");
        DataException other = faultOf("empty.csv", "");
        assertThat(other.line()).isEmpty();
        assertThat(other.column()).isEmpty();
        assertThat(other.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,000 | . | for decimal commas give --decimal ,; thousands separators cannot be read",
                "1,000.5 | . | write it without thousands separators",
                "1.000,5 | , | write it without thousands separators; the decimal mark was given as ,",
                "1.5 | , | the decimal mark was given as , but this has a point",
                "-Infinity | . | an infinite value cannot be used",
                "inf | . | an infinite value cannot be used",
                "101d | . | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes",
                "0x1p3 | , | numbers are plain decimals such as 12,5 or 1e-3, without units or suffixes",
                "1_000 | . | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes",
                "$5 | . | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes",
                "12 kg | . | numbers are plain decimals such as 12.5 or 1e-3, without units or suffixes",
                "٣ | . | digits must be 0 to 9",
                "north | . | the column holds text, and the response must be numbers; put another column before the ~",
                "Room 12 | . | the column holds text, and the response must be numbers; put another column before the ~"
            })
    void aHintFollowsWhatStandsInPlaceOfANumber(String value, char decimalMark, String hint) {
        assertValueMessage(value, decimalMark, "found '" + value + "', expected a number; " + hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "n/a", "nan", "Null"})
    void missingValues(String value) {
        assertValueMessage(
                value,
                '.',
                "found '" + value
                        + "', expected a number; it is missing: fill it in, or leave out such rows with --missing skip");
    }

    @Test
    void numbersBeyondTheLimits() {
        assertValueMessage(
                "1e999999999",
                '.',
                "found '1e999999999', expected a number within the range of doubles, about 5e-324 to 1.8e308");
        assertValueMessage(
                "0." + "3".repeat(1001),
                '.',
                "found '0." + "3".repeat(35) + "...', expected a number of at most 1,000 significant digits");
    }

    @Test
    void textIsCutAndMadeVisible() {
        assertValueMessage(
                "\"a\nb\r\tc\u0007\u202e\u00a0d" + "x".repeat(100) + "\"",
                '.',
                "found 'a\\nb\\r\\tc\\u0007\\u202e\\u00a0d" + "x".repeat(27)
                        + "...', expected a number;"
                        + " the column holds text, and the response must be numbers; put another column before the ~");
    }

    @Test
    void namesWithLineEndsStayInTheLine() throws IOException {
        assertThat(faultOf("a\nb.csv", "x,y\n1,2,3\n"))
                .hasMessage(folder + "/a\\nb.csv, line 2: found 3 fields, expected 2 as in the header;"
                        + " text that holds the delimiter goes in quotes");
        assertMessage(
                "\"a\nb\",y\n1,2\nz,3\n",
                CsvFormat.DEFAULT,
                "y ~ .",
                ", line 4, column 'a\\nb': found 'z', expected a number; the column holds text: as a predictor it is written"
                        + " C(`a\\nb`), or leave it out of the formula");
    }

    @Test
    void raggedRows() {
        assertMessage("x,y\n1,2\n3\n", ", line 3: found 1 field, expected 2 as in the header");
        assertMessage(
                "x,y\n1,2\na,b,c\n",
                ", line 3: found 3 fields, expected 2 as in the header; text that holds the delimiter goes in quotes");
        assertMessage(
                "1,2\n3\n",
                CsvFormat.DEFAULT.withHeader(false),
                "c2 ~ c1",
                ", line 2: found 1 field, expected 2 as in the first row");
    }

    @Test
    void anUnterminatedQuoteIsNamedByTheLineInWhichItBegan() {
        assertMessage("x,y\n1,2\n3,\"4\n5,6\n", ", line 3: found a quote \" that is never closed");
        assertMessage(
                "x,t,y\n1,\"a\nb\r\nc\",2\n3,\"d\re\",\"4\n5,6,7\n", ", line 6: found a quote \" that is never closed");
        assertMessage("\"x,y\n1,2\n", ", line 1: found a quote \" that is never closed");
        assertMessage(
                "x y\n1 2\n 3  \"4\n5 6\n",
                CsvFormat.DEFAULT.withDelimiter(' '),
                "y ~ x",
                ", line 3: found a quote \" that is never closed");
    }

    @Test
    void aQuotedFieldThatGoesOnForTooLong() {
        assertMessage(
                "x,y\n1,\"2\n" + "3,4\n".repeat(5_000_000),
                ", line 2: found a field of more than 16,777,216 characters; is a quote \" never closed,"
                        + " or the delimiter another?");
    }

    @Test
    void textAfterAClosingQuote() {
        assertMessage(
                "x,y\n1,2\n3,\"4\"5\n",
                ", line 3: found text after the closing quote of a field, expected the delimiter or the end of the"
                        + " line; a quote inside a quoted field is doubled: \"\"");
    }

    @Test
    void unknownColumns() {
        assertMessage(
                "id,price,area\n1,2,3\n",
                CsvFormat.DEFAULT,
                "pirce ~ area",
                ", line 1, column 'pirce': there is no such column; did you mean 'price'?"
                        + " the columns are id, price, area");
        assertMessage(
                "\n\nid,my price,area\n1,2,3\n",
                CsvFormat.DEFAULT,
                "area ~ qqq",
                ", line 3, column 'qqq': there is no such column; the columns are id, `my price`, area");
        assertMessage(
                "X,Y\n1,2\n", ", line 1, column 'y': there is no such column; did you mean 'Y'? the columns are X, Y");
        assertMessage(
                "1,2\n",
                CsvFormat.DEFAULT.withHeader(false),
                "y ~ c1",
                ", line 1, column 'y': there is no such column; the columns are c1, c2");
        assertMessage(
                "x y\n1 2\n",
                ", line 1, column 'y': there is no such column; the only column is `x y`;"
                        + " if something else separates the columns, give --delimiter");
    }

    @Test
    void aLongListOfColumnsIsCut() {
        String names = IntStream.rangeClosed(1, 50).mapToObj(i -> "column" + i).collect(Collectors.joining(","));
        assertThat(Texts.fault(names + "\n", "y ~ x").getMessage())
                .endsWith("the columns are "
                        + names.substring(0, names.indexOf(",column21")).replace(",", ", ") + " and 30 more");
    }

    @Test
    void aHeaderThatIsNotUtf8() {
        byte[] latin1 = "gr\u00f6\u00dfe,y\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
        DataException fault = catchThrowableOfType(
                DataException.class,
                () -> FormulaMoments.read(
                        List.of(source(latin1)), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("y ~ größe"))));
        assertThat(fault)
                .hasMessage(IN + ", line 1, column 'größe': there is no such column;"
                        + " did you mean 'gr\uFFFD\uFFFDe'? the columns are `gr\uFFFD\uFFFDe`, y;"
                        + " the text is not UTF-8, convert it: iconv -f LATIN1 -t UTF-8");
    }

    @Test
    void aColumnThatOnlyTheFirstFileHas() throws IOException {
        Path first = Files.writeString(folder.resolve("first.csv"), "x,y\n1,2\n");
        Path second = Files.writeString(folder.resolve("second.csv"), "x,z\n1,2\n");
        assertThat(fault(DataSource.of(first), DataSource.of(second)))
                .hasMessage(second + ", line 1, column 'y': there is no such column;" + " the columns are x, z");
    }

    @Test
    void columnsWithoutANameOrWithTheSame() {
        assertMessage(
                "id,,y\n1,2,3\n",
                CsvFormat.DEFAULT,
                "y ~ .",
                ", line 1: column 2 has no name; name it in the header, or name the columns to use instead of '.'"
                        + " in the formula");
        assertMessage("x,y, x\n1,2,3\n", ", line 1, column 'x': two columns have this name; rename one of them");
    }

    @Test
    void withoutAFormulaThereMustBeTwoColumns() {
        assertThat(withoutFormula("id,price,area\n1,2,3\n"))
                .hasMessage(IN + ", line 1: no formula is given, which only two named columns can do without;"
                        + " the columns are id, price, area; give a formula such as 'area ~ id'");
        assertThat(withoutFormula("x|y\n1|2\n"))
                .hasMessage(IN + ", line 1: no formula is given, which only two named columns can do without;"
                        + " the only column is `x|y`; give a formula such as 'y ~ x';"
                        + " if something else separates the columns, give --delimiter");
        assertThat(withoutFormula(",y\n1,2\n"))
                .hasMessage(IN + ", line 1: no formula is given, which only two named columns can do without;"
                        + " the columns are (no name), y; give a formula such as 'y ~ x'");
    }

    private static DataException withoutFormula(String text) {
        return catchThrowableOfType(
                DataException.class,
                () -> FormulaMoments.read(List.of(source(text)), CsvFormat.DEFAULT, DataRequest.DEFAULT));
    }

    @Test
    void aHeaderOfNumbersIsNone() {
        assertMessage(
                "1.5,2\n3,4\n",
                ", line 1: found '1.5 2', expected the names of the columns; if there is no header, give --no-header");
    }

    @Test
    void headerOnlyAndEmptyFiles() throws IOException {
        assertMessage("x,y\n", ": found a header but no rows");
        assertMessage("", ": it is empty, expected a header and rows");
        assertMessage("\uFEFF\n  \n\r\n", ": it is empty, expected a header and rows");
        assertMessage("", CsvFormat.DEFAULT.withHeader(false), "c2 ~ c1", ": it is empty, expected rows");
        assertMessage(
                "# only\n#this",
                CsvFormat.DEFAULT.withComment('#'),
                "y ~ x",
                ": it is empty, expected a header and rows");
        Path first = Files.writeString(folder.resolve("first.csv"), "x,y\n");
        Path second = Files.writeString(folder.resolve("second.csv"), "x,y\n");
        assertThat(fault(DataSource.of(first), DataSource.of(second)))
                .hasMessage(first + ": found a header but no rows, and none in the other files");
        assertThat(fault(DataSource.of(first), source("")))
                .hasMessage(IN + ": it is empty, expected a header and rows");
    }

    @Test
    void filesThatCannotBeOpened() {
        assertThat(fault(DataSource.of(folder.resolve("none.csv"))))
                .hasMessage(folder.resolve("none.csv") + ": no such file");
        assertThat(fault(DataSource.of(folder))).hasMessage(folder + ": cannot be read: it is a directory");
        DataSource once = source("x,y\n1,2\n");
        assertThat(fault(once, once)).hasMessage(IN + ": cannot be read: it has been read already");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, 'with'", "UTF-16BE, 'with'", "UTF-16LE, without", "UTF-16BE, without"})
    void utf16IsRefused(String charset, String mark) {
        String text = ("with".equals(mark) ? "\uFEFF" : "") + "x,y\n1,2\n";
        assertThat(fault(source(text.getBytes(Charset.forName(charset)))))
                .hasMessage(IN + ": "
                        + ("with".equals(mark)
                                ? "found UTF-16, expected UTF-8; convert it: iconv -f UTF-16 -t UTF-8"
                                : "found NUL bytes, expected UTF-8 text; if it is UTF-16, convert it:"
                                        + " iconv -f UTF-16 -t UTF-8 (or -f UTF-16LE)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-32LE", "UTF-32BE"})
    void utf32IsRefused(String charset) {
        assertThat(fault(source("\uFEFFx,y\n1,2\n".getBytes(Charset.forName(charset)))))
                .hasMessage(IN + ": found UTF-32, expected UTF-8; convert it: iconv -f UTF-32 -t UTF-8");
    }

    @Test
    void workbooksAndParquetAreRefused() {
        assertThat(fault(source("PK\u0003\u0004rest")))
                .hasMessage(IN + ": found a ZIP archive or a workbook, expected text; unpack it,"
                        + " or save the sheet as CSV");
        assertThat(fault(source("PAR1rest")))
                .hasMessage(
                        IN
                                + ": found Parquet, expected delimited text: Parquet is read from files, not from a pipe or packed, and predictions are not added to it");
    }

    @Test
    void oneTextAfterManyNumbersIsASlip() {
        String rows = "x,y\n" + "1,2\n".repeat(150);
        assertThat(fault(source(rows + "n/k,3\n")))
                .hasMessage(IN
                        + ", line 152, column 'x': found 'n/k', expected a number; rows before it have one: correct it,"
                        + " or leave it empty and give --missing skip; a column of text is written C(x)");
    }

    @Test
    void textThatIsPackedOtherwiseIsNamed() {
        Map<String, String> beginnings = Map.of(
                "zstd",
                "28b52ffd00",
                "bzip2",
                "425a68393141592653590000",
                "xz",
                "fd377a585a000004",
                "lz4",
                "04224d1864");
        beginnings.forEach((name, hex) -> assertThat(fault(source(HexFormat.of().parseHex(hex))))
                .hasMessage(IN + ": it is packed with " + name + ", expected text, plain or gzipped; unpack it: " + name
                        + " -dc FILE | leastline fit -"));
        byte[] archive = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, archive, 257, 5);
        assertThat(fault(source(archive)))
                .hasMessage(IN + ": found a tar archive, expected text; unpack it, and name the files in it");
    }

    @Test
    void damagedGzip() throws IOException {
        byte[] packed = GzipInputTest.gzip("x,y\n1,2\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertThat(fault(source(Arrays.copyOf(packed, packed.length - 9))))
                .hasMessage(IN + ": the gzip data ends too early; is the file cut off?");
        assertThat(fault(source(Arrays.copyOf(packed, 5))))
                .hasMessage(IN + ": the gzip data ends too early; is the file cut off?");
        byte[] good = GzipInputTest.gzip("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
        byte[] wrong = good.clone();
        wrong[good.length - 6] ^= 1;
        assertThat(fault(source(wrong))).hasMessage(IN + ": the gzip data is damaged: a wrong checksum");
        byte[] followed = GzipInputTest.join(good, "tail".getBytes(StandardCharsets.UTF_8));
        assertThat(fault(source(followed)))
                .hasMessage(IN + ": the gzip data is damaged: something that is not gzip after the gzip data");
    }

    @Test
    void aReadThatFailsInTheMiddleSaysWhy() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("device\nunplugged");
            }
        };
        byte[] start = ("x,y\n" + "1,2\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        DataException fault =
                fault(DataSource.stdin(new SequenceInputStream(new ByteArrayInputStream(start), failing)));
        assertThat(fault)
                .hasMessage(IN + ": cannot be read: device\\nunplugged")
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void linesAreCountedThroughQuotesCommentsAndBlankLinesOfEveryKind() {
        for (String end : List.of("\n", "\r", "\r\n")) {
            String text = "# comment \" " + end + "" + end + "x,t,y" + end + "1,\"a" + end + "" + end + "b\",2" + end
                    + "  " + end + "#" + end + "3,\"" + end + "\",z" + end;
            assertThat(Texts.fault(text, CsvFormat.DEFAULT.withComment('#'), "y ~ x")
                            .line())
                    .hasValue(9);
        }
    }
}
