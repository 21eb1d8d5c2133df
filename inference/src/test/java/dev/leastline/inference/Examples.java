package dev.leastline.inference;

import dev.leastline.moments.Moments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data in the project's folder {@code examples}, read as the decimals they are. */
final class Examples {
    private Examples() {}

    /** The columns that hold numbers. */
    static Moments moments(String name) {
        return moments(rows(name));
    }

    /** The same with one more column, the square of another. */
    static Moments withSquare(String name, String column, String square) {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> given = rows(name);
        int index = given.get(0).indexOf(column);
        for (List<String> row : given) {
            List<String> longer = new ArrayList<>(row);
            longer.add(
                    rows.isEmpty()
                            ? square
                            : new BigDecimal(row.get(index)).pow(2).toPlainString());
            rows.add(longer);
        }
        return moments(rows);
    }

    private static Moments moments(List<List<String>> rows) {
        List<String> header = rows.get(0);
        int first = header.get(0).equals("model") ? 1 : 0;
        Moments.Builder builder =
                Moments.builder(header.subList(first, header.size()).toArray(String[]::new));
        for (List<String> row : rows.subList(1, rows.size())) {
            builder.row(
                    row.subList(first, row.size()).stream().map(BigDecimal::new).toArray(BigDecimal[]::new));
        }
        return builder.build();
    }

    private static List<List<String>> rows(String name) {
        try {
            return Files.readAllLines(Path.of("..", "examples", name + ".csv")).stream()
                    .map(line -> List.of(line.split(",")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
