package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files, several threads, folders of Parquet files. */
class ReadingOptionsTest {
    private static final Path PARQUET = Path.of("data/src/test/resources/parquet");

    @TempDir
    private Path folder;

    private Path rows(int count, int badRow) throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 1; i <= count; i++) {
            text.append(i == badRow || i == badRow + 20_000 ? "x" + i : String.valueOf(random.nextInt(1_000_000)))
                    .append(',')
                    .append(random.nextGaussian())
                    .append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    @Test
    void anyNumberOfThreadsPrintsTheSameBits() throws IOException {
        String file = rows(100_000, -50_000).toString();
        Run one = Run.of("fit", file, "--json", "--threads", "1");
        assertThat(one.status()).isZero();
        for (String threads : new String[] {"2", "3", "7"}) {
            assertThat(Run.of("fit", file, "--json", "--threads", threads)).isEqualTo(one);
        }
    }

    @Test
    void theFirstFaultIsNamedWithItsLineWhicheverThreadMeetsIt() throws IOException {
        String file = rows(100_000, 60_000).toString();
        for (int i = 0; i < 5; i++) {
            Run run = Run.of("fit", file, "--threads", "4");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("leastline: " + file + ", line 60001, column 'x': found 'x60000', expected");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5", "99999", ""})
    void threadsAreCountedFromOne(String threads) {
        Run run = Run.of("fit", "examples/line.csv", "--threads=" + threads);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("leastline: --threads takes a number from 1 to 1024, not '" + threads + "'\n");
    }

    @Test
    void theParquetFilesOfAFolderAreOneDataSet() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.copy(PARQUET.resolve("snappy.parquet"), parts.resolve("part-1.parquet"));
        Files.copy(PARQUET.resolve("zstd.parquet"), parts.resolve("part-2.parquet"));
        for (String other : new String[] {"_SUCCESS", "_metadata.parquet", ".part-1.parquet", ".part-1.parquet.crc"}) {
            Files.writeString(parts.resolve(other), "no data");
        }
        Run once = Run.of("fit", parts.toString(), "x ~ n", "--json");
        assertThat(once.status()).isZero();
        assertThat(once.out()).contains("\"rows\":80,");
        assertThat(once.err()).isEmpty();
        Run moments = Run.of("moments", parts.toString(), "--terms", "x, n");
        assertThat(moments.status()).isZero();
        assertThat(moments.out()).contains("80");
    }
}
