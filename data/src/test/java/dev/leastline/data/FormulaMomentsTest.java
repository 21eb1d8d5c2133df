package dev.leastline.data;

import static dev.leastline.data.Texts.moments;
import static dev.leastline.data.Texts.rows;
import static dev.leastline.data.Texts.source;
import static dev.leastline.data.Texts.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaMomentsTest {
    private static final Moments TWO_ROWS = rows("x y", "1.5 2", "-3 4.25");

    @TempDir
    private Path folder;

    private static CsvFormat delimitedBy(char c) {
        return CsvFormat.DEFAULT.withDelimiter(c);
    }

    private DataSource file(String name, String text) throws IOException {
        return DataSource.of(Files.writeString(folder.resolve(name), text));
    }

    @Test
    void sumsAreThoseOfTheDecimalsAsWritten() {
        Moments moments = moments("x,y\n0.1,3\n0.2,-1e-30\n12345678901234567890.5,1\n", "y ~ x");
        assertThat(moments.rows()).isEqualTo(3);
        assertThat(sum(moments, "x")).isEqualByComparingTo("12345678901234567890.8");
        assertThat(sum(moments, "y")).isEqualByComparingTo("3.999999999999999999999999999999");
        assertThat(moments.sumOfProducts(Term.column("x"), Term.column("y")))
                .isEqualByComparingTo(new BigDecimal("0.3")
                        .add(new BigDecimal("-2e-31"))
                        .add(new BigDecimal("12345678901234567890.5")));
    }

    @Test
    void theFormulaComesBackWithoutItsDot() {
        FormulaMoments read = FormulaMoments.read(
                List.of(source("a,b,c\n1,2,3\n")), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("b ~ . - 1")));
        assertThat(read.formula()).isEqualTo(Formula.parse("b ~ a + c - 1"));
        assertThat(read.moments()).isEqualTo(rows("b a c", "2 1 3"));
    }

    @Test
    void twoColumnsNeedNoFormula() {
        FormulaMoments read =
                FormulaMoments.read(List.of(source("odd name,y`s\n1,2\n")), CsvFormat.DEFAULT, DataRequest.DEFAULT);
        assertThat(read.formula()).isEqualTo(Formula.parse("`y``s` ~ `odd name`"));
    }

    @Test
    void columnsThatTheFormulaDoesNotNeedMayHoldAnything() {
        assertThat(moments(",note,x,y,z\n1,NA,1.5,2,\n2,\"a, b\nc\",-3,4.25,0x1p3\n", "y ~ x"))
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void onlyTheResponseIsNeededForTheMean() {
        assertThat(moments("x,y\ntext,2\n,3\n", "y ~ 1")).isEqualTo(rows("y", "2", "3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x,y\n1.5,2\n-3,4.25\n",
                "x,y\n1.5,2\n-3,4.25",
                "x,y\r\n1.5,2\r\n-3,4.25\r\n",
                "x,y\r1.5,2\r-3,4.25\r",
                "\uFEFFx,y\n1.5,2\n-3,4.25\n",
                "\n\n  \nx,y\n\n1.5,2\n \t \n-3,4.25\n\n\r\n",
                "\"x\",\"y\"\n\"1.5\",\"2\"\n\"-3\",\" 4.25 \"",
                " x , y \n 1.5 , 2\n\t-3,4.25\t\n",
                "\"x\", \"y\"\n\"1.5\" , \"2\"\n -3 ,4.25\n",
                "x;y\n1.5;2\n-3;4.25\n",
                "x\ty\n1.5\t2\n-3\t4.25\n",
                "y,x\n2,1.5\n4.25,-3\n",
                "x,\"a;b;c\",y\n1.5,\"a;b;c\",2\n-3,\"a;b;c\",4.25\n",
                "x,t,y\n1.5,a;b;c,2\n-3,\"\"\"a\"\";;\",4.25\n",
                "x\tt\ty\n1.5\t1,2,3\t2\n-3\t\t4.25\n"
            })
    void oneTableInManySpellings(String text) {
        assertThat(moments(text, "y ~ x")).isEqualTo(TWO_ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x y\n1.5 2\n-3 4.25\n",
                "   x\t  y  \n  1.5    2\t\n\t-3 \t 4.25",
                "\"x\"   \"y\"\r\n\r\n \"1.5\" \"2\"\r\n   \r\n-3 4.25   \r\n",
                "x \"a  \"\"  b\" y\n1.5 \"p  q\n  r\" 2\n-3 \"\" 4.25\n",
                "x t y\n1.5 \"a\"\"  b\" 2\n-3 \"\"\"  \"\"\" 4.25\n",
                "x t y\n1.5 it's 2\n-3 5\" 4.25\n"
            })
    void aBlankDelimiterMeansAnyRunOfBlanksAndTabs(String text) {
        assertThat(moments(text, delimitedBy(' '), "y ~ x")).isEqualTo(TWO_ROWS);
    }

    @Test
    void blanksInQuotesStayAsTheyAre() {
        FormulaMoments read = FormulaMoments.read(
                List.of(source("  \"a  \"\"b\"\" \tc\"  y\n1 2")), delimitedBy(' '), DataRequest.DEFAULT);
        assertThat(read.formula().predictors()).containsExactly(Term.column("a  \"b\" \tc"));
    }

    @Test
    void anyOneCharacterMayBeTheDelimiter() {
        assertThat(moments("x|y\n1.5|2\n-3|4.25", delimitedBy('|'), "y ~ x")).isEqualTo(TWO_ROWS);
        assertThat(moments("x#y\n1.5#2\n-3#4.25", delimitedBy('#'), "y ~ x")).isEqualTo(TWO_ROWS);
    }

    @Test
    void aLineOfTabsIsARowWhereTabsSeparate() {
        assertThatThrownBy(() -> moments("x\ty\n1\t2\n\t\n", "y ~ x"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("standard input, line 3, column 'x': found '', expected a number");
    }

    @Test
    void decimalCommasExcludeTheCommaAsDelimiter() {
        CsvFormat comma = CsvFormat.DEFAULT.withDecimalMark(',');
        assertThat(moments("x;y\n1,5;2,0\n-3,0;4,25\n", comma, "y ~ x")).isEqualTo(TWO_ROWS);
        assertThat(moments("x\ty\n1,5\t2e0\n-30e-1\t,425e1\n", comma, "y ~ x")).isEqualTo(TWO_ROWS);
    }

    @Test
    void withoutAHeaderColumnsAreNumbered() {
        CsvFormat bare = CsvFormat.DEFAULT.withHeader(false);
        FormulaMoments read = FormulaMoments.read(List.of(source("1.5,2\n-3,4.25\n")), bare, DataRequest.DEFAULT);
        assertThat(read.formula()).isEqualTo(Formula.parse("c2 ~ c1"));
        assertThat(read.moments()).isEqualTo(rows("c1 c2", "1.5 2", "-3 4.25"));
        assertThat(moments("1,a,2,3\n4,b,5,6\n", bare, "c4 ~ c1 + c3")).isEqualTo(rows("c4 c1 c3", "3 1 2", "6 4 5"));
    }

    @Test
    void commentsAreSkippedBeforeAndAfterTheHeader() {
        CsvFormat commented = CsvFormat.DEFAULT.withComment('#');
        String text = "# a \"quote, ;;;;\nx,y\n#\n1.5,2\n#9,9\n-3,4.25\n# end";
        assertThat(moments(text, commented, "y ~ x")).isEqualTo(TWO_ROWS);
        assertThat(moments(
                        "  # an \"odd  one\nx y\n1.5 2\n#9 9\n-3 4.25",
                        delimitedBy(' ').withComment('#'),
                        "y ~ x"))
                .isEqualTo(TWO_ROWS);
        assertThat(moments("x,#y\n1.5,2\n-3,4.25", commented, "`#y` ~ x").rows())
                .isEqualTo(2);
    }

    @Test
    void theOnlyColumnOfAFileMayBeQuotedEmptyButABlankLineIsNoRow() {
        assertThat(moments("y\n1\n\n   \n2\n", "y ~ 1")).isEqualTo(rows("y", "1", "2"));
        assertThatThrownBy(() -> moments("y\n1\n\"\"\n", "y ~ 1"))
                .hasMessageStartingWith("standard input, line 3, column 'y': found ''");
    }

    @Test
    void bytesThatAreNoUtf8AreNoHindranceInOtherColumns() {
        byte[] latin1 = "x,name,y\n1.5,M\u00fcller,2\n-3,\u00e9,4.25\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FormulaMoments.read(
                                List.of(source(latin1)), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("y ~ x")))
                        .moments())
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void namesOfAnyScriptAreMatched() {
        assertThat(sum(moments("größe,価格\n1,2\n", "価格 ~ größe"), "größe")).isEqualByComparingTo("1");
    }

    @Test
    void gzipIsRecognisedByItsBytes() throws IOException {
        byte[] first = GzipInputTest.gzip("\uFEFFx,y\n1.5,".getBytes(StandardCharsets.UTF_8));
        byte[] second = GzipInputTest.gzip("2\n-3,4.25\n".getBytes(StandardCharsets.UTF_8));
        byte[] members = GzipInputTest.join(first, second);
        Formula formula = Formula.parse("y ~ x");
        assertThat(FormulaMoments.read(List.of(source(members)), CsvFormat.DEFAULT, DataRequest.of(formula))
                        .moments())
                .isEqualTo(TWO_ROWS);
        Path misnamed = Files.write(folder.resolve("data.csv"), members);
        assertThat(FormulaMoments.read(List.of(DataSource.of(misnamed)), CsvFormat.DEFAULT, DataRequest.of(formula))
                        .moments())
                .isEqualTo(TWO_ROWS);
    }

    @Test
    void sourcesAreOneDataSetWithColumnsMatchedByName() throws IOException {
        DataSource january = file("january.csv", "x,y\n1.5,2\n");
        DataSource february = file("february.csv", "note;y;x\n;4.25;-3\n");
        DataSource march = file("march.csv", "x,y\n");
        FormulaMoments read =
                FormulaMoments.read(List.of(january, february, march), CsvFormat.DEFAULT, DataRequest.DEFAULT);
        assertThat(read.moments()).isEqualTo(TWO_ROWS);
        assertThat(read.formula()).isEqualTo(Formula.parse("y ~ x"));
    }

    @Test
    void aDotMeansTheColumnsOfTheFirstSource() throws IOException {
        DataSource first = file("first.csv", "a,b,y\n1,2,3\n");
        DataSource second = file("second.csv", "y,b,extra,a\n6,5,text,4\n");
        FormulaMoments read =
                FormulaMoments.read(List.of(first, second), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("y ~ .")));
        assertThat(read.moments()).isEqualTo(rows("y a b", "3 1 2", "6 4 5"));
    }

    @Test
    void aFieldOfMillionsOfCharactersIsRead() {
        String text = "x,t,y\n1.5,\"" + "long, ".repeat(500_000) + "\",2\n-3," + "t".repeat(3_000_000) + ",4.25\n";
        assertThat(moments(text, "y ~ x")).isEqualTo(TWO_ROWS);
    }

    @Test
    void aRecordOfTensOfThousandsOfFieldsIsRead() {
        int width = 40_000;
        StringBuilder text = new StringBuilder("y");
        for (int i = 1; i < width; i++) {
            text.append(",x").append(i);
        }
        text.append("\n2").append(",3".repeat(width - 1)).append('\n');
        assertThat(moments(text.toString(), "y ~ x1 + x39999")).isEqualTo(rows("y x1 x39999", "2 3 3"));
    }

    @Test
    void standardInputIsLeftOpenAndAFileIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThat(FormulaMoments.read(List.of(DataSource.stdin(in)), CsvFormat.DEFAULT, DataRequest.DEFAULT)
                        .moments()
                        .rows())
                .isEqualTo(1);
        assertThat(closed).isFalse();
    }

    @Test
    void noSourceIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> FormulaMoments.read(List.of(), CsvFormat.DEFAULT, DataRequest.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
