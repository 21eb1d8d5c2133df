package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows read in chunks by several threads are those that FastCSV reads in one go, and so are the faults. */
class ParallelRowsTest {
    private static final Place PLACE = new Place("text", 0, false, null);

    /** Everything that a reading tells. */
    private record Reading(List<String> rows, long skipped, String fault) {}

    private static Reading serial(byte[] text, CsvFormat format, List<String> wanted, boolean blocks, boolean skip)
            throws IOException {
        Recorded sink = new Recorded(wanted, blocks, skip);
        RowReader rows = new RowReader(
                PLACE,
                format,
                header -> {
                    header.slots(wanted);
                    return sink;
                },
                ReadingProgress.NONE);
        String fault = "";
        try (BufferedReader reader = TextInput.reader(new ByteArrayInputStream(text), StandardCharsets.UTF_8)) {
            RecordReader.read(reader, format, PLACE, rows, same -> same);
        } catch (DataException e) {
            fault = String.valueOf(e.getMessage());
        }
        return reading(sink, rows.skippedRows(), fault);
    }

    private static Reading reading(Recorded sink, long skipped, String fault) {
        Collections.sort(sink.rows);
        // What was read before a fault is nobody's.
        return fault.isEmpty() ? new Reading(sink.rows, skipped, "") : new Reading(List.of(), 0, fault);
    }

    /** Null if the text is not one to be read in parallel. */
    private static @Nullable Reading parallel(
            byte[] text,
            CsvFormat format,
            List<String> wanted,
            boolean blocks,
            boolean skip,
            int headBytes,
            int threads,
            int chunkBytes)
            throws IOException {
        byte[] head = Arrays.copyOf(text, Math.min(headBytes, text.length));
        Recorded sink = new Recorded(wanted, blocks, skip);
        long skipped = 0;
        String fault = "";
        try {
            TextBeginning beginning = TextBeginning.of(head, format, PLACE);
            if (beginning == null) {
                return null;
            }
            ByteArrayInputStream rest = new ByteArrayInputStream(text, head.length, text.length - head.length);
            ParallelRows.Task task = new ParallelRows.Task(0, skip, threads, chunkBytes, ReadingProgress.NONE);
            ParallelRows.Count count = ParallelRows.read(beginning, head, rest, sink, task);
            skipped = count.skipped();
            assertThat(count.ended()).isEqualTo(sink.rows());
        } catch (DataException e) {
            fault = String.valueOf(e.getMessage());
        }
        return reading(sink, skipped, fault);
    }

    private static final List<String> GOOD = List.of(
            "1",
            "0",
            "-1",
            "12.5",
            "-0.25",
            ".5",
            "5.",
            "123456789.123456789",
            "12345678",
            "123456789012345678",
            "1234567890123456789",
            "0.000000000000000000012",
            "1e5",
            "-2.5E-3",
            "+4",
            " 6 ",
            "\"7.25\"",
            "\" 8\"",
            "99999999999999999999999999999999.5",
            "00000000000000000000001.5",
            "-9223372036854775808",
            "1e300",
            "-76.99");
    private static final List<String> ODD = List.of(
            "", "NA", "\"\"", " ", "nan", "abc", "1.2.3", "--1", "1e", "-", ".", "1,5", "1_0", "0x1", "é", "1\u00a0",
            "\"1\" ", " \"1\"", "\"1\"2", "1\"", "-77", "1e999", "\u0661");
    private static final List<String> JUNK = List.of(
            "",
            "a",
            "text",
            "\"quoted\"",
            "\"a,b\"",
            "\"say \"\"hi\"\"\"",
            "\"\"\"\"",
            "\"two\nlines\"",
            "\"two\r\nlines\"",
            "\"\n\n\"",
            "ümlaut",
            "a b c d e f g h i j k l m n",
            "\"\"",
            "1.5",
            " x ",
            "a'b",
            "\"" + "long ".repeat(60) + "\"");
    private static final List<String> BAD_JUNK =
            List.of("a\"b", " \"x\"", "\"x\" ", "\"x\"y", "\"never closed", "\rx", "\"\r\"");

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String text(Random random, int columns, boolean[] wanted, char delimiter, CsvFormat format) {
        boolean header = format.header();
        int odd = random.nextInt(3) == 0 ? 40 : 1 << 20;
        String lineEnd = List.of("\n", "\n", "\r\n", random.nextInt(4) == 0 ? "\r" : "\n")
                .get(random.nextInt(4));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns && header; i++) {
            text.append(i == 0 ? "" : String.valueOf(delimiter)).append(i % 2 == 0 ? "c" + i : "\"c" + i + "\"");
        }
        text.append(header ? lineEnd : "");
        int rows = 1 + random.nextInt(30);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : String.valueOf(delimiter));
                if (wanted[i]) {
                    String number = pick(random.nextInt(odd) == 0 ? ODD : GOOD, random);
                    text.append(random.nextInt(odd) == 0 ? number : number.replace('.', format.decimalMark()));
                } else {
                    text.append(pick(random.nextInt(odd) == 0 ? BAD_JUNK : JUNK, random));
                }
            }
            if (random.nextInt(odd) == 0) {
                text.append(random.nextBoolean() ? "" + delimiter : lineEnd + "x");
            }
            if (row < rows - 1 || random.nextInt(4) > 0) {
                text.append(lineEnd);
            }
            if (random.nextInt(20) == 0) {
                text.append(random.nextInt(odd) == 0 ? "  " : "").append(lineEnd);
            }
        }
        return text.toString();
    }

    /** Whether the text could be read in parallel; if so, it was read right. */
    private static boolean assertSame(Random random, byte[] text, CsvFormat format, List<String> wanted)
            throws IOException {
        boolean blocks = random.nextBoolean();
        boolean skip = random.nextBoolean();
        int threads = 1 + Math.max(0, random.nextInt(8) - 4);
        int chunkBytes = 16 + random.nextInt(random.nextBoolean() ? 50 : 985);
        Reading expected = serial(text, format, wanted, blocks, skip);
        assertAsFastCsv(expected, text, format, wanted, blocks, skip);
        int head = 1 + random.nextInt(text.length);
        Reading found = parallel(text, format, wanted, blocks, skip, head, threads, chunkBytes);
        if (found == null) {
            return false;
        }
        assertThat(found)
                .as(
                        "chunks of %d bytes, %d threads, of %s",
                        chunkBytes, threads, new String(text, StandardCharsets.UTF_8))
                .isEqualTo(expected);
        return true;
    }

    /** The careful road alone, which the quick one is compared to, against FastCSV itself. */
    private static void assertAsFastCsv(
            Reading found, byte[] text, CsvFormat format, List<String> wanted, boolean blocks, boolean skip) {
        Matcher place = FAULT.matcher(found.fault);
        FastCsvReading expected = FastCsvReading.of(
                text, format, wanted, skip, row -> !blocks && row.get(0).compareTo(Recorded.REFUSED) == 0);
        assertThat(new FastCsvReading(
                        found.rows, found.skipped, place.lookingAt() ? Long.parseLong(place.group(1)) : 0))
                .as("%s, of %s", found.fault, new String(text, StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    private static final Pattern FAULT = Pattern.compile("text, line ([0-9]+)");

    /** Fails at a chunk, or when the so-manieth twin is made. */
    private static final class Failing extends Recorded {
        private final Error error;
        private final int failingChunk;
        private final int twins;

        Failing(Error error, int failingChunk, int twins) {
            super(List.of("c0"), true, false);
            this.error = error;
            this.failingChunk = failingChunk;
            this.twins = twins;
        }

        @Override
        public void beginChunk(long source, long chunk) {
            if (chunk == failingChunk) {
                throw error;
            }
        }

        private int made;

        @Override
        public ParallelSink twin() {
            if (++made == twins) {
                throw error;
            }
            return new Failing(error, failingChunk, 0);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverOneThreadThrowsEndsThemAll() throws IOException {
        // The blanks take the careful road, on which a thread may wait for the lines that the others count.
        byte[] text = ("c0\n" + "1\n  \n2\n".repeat(500)).getBytes(StandardCharsets.UTF_8);
        TextBeginning beginning = TextBeginning.of(text, CsvFormat.DEFAULT.withDelimiter(','), PLACE);
        assertThat(beginning).isNotNull();
        for (int round = 0; round < 200; round++) {
            Error error = new OutOfMemoryError("in a test");
            int threads = 2 + round % 3;
            Failing sink = new Failing(error, round % 4 == 0 ? -1 : round % 50, round % 4 == 0 ? threads - 1 : 0);
            ParallelRows.Task task = new ParallelRows.Task(0, false, threads, 64, ReadingProgress.NONE);
            assertThatThrownBy(() -> ParallelRows.read(
                            Objects.requireNonNull(beginning), text, InputStream.nullInputStream(), sink, task))
                    .isSameAs(error);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("rows"));
    }

    @Test
    void whatMayBelongToANumberSeparatesFieldsAllTheSame() throws IOException {
        for (char delimiter : "-059e+.".toCharArray()) {
            CsvFormat format = CsvFormat.DEFAULT
                    .withDecimalMark(delimiter == '.' ? ',' : '.')
                    .withDelimiter(delimiter);
            String text = "a?b\n3??4\n3?4\n".replace('?', delimiter);
            List<String> wanted = List.of("a", "b");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Reading serial = serial(bytes, format, wanted, true, false);
            assertThat(serial.fault).startsWith("text, line 2: found 3 fields, expected 2");
            Reading parallel = parallel(bytes, format, wanted, true, false, bytes.length - 1, 2, 16);
            assertThat(parallel == null ? serial : parallel).isEqualTo(serial);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sixtyThousandTextsInChunksOfSixteenToAThousandBytes() throws IOException {
        Random random = new Random(11);
        int read = 0;
        while (read < 60_000) {
            int columns = 1 + random.nextInt(4);
            boolean[] wanted = new boolean[columns];
            List<String> names = new ArrayList<>();
            wanted[random.nextInt(columns)] = true;
            for (int c = 0; c < columns; c++) {
                wanted[c] |= random.nextBoolean();
                if (wanted[c]) {
                    names.add("c" + (read % 5 == 0 ? c + 1 : c));
                }
            }
            Collections.shuffle(names, random);
            char delimiter = (read % 50 == 0 ? "-9e:'" : ";\t|,").charAt(random.nextInt(read % 6 == 0 ? 3 : 4));
            CsvFormat format = CsvFormat.DEFAULT
                    .withDelimiter(delimiter)
                    .withDecimalMark(read % 6 == 0 ? ',' : '.')
                    .withHeader(read % 5 != 0);
            byte[] text = text(random, columns, wanted, delimiter, format).getBytes(StandardCharsets.UTF_8);
            if (assertSame(random, text, format, names)) {
                read++;
            }
        }
        assertThat(read).isEqualTo(60_000);
    }

    /** A minute on CI, a moment elsewhere. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bytesAtRandomNeverMakeADifference() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + ("true".equals(System.getenv("CI")) ? 60_000_000_000L : 1_000_000_000L);
        byte[] letters = "0123456789,,,,\n\n\n\n\"\".-+eE \r;\t_xé\0".getBytes(StandardCharsets.UTF_8);
        while (System.nanoTime() < end) {
            byte[] rows = new byte[random.nextInt(400)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] =
                        random.nextInt(200) == 0 ? (byte) random.nextInt(256) : letters[random.nextInt(letters.length)];
            }
            byte[] header = "a,b\n".getBytes(StandardCharsets.UTF_8);
            byte[] text = Arrays.copyOf(header, header.length + rows.length);
            System.arraycopy(rows, 0, text, header.length, rows.length);
            try {
                assertSame(
                        random, text, CsvFormat.DEFAULT.withDelimiter(','), List.of(random.nextBoolean() ? "a" : "b"));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
