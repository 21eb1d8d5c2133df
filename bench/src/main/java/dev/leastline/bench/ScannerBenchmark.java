package dev.leastline.bench;

import dev.leastline.data.CsvFormat;
import dev.leastline.data.DataRequest;
import dev.leastline.data.DataSource;
import dev.leastline.data.FormulaMoments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for a row of text with two numbers, from bytes in memory to exact moments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ScannerBenchmark.ROWS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScannerBenchmark {
    static final int ROWS = 1_000_000;

    /** How the numbers are written. */
    public enum Writing {
        PLACES_6,
        PLACES_2,
        INTEGERS,
        DIGITS_17,
        SHORTEST,
        EXPONENTS,
        QUOTED
    }

    @Param
    public Writing writing;

    @Param({"1", "2"})
    public int threads;

    private byte[] text = {};

    @Setup
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder lines = new StringBuilder("x,y\n");
        for (int row = 0; row < ROWS; row++) {
            double x = 200 * random.nextDouble();
            lines.append(number(x))
                    .append(',')
                    .append(number(2 * x + 1 + random.nextGaussian()))
                    .append('\n');
        }
        text = lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String number(double value) {
        return switch (writing) {
            case PLACES_6 -> String.format(Locale.ROOT, "%.6f", value);
            case PLACES_2 -> String.format(Locale.ROOT, "%.2f", value);
            case INTEGERS -> Long.toString(Math.round(1000 * value));
            case DIGITS_17 -> String.format(Locale.ROOT, "%.14f", value);
            case SHORTEST -> Double.toString(value);
            case EXPONENTS -> String.format(Locale.ROOT, "%.6e", value);
            case QUOTED -> String.format(Locale.ROOT, "\"%.6f\"", value);
        };
    }

    @Benchmark
    public FormulaMoments exact() {
        DataSource source = DataSource.stdin(new ByteArrayInputStream(text));
        return FormulaMoments.read(List.of(source), CsvFormat.DEFAULT, DataRequest.DEFAULT.withThreads(threads));
    }
}
