package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Formula;
import dev.leastline.moments.MomentAccumulator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows read in chunks by several threads are those that FastCSV reads in one go, and so are the faults. */
class ParallelRowsTest {
    private static final Place PLACE = new Place("text", 0, false, null);

    /** Writes rows down, in any order. */
    private static final class Recorded implements ParallelSink {
        private final List<String> wanted;
        private final boolean blocks;
        private final boolean skipMissing;
        private final List<String> rows = new ArrayList<>();
        private final BigDecimal[] row;

        Recorded(List<String> wanted, boolean blocks, boolean skipMissing) {
            this.wanted = wanted;
            this.blocks = blocks;
            this.skipMissing = skipMissing;
            this.row = new BigDecimal[wanted.size()];
        }

        @Override
        public ParallelSink twin() {
            return new Recorded(wanted, blocks, skipMissing);
        }

        @Override
        public void merge(ParallelSink twin) {
            rows.addAll(((Recorded) twin).rows);
        }

        @Override
        public boolean takesBlocks() {
            return blocks;
        }

        @Override
        public void addRows(long[][] mantissas, int[][] scales, int count) {
            for (int i = 0; i < count; i++) {
                for (int column = 0; column < row.length; column++) {
                    set(column, mantissas[column][i], scales[column][i]);
                }
                endRow(PLACE);
            }
        }

        @Override
        public List<String> columns() {
            return wanted;
        }

        @Override
        public List<String> texts() {
            return List.of();
        }

        @Override
        public void set(int column, long mantissa, int scale) {
            row[column] = BigDecimal.valueOf(mantissa, scale);
        }

        @Override
        public void set(int column, BigDecimal value) {
            row[column] = value;
        }

        @Override
        public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
            return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
        }

        @Override
        public void endRow(Place place) {
            // As a function that has no value there would.
            if (!blocks && row[0].compareTo(BigDecimal.valueOf(-77)) == 0) {
                MomentAccumulator logarithm =
                        new MomentAccumulator(Formula.parse("log(x) ~ 1").accumulated());
                logarithm.setDecimal(0, -77, 0);
                logarithm.endRow();
            }
            rows.add(Arrays.toString(Arrays.stream(row)
                    .map(value -> value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros())
                    .toArray()));
        }

        @Override
        public long rows() {
            return rows.size();
        }
    }

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

    private static String text(Random random, int columns, boolean[] wanted, char delimiter, boolean header) {
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
                    text.append(pick(random.nextInt(odd) == 0 ? ODD : GOOD, random));
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

    @Test
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
            char delimiter = ",;\t|".charAt(random.nextInt(4));
            CsvFormat format = CsvFormat.DEFAULT.withDelimiter(delimiter).withHeader(read % 5 != 0);
            byte[] text =
                    text(random, columns, wanted, delimiter, format.header()).getBytes(StandardCharsets.UTF_8);
            if (assertSame(random, text, format, names)) {
                read++;
            }
        }
        assertThat(read).isEqualTo(60_000);
    }

    /** A minute on CI, a moment elsewhere. */
    @Test
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
