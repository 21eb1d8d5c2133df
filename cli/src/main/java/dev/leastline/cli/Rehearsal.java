package dev.leastline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Runs the commands for nobody to see. The launcher lets the virtual machine write down which classes they load and which
 * methods are hot, in a cache of which every later start takes a third less time (JEP 483, 514 and 515).
 */
final class Rehearsal {
    private static final int ROWS = 200_000;
    private static final int MANY = 40;

    private Rehearsal() {}

    /**
     * Runs the commands and ends.
     *
     * @param args files to fit besides the rows that are made up here
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Files.createTempDirectory("leastline");
        Path rows = folder.resolve("rows.csv");
        Path page = folder.resolve("report.html");
        try {
            Files.writeString(rows, rows());
            run("fit", rows.toString());
            for (String file : args) {
                // As many rows as it takes to know what is hot.
                run(Stream.concat(Stream.of("fit"), Stream.generate(() -> file).limit(MANY))
                        .toArray(String[]::new));
            }
            run("descend");
            run("descend", rows.toString(), "y ~ x", "--iterations", "1e6");
            run("report", "-o", page.toString());
            run("report", rows.toString(), "-o", page.toString());
        } finally {
            Files.deleteIfExists(page);
            Files.deleteIfExists(rows);
            Files.deleteIfExists(folder);
        }
        Runtime.getRuntime().halt(0);
    }

    private static String rows() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < ROWS; i++) {
            double x = 200 * random.nextDouble();
            rows.append(String.format("%.6f,%.6f%n", x, 2 * x + 1 + random.nextGaussian()));
        }
        return rows.toString();
    }

    private static void run(String... args) {
        Main.run(args, InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }
}
