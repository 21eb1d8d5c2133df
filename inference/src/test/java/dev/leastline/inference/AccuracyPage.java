package dev.leastline.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of {@code docs/accuracy.md}. */
final class AccuracyPage {
    private AccuracyPage() {}

    /** The cells after the first of the one row that begins with the given cell. */
    static List<String> row(String firstCell) {
        try {
            List<List<String>> rows = Files.readAllLines(Path.of("..", "docs", "accuracy.md")).stream()
                    .filter(line -> line.startsWith("| " + firstCell + " |"))
                    .map(line -> Arrays.stream(line.split("\\|"))
                            .skip(2)
                            .map(String::strip)
                            .toList())
                    .toList();
            if (rows.size() != 1) {
                throw new IllegalStateException(rows.size() + " rows begin with " + firstCell);
            }
            return rows.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
