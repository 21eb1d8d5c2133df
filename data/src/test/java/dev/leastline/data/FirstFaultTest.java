package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of many chunks and blocks, through the whole road from a source: the same moments, and the first fault, always. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstFaultTest {
    private static final int ROWS = 150_000;

    /** Makes ten chunks of the rows. */
    private static final String FILLING = " of the rows that several threads read between them";

    private static final List<String> FAULTS =
            List.of("-3,1,z", "abc,1,z", "1,,z", "1,2", "1,2,z,4", "1,1e999,z", "1,\"2\"3,z", "1,2\"\",\"z");

    private final Random random = new Random(17);

    /** Rows with quoted line ends and blank lines among them, and where each of them begins. */
    private static final class Table {
        final StringBuilder text = new StringBuilder("\uFEFFx,y,note\r\n");
        final long[] lines = new long[ROWS];
        private long line = 2;

        Table(Random random, List<String> faults, int... faulty) {
            for (int row = 0; row < ROWS; row++) {
                lines[row] = line;
                int at = Arrays.binarySearch(faulty, row);
                String note = row % 1000 == 7 ? "\"two\r\n\nor three \"\"lines\"\"\"" : "n" + row % 10 + FILLING;
                add(at >= 0 ? faults.get(random.nextInt(faults.size())) : row + 1 + "," + row % 97 + ".25," + note);
                add("\r\n");
                if (row % 777 == 0) {
                    add("\r\n");
                }
            }
        }

        private void add(String more) {
            text.append(more);
            line += more.chars().filter(c -> c == '\n').count();
        }

        byte[] bytes() {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static FormulaMoments read(InputStream text, String formula, int threads) {
        return FormulaMoments.read(
                List.of(DataSource.stdin(text)),
                CsvFormat.DEFAULT,
                new DataRequest(Optional.of(Formula.parse(formula)), Optional.empty(), false, threads));
    }

    /** What is wrong with a text, or nothing. */
    private static String fault(InputStream text, String formula, int threads) {
        try {
            read(text, formula, threads);
            return "";
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x", "y ~ log(x)", "y ~ x + C(note)"})
    void theFirstOfManyFaultsIsToldWhoeverMeetsIt(String formula) {
        for (int i = 0; i < 4; i++) {
            int[] faulty =
                    random.ints(1 + 2 * i, 10_000, ROWS).sorted().distinct().toArray();
            Table table =
                    new Table(random, formula.contains("log") ? FAULTS : FAULTS.subList(1, FAULTS.size()), faulty);
            byte[] text = table.bytes();
            String first = fault(new ByteArrayInputStream(text), formula, 1);
            assertThat(first + ":").matches("(?s)standard input, line " + table.lines[faulty[0]] + "[,:].*");
            for (int threads = 2; threads <= 4; threads++) {
                assertThat(fault(new ByteArrayInputStream(text), formula, threads))
                        .isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x", "y ~ log(x)", "y ~ x + C(note)"})
    void withoutFaultsTheMomentsAreTheSame(String formula) throws IOException {
        byte[] text = new Table(random, FAULTS).bytes();
        Moments once = read(new ByteArrayInputStream(text), formula, 1).moments();
        assertThat(once.rows()).isEqualTo(ROWS);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < text.length; from += 1_000_000) {
            try (GZIPOutputStream member = new GZIPOutputStream(packed)) {
                member.write(text, from, Math.min(1_000_000, text.length - from));
            }
        }
        for (int threads = 2; threads <= 4; threads++) {
            assertThat(read(new ByteArrayInputStream(text), formula, threads).moments())
                    .isEqualTo(once);
            assertThat(read(new ByteArrayInputStream(packed.toByteArray()), formula, threads)
                            .moments())
                    .isEqualTo(once);
        }
    }

    @Test
    void aFaultBeforeThePlaceWhereReadingFailsComesFirst() {
        Table table = new Table(random, FAULTS, ROWS - 100);
        byte[] text = table.bytes();
        int end = table.text.lastIndexOf("\r\n149990,") + 2 + 2;
        for (int threads = 1; threads <= 4; threads++) {
            InputStream broken = new SequenceInputStream(new ByteArrayInputStream(text, 0, end), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the plug is pulled");
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    return read();
                }
            });
            assertThat(fault(broken, "y ~ log(x) + C(note)", threads))
                    .startsWith("standard input, line " + table.lines[ROWS - 100]);
        }
    }

    @Test
    void aFactorOfTooManyLevelsIsToldWithoutALine() {
        StringBuilder text = new StringBuilder("x,y,note\n");
        for (int row = 0; row < ROWS; row++) {
            // The last are new ones in either half of the rows.
            text.append(row).append(",1,n").append(row / 28).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(fault(new ByteArrayInputStream(bytes), "y ~ C(note)", threads))
                    .isEqualTo(
                            "standard input, column 'note': 'C(note)' has more than 5000 levels, expected a factor of"
                                    + " few");
        }
    }
}
