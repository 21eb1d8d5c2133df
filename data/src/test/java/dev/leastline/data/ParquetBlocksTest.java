package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick road through Parquet, by the files that {@code kinds/write.py} writes, whose numbers are known. */
class ParquetBlocksTest {
    private static final Path KINDS = Path.of("src/test/resources/parquet/kinds");
    private static final int ROWS = 400;

    /** The columns of {@code write.py} without gaps, then those with gaps. */
    private static final Map<String, IntFunction<@Nullable BigDecimal>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("i8", i -> BigDecimal.valueOf(i % 256 - 128));
        COLUMNS.put("u8", i -> BigDecimal.valueOf(i % 256));
        COLUMNS.put("i16", i -> BigDecimal.valueOf(150L * (i - 200)));
        COLUMNS.put("u16", i -> BigDecimal.valueOf(65535 - 160L * i));
        COLUMNS.put("i32", i -> BigDecimal.valueOf(10_000_000L * (i - 200)));
        COLUMNS.put("u32", i -> BigDecimal.valueOf(4_294_967_295L - 7L * i));
        COLUMNS.put("i64", i -> BigDecimal.valueOf(9_007_199_254_740_993L * (i - 200)));
        COLUMNS.put("small", i -> BigDecimal.valueOf(1_000_000_007L * i));
        COLUMNS.put("f32", i -> new BigDecimal((i - 200) / 8.0));
        COLUMNS.put("f64", i -> new BigDecimal((i - 200) / 7.0));
        COLUMNS.put("d9", i -> BigDecimal.valueOf(12345L * (i - 200), 2));
        COLUMNS.put("d18", i -> BigDecimal.valueOf(1_234_567_890_123L * (i - 200), 4));
        COLUMNS.put("few", i -> new BigDecimal(List.of("1.5", "-2.25", "3").get(i % 3)));
        COLUMNS.put("same", i -> BigDecimal.valueOf(7));
        COLUMNS.put("gaps", i -> i % 10 == 3 || i == 77 ? null : new BigDecimal(i / 3.0));
        COLUMNS.put("holes", i -> (i >= 100 && i < 160) || i % 7 == 2 ? null : BigDecimal.valueOf(i % 5));
        COLUMNS.put("none", i -> null);
    }

    private static final List<String> DECIMALS =
            List.of("u8", "i8", "i16", "u16", "i32", "u32", "i64", "small", "same", "d9", "d18");
    private static final List<String> DOUBLES = List.of("f32", "f64", "few");
    private static final List<String> MIXED = List.of("f64", "small", "i16", "f32");
    private static final List<String> FARTHER = List.of("f64", "i64", "d9");

    /** Rows in any order, of blocks of doubles too. */
    private static class Rows extends Recorded {
        private final List<String> wanted;
        private final boolean blocks;

        Rows(List<String> wanted, boolean blocks) {
            super(wanted, blocks, true);
            this.wanted = wanted;
            this.blocks = blocks;
        }

        @Override
        public ParallelSink twin() {
            return new Rows(wanted, blocks);
        }

        @Override
        public void addRows(double[][] values, int count) {
            for (double[] column : values) {
                if (!Arrays.stream(column, 0, count).allMatch(Double::isFinite)) {
                    throw new IllegalArgumentException("not finite");
                }
            }
            for (int i = 0; i < count; i++) {
                for (int column = 0; column < values.length; column++) {
                    set(column, values[column][i]);
                }
                endRow(new Place("rows", 0, false, null));
            }
        }

        List<String> sorted() {
            return rows.stream().sorted().toList();
        }
    }

    private static List<String> expected(List<String> columns) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int row = i;
            List<@Nullable BigDecimal> values = new ArrayList<>();
            columns.forEach(
                    name -> values.add(Objects.requireNonNull(COLUMNS.get(name)).apply(row)));
            if (values.stream().allMatch(Objects::nonNull)) {
                rows.add(values.stream()
                        .map(Objects::requireNonNull)
                        .map(FastCsvReading::told)
                        .toList()
                        .toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    private static ParquetRows.Task task(
            Path file, boolean skipMissing, int threads, int partRows, ReadingProgress progress) {
        return new ParquetRows.Task(
                file, new Place("kinds", 0, false, null), 0, skipMissing, threads, partRows, progress);
    }

    private static Optional<ParquetRows.Count> read(Rows sink, ParquetRows.Task... tasks) throws IOException {
        List<ParquetBlocks.Source> sources = new ArrayList<>();
        for (ParquetRows.Task task : tasks) {
            ParquetBlocks.Source source = ParquetBlocks.Source.open(task);
            if (source != null) {
                sources.add(source);
            }
        }
        try {
            return sources.size() < tasks.length ? Optional.empty() : ParquetBlocks.read(sources, sink);
        } finally {
            for (ParquetBlocks.Source source : sources) {
                source.close();
            }
        }
    }

    private static Path kind(String name) {
        return KINDS.resolve(name + ".parquet");
    }

    private static void check(String kind, List<String> columns, boolean blocks, int threads, int partRows)
            throws IOException {
        Rows rows = new Rows(columns, blocks);
        List<String> expected = expected(columns);
        assertThat(read(rows, task(kind(kind), true, threads, partRows, ReadingProgress.NONE)))
                .as("%s %s %s", kind, columns, blocks)
                .contains(new ParquetRows.Count(ROWS - expected.size(), expected.size()));
        assertThat(rows.sorted()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dictionary", "second", "second-plain", "required", "old"})
    void everyNumberIsReadExactlyHoweverItIsStored(String kind) throws IOException {
        for (boolean blocks : new boolean[] {true, false}) {
            for (int threads = 1; threads <= 3; threads++) {
                for (List<String> columns : List.of(DECIMALS, DOUBLES, MIXED, FARTHER)) {
                    check(kind, columns, blocks, threads, ParquetBlocks.PART);
                }
                for (String with : List.of("gaps", "holes", "none")) {
                    check(kind, List.of("f64", with), blocks, threads, ParquetBlocks.PART);
                    check(kind, List.of("i64", with), blocks, threads, ParquetBlocks.PART);
                    check(kind, List.of(with), blocks, threads, ParquetBlocks.PART);
                }
                check(kind, List.of("holes", "d9", "gaps", "small"), blocks, threads, ParquetBlocks.PART);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dictionary", "second", "required", "old"})
    void aGroupOfRowsMayBeReadInParts(String kind) throws IOException {
        for (int partRows : new int[] {1, 7, 50, 64, 149, 150, 151, 399}) {
            check(kind, List.of("f64", "gaps", "holes"), true, 2, partRows);
            check(kind, List.of("d9", "few", "i8"), true, 2, partRows);
        }
    }

    @Test
    void severalFilesAreReadSideBySide() throws IOException {
        List<String> kinds = List.of("plain", "dictionary", "second", "required", "old", "second-plain");
        for (int threads = 1; threads <= 3; threads++) {
            for (int partRows : new int[] {50, 149, ParquetBlocks.PART}) {
                for (List<String> columns : List.of(DECIMALS, DOUBLES, MIXED)) {
                    Rows rows = new Rows(columns, true);
                    List<ParquetRows.Task> tasks = new ArrayList<>();
                    List<String> expected = new ArrayList<>();
                    for (String kind : kinds) {
                        tasks.add(task(kind(kind), true, threads, partRows, ReadingProgress.NONE));
                        expected.addAll(expected(columns));
                    }
                    Collections.sort(expected);
                    assertThat(read(rows, tasks.toArray(ParquetRows.Task[]::new)))
                            .isPresent();
                    assertThat(rows.sorted()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aColumnMayBeStoredOtherwiseInTheNextFile() throws IOException {
        List<Path> files = List.of(
                Path.of("src/test/resources/parquet/names.parquet"),
                kind("double-integer"),
                kind("decimal-decimal"),
                kind("decimal-float"),
                kind("double-integer"),
                kind("decimal-decimal"));
        Rows rows = new Rows(List.of("x", "y"), true);
        Rows careful = new Rows(List.of("x", "y"), true);
        List<ParquetRows.Task> tasks = new ArrayList<>();
        for (Path file : files) {
            tasks.add(task(file, true, 2, 7, ReadingProgress.NONE));
            HardwoodRows.read(task(file, true, 2, 7, ReadingProgress.NONE), header -> careful);
        }
        assertThat(read(rows, tasks.toArray(ParquetRows.Task[]::new))).isPresent();
        assertThat(rows.sorted()).isEqualTo(careful.sorted());
    }

    @Test
    void whatIsUnusualIsLeftToTheCarefulRoadUntouched() throws IOException {
        Map<String, List<String>> unusual =
                Map.of("delta", DECIMALS, "binary", List.of("f64", "d18"), "plain", List.of("f64", "no such column"));
        for (Map.Entry<String, List<String>> each : unusual.entrySet()) {
            Rows rows = new Rows(each.getValue(), true);
            assertThat(read(rows, task(kind(each.getKey()), true, 2, 100, ReadingProgress.NONE)))
                    .isEmpty();
            assertThat(rows.rows).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"emptygroup", "swapped", "numvalues", "negscale", "huge", "huge62"})
    void whatTheFooterSaysOfTheColumnsMustGoTogether(String odd) throws IOException {
        Path file = Path.of("src/test/resources/parquet/odd", odd + ".parquet");
        Rows rows = new Rows(List.of("x", "y"), true);
        assertThat(read(rows, task(file, true, 2, ParquetBlocks.PART, ReadingProgress.NONE)))
                .isEmpty();
        assertThat(rows.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dictionary", "second", "second-plain", "required", "old", "binary", "delta"})
    void theCarefulRoadReadsTheSame(String kind) throws IOException {
        for (List<String> columns : List.of(DECIMALS, DOUBLES, MIXED, FARTHER, List.of("gaps", "holes"))) {
            Rows rows = new Rows(columns, true);
            HardwoodRows.read(task(kind(kind), true, 2, ParquetBlocks.PART, ReadingProgress.NONE), header -> rows);
            assertThat(rows.sorted()).as("%s %s", kind, columns).isEqualTo(expected(columns));
        }
    }

    @Test
    void whereRowsMustBeCompleteAMissingOneIsLeftToTheCarefulRoad() throws IOException {
        CountedProgress progress = new CountedProgress();
        Rows rows = new Rows(List.of("f64", "holes"), true);
        assertThat(read(rows, task(kind("dictionary"), false, 1, 2, progress))).isEmpty();
        assertThat(rows.rows).isEmpty();
        assertThat(progress.bytes).as("taken back").hasValue(0);
        assertThat(progress.rows).hasValue(0);
        assertThat(read(new Rows(DOUBLES, true), task(kind("dictionary"), false, 2, 90, progress)))
                .isPresent();
        assertThat(progress.bytes).hasValue(Files.size(kind("dictionary")));
        assertThat(progress.rows).hasValue(ROWS);
    }

    @Test
    void anErrorInAnyThreadIsNoAnswer() throws IOException {
        Rows rows = new Rows(DOUBLES, true) {
            @Override
            public ParallelSink twin() {
                return new Rows(DOUBLES, true) {
                    @Override
                    public void addRows(double[][] values, int count) {
                        throw new OutOfMemoryError("as if");
                    }
                };
            }
        };
        assertThat(read(rows, task(kind("dictionary"), true, 3, 10, ReadingProgress.NONE)))
                .isEmpty();
    }

    @Test
    void aPageThatDoesNotHaveItsChecksumIsNotTaken(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(kind("required"));
        Path damaged = folder.resolve("damaged.parquet");
        int seen = 0;
        for (int at = 100; at < bytes.length * 3 / 4; at += 61) {
            bytes[at] ^= 0x10;
            Files.write(damaged, bytes);
            bytes[at] ^= 0x10;
            List<String> columns = new ArrayList<>(COLUMNS.keySet()).subList(0, 14);
            Rows rows = new Rows(columns, true);
            Optional<ParquetRows.Count> count = read(rows, task(damaged, true, 2, 100, ReadingProgress.NONE));
            if (count.isEmpty()) {
                seen++;
            } else {
                assertThat(rows.sorted()).as("a byte of no consequence, %s", at).isEqualTo(expected(columns));
            }
        }
        assertThat(seen).isGreaterThan(400);
    }

    /** One damaged byte: whatever the quick road takes is what hardwood reads, if hardwood reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "dictionary", "second", "second-plain", "old"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void damageIsNeverReadInAnotherWayThanHardwoodDoes(String kind, @TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(kind(kind));
        Path damaged = folder.resolve("damaged.parquet");
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        List<String> columns = List.of("f64", "gaps", "d9", "u32", "few", "holes");
        int taken = 0;
        int left = 0;
        for (int time = 0; time < 200; time++) {
            byte[] copy = bytes.clone();
            // The footer and the headers of pages are the more interesting part.
            int at = time % 3 == 0 ? copy.length - 1 - random.nextInt(6000) : random.nextInt(copy.length);
            copy[at] = (byte) random.nextInt();
            Files.write(damaged, copy);
            Rows rows = new Rows(columns, true);
            ParquetRows.Task task = task(damaged, true, 2, 100, ReadingProgress.NONE);
            boolean isTaken = read(rows, task).isPresent();
            taken += isTaken ? 1 : 0;
            left += isTaken ? 0 : 1;
            Rows careful = new Rows(columns, true);
            try {
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> HardwoodRows.read(task, header -> careful));
            } catch (DataException e) {
                continue; // It looks at more than the numbers.
            }
            if (!isTaken) {
                continue;
            }
            assertThat(rows.sorted()).as("byte %s of %s", at, kind).isEqualTo(careful.sorted());
        }
        assertThat(taken).isGreaterThan(50);
        assertThat(left).isGreaterThan(10);
    }
}
