package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** New fields at the end of every row, and every other byte as it was. */
class CsvAppenderTest {
    /** Adds "new" to the header and the number of the row to the rows; remembers what it was given. */
    private static final class Numbering implements CsvAppender.Rows {
        private final List<List<String>> rows = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private List<String> row = new ArrayList<>();
        private List<String> header = List.of();
        private long rowLine;
        private final String prefix;

        Numbering(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public List<String> begin(Header columns) {
            header = columns.names();
            return List.of("new");
        }

        @Override
        public void beginRow(long line) {
            row = new ArrayList<>();
            rowLine = line;
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            row.add(WrittenLines.decoded(new String(buffer, offset, length)));
        }

        @Override
        public List<String> endRow(int fields) {
            rows.add(row);
            lines.add(rowLine);
            return List.of(prefix + rows.size());
        }
    }

    private static byte[] copied(byte[] text, CsvFormat format, CsvAppender.Rows rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvAppender.copy(source(text), format, out, rows);
        return out.toByteArray();
    }

    private static String copied(String text, CsvFormat format) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(copied(bytes, format, new Numbering("#")), StandardCharsets.ISO_8859_1);
    }

    private static String copied(String text) {
        return copied(text, CsvFormat.DEFAULT);
    }

    @Test
    void fieldsGoBeforeTheLineEndWhateverItIs() {
        assertThat(copied("a,b\n1,2\n3,4\n")).isEqualTo("a,b,new\n1,2,#1\n3,4,#2\n");
        assertThat(copied("a,b\r\n1,2\r\n3,4\r\n")).isEqualTo("a,b,new\r\n1,2,#1\r\n3,4,#2\r\n");
        assertThat(copied("a,b\r1,2\r3,4\r")).isEqualTo("a,b,new\r1,2,#1\r3,4,#2\r");
        assertThat(copied("a,b\r\n1,2\n3,4\r5,6")).isEqualTo("a,b,new\r\n1,2,#1\n3,4,#2\r5,6,#3");
    }

    @Test
    void whatIsNoRowStays() {
        assertThat(copied("# first\n\na;b\n#x;y\n1;2\n  \n\n3;4\n# last", CsvFormat.DEFAULT.withComment('#')))
                .isEqualTo("# first\n\na;b;new\n#x;y\n1;2;#1\n  \n\n3;4;#2\n# last");
    }

    @Test
    void quotesStandAsTheyStood() {
        assertThat(copied("\"a\",b\n\"1\" ,\"x\"\"\n,y\"\n 3,\"\r\n\r\"\n"))
                .isEqualTo("\"a\",b,new\n\"1\" ,\"x\"\"\n,y\",#1\n 3,\"\r\n\r\",#2\n");
    }

    @Test
    void aByteOrderMarkAndBytesOfOtherEncodingsStay() {
        byte[] text = "\u00ef\u00bb\u00bfgr\u00c3\u00b6\u00c3\u009fe,b\n1,\u00e4\u00ff\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        Numbering rows = new Numbering("#");
        assertThat(new String(copied(text, CsvFormat.DEFAULT, rows), StandardCharsets.ISO_8859_1))
                .isEqualTo("\u00ef\u00bb\u00bfgr\u00c3\u00b6\u00c3\u009fe,b,new\n1,\u00e4\u00ff,#1\n");
        assertThat(rows.header).containsExactly("größe", "b");
    }

    @Test
    void blanksSeparateTheNewFieldWhereTheySeparateTheOthers() {
        CsvFormat blanks = CsvFormat.DEFAULT.withDelimiter(' ');
        assertThat(copied("a  b\n 1\t2  \n3 4\n", blanks)).isEqualTo("a  b new\n 1\t2   #1\n3 4 #2\n");
    }

    @Test
    void withoutAHeaderTheFirstLineIsARow() {
        assertThat(copied("1,2\n3,4", CsvFormat.DEFAULT.withHeader(false))).isEqualTo("1,2,#1\n3,4,#2");
    }

    @Test
    void aFieldThatNeedsQuotesGetsThem() {
        Numbering rows = new Numbering("a,\"b\n");
        byte[] out = copied("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT, rows);
        assertThat(new String(out, StandardCharsets.UTF_8)).isEqualTo("x,y,new\n1,2,\"a,\"\"b\n1\"\n");
    }

    @Test
    void gzippedTextIsCopiedUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(
                        copied(packed.toByteArray(), CsvFormat.DEFAULT, new Numbering("#")), StandardCharsets.UTF_8))
                .isEqualTo("a,b,new\n1,2,#1\n");
    }

    @Test
    void refusesWhatHasNoRows() {
        assertThatThrownBy(() -> copied(""))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: it is empty, expected a header and rows");
        assertThatThrownBy(() -> copied("leastline moments 1\nrows 0\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: it holds moments, not rows, to which something could be added");
        assertThatThrownBy(() -> copied("a§b\n1§2\n", CsvFormat.DEFAULT.withDelimiter('§')))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input: to be copied byte for byte it must have a delimiter and a comment character"
                                + " of ASCII");
    }

    @Test
    void afailureToWriteIsNoFaultOfTheData() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatThrownBy(() -> CsvAppender.copy(source("a,b\n1,2\n"), CsvFormat.DEFAULT, full, new Numbering("#")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no space left");
    }

    /** The expected text is put together beside the given one, piece by piece. */
    @Test
    void randomText() {
        Random random = new Random(11);
        String[] ends = {"\n", "\r\n", "\r"};
        String[] plain = {"", "1", "-2.5e3", "x y", "NA", " 7 ", "\u00e9", "a\"b"};
        String[] quoted = {
            "\"\"", "\"a,b\"", "\"line\nend\"", "\"\r\"", "\"\r\n\"", "\"do\"\"ubled\"", " \"x\" ", "\"#\""
        };
        for (int run = 0; run < 3000; run++) {
            int columns = 2 + random.nextInt(3);
            int length = random.nextInt(6);
            StringBuilder given = new StringBuilder("c0,c1,c2,c3,c4".substring(0, 3 * columns - 1));
            StringBuilder expected = new StringBuilder(given).append(",new");
            String end = ends[random.nextInt(3)];
            given.append(end);
            expected.append(end);
            List<Integer> lines = new ArrayList<>();
            int line = 2;
            for (int row = 0; row < length; row++) {
                while (random.nextInt(4) == 0) {
                    String filler = (random.nextBoolean() ? "" : "#c,\"") + end;
                    given.append(filler);
                    expected.append(filler);
                    line++;
                }
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < columns; i++) {
                    text.append(i == 0 ? "" : ",");
                    text.append(
                            random.nextInt(3) > 0
                                    ? plain[random.nextInt(plain.length)]
                                    : quoted[random.nextInt(quoted.length)]);
                }
                lines.add(line);
                line += 1
                        + (int) text.toString()
                                .replace("\r\n", "\n")
                                .chars()
                                .filter(c -> c == '\n' || c == '\r')
                                .count();
                boolean last = row == length - 1 && random.nextBoolean();
                given.append(text).append(last ? "" : end);
                expected.append(text).append(",#").append(row + 1).append(last ? "" : end);
            }
            byte[] bytes = given.toString().getBytes(StandardCharsets.ISO_8859_1);
            Numbering rows = new Numbering("#");
            byte[] out = copied(bytes, CsvFormat.DEFAULT.withComment('#').withDelimiter(','), rows);
            assertThat(new String(out, StandardCharsets.ISO_8859_1))
                    .as("%s", given)
                    .isEqualTo(expected.toString());
            assertThat(rows.lines.stream().map(Long::intValue).toList())
                    .as("%s", given)
                    .containsExactlyElementsOf(lines);
            assertThat(rows.rows).allSatisfy(row -> assertThat(row).hasSize(columns));
        }
    }

    /** A text longer than the memory would hold, and a record longer than any buffer. */
    @Test
    void lengthDoesNotMatter() {
        byte[] row = ("1," + "x".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] head = "a,b\n".getBytes(StandardCharsets.UTF_8);
        int count = 3000;
        InputStream text = new InputStream() {
            private int rows = -1;
            private int at;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                byte[] piece = rows < 0 ? head : row;
                if (at == piece.length) {
                    rows++;
                    at = 0;
                    piece = row;
                }
                if (rows == count) {
                    return -1;
                }
                int some = Math.min(length, piece.length - at);
                System.arraycopy(piece, at, target, offset, some);
                at += some;
                return some;
            }
        };
        long[] written = new long[1];
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written[0] += length;
            }
        };
        CsvAppender.Rows marking = new CsvAppender.Rows() {
            @Override
            public List<String> begin(Header columns) {
                return List.of("new");
            }

            @Override
            public void beginRow(long line) {}

            @Override
            public void field(int index, char[] buffer, int offset, int length) {}

            @Override
            public List<String> endRow(int fields) {
                return List.of("#");
            }
        };
        CsvAppender.copy(DataSource.stdin(text), CsvFormat.DEFAULT, counting, marking);
        assertThat(written[0]).isEqualTo(8L + (long) count * (row.length + 2));
    }
}
