package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline fit} from outside. */
class FitTest {
    @TempDir
    Path folder;

    private String file(String name, String text) {
        return Run.file(folder, name, text);
    }

    @Test
    void aPerfectLineHasExactCoefficients() {
        Run.of("fit", "examples/line.csv", "--json")
                .prints(
                        "{\"formula\":\"y ~ x\",\"rows\":5,\"skipped\":0,\"coefficients\":["
                                + "{\"term\":\"(Intercept)\",\"estimate\":1.0},{\"term\":\"x\",\"estimate\":2.0}],\"rSquared\":1.0}\n");
    }

    @Test
    void threePointsOnALineThroughTheOriginHaveAnInterceptOfZero() {
        String data = file("origin.csv", "x,y\n0.1,0.2\n0.3,0.6\n0.7,1.4\n");
        assertThat(Run.of("fit", data, "y ~ x", "--json").out()).contains("\"estimate\":0.0}", "\"estimate\":2.0}");
        assertThat(Run.of("fit", data).out()).startsWith("y = 2x + 0\n");
    }

    @Test
    void printsEquationCoefficientsRowsAndRSquared() {
        Run.of("fit", file("cars.csv", "speed,dist\n4,2\n7,4\n8,16\n"), "dist ~ speed")
                .prints("""
                dist = 2.8462 speed - 10.6923

                term         estimate
                (Intercept)  -10.692307692307692
                speed        2.8461538461538463

                n = 3, R² = 0.6122540250447227
                """);
    }

    @Test
    void aResponseThatDoesNotVaryHasNoRSquared() {
        String data = file("flat.csv", "x,y\n1,7\n2,7\n3,7\n");
        assertThat(Run.of("fit", data).out()).startsWith("y = 0x + 7\n").endsWith("n = 3, R² = – (y does not vary)\n");
        assertThat(Run.of("fit", data, "--json").out()).endsWith("\"rSquared\":null}\n");
    }

    @Test
    void aFormulaWithoutInterceptOrWithoutPredictors() {
        assertThat(Run.of("fit", "examples/line.csv", "y ~ x - 1").out()).startsWith("y = 2.2727x\n");
        assertThat(Run.of("fit", "examples/line.csv", "y ~ 1").out()).startsWith("y = 7\n");
    }

    @Test
    void rowsInAnyOrderAndFilesInAnySplitGiveTheSameBytes() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("examples/longley.csv"));
        List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
        String expected =
                Run.of("fit", "examples/longley.csv", "y ~ .", "--json").out();
        Random random = new Random(20261123);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(rows, random);
            int first = random.nextInt(rows.size() + 1);
            int second = first + random.nextInt(rows.size() - first + 1);
            List<List<String>> parts =
                    List.of(rows.subList(0, first), rows.subList(first, second), rows.subList(second, rows.size()));
            List<String> args = new ArrayList<>(List.of("fit"));
            for (int i = 0; i < parts.size(); i++) {
                args.add(file("part" + i + ".csv", lines.get(0) + "\n" + String.join("\n", parts.get(i)) + "\n"));
            }
            args.addAll(List.of("y ~ .", "--json"));
            Run.of(args.toArray(String[]::new)).prints(expected);
        }
    }

    @Test
    void readsStandardInputPlainOrGzipped() throws IOException {
        byte[] text = "x,y\n1,3\n2,5\n3,7\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text);
        }
        assertThat(Run.withInput(text, "fit", "-").out()).startsWith("y = 2x + 1\n");
        assertThat(Run.withInput(zipped.toByteArray(), "fit", "-", "y ~ x").out())
                .startsWith("y = 2x + 1\n");
    }

    @Test
    void readsWhatTheOptionsDescribe() {
        String european = file("european.csv", "x;y\n1,5;3\n2,5;5\n");
        assertThat(Run.of("fit", european, "--decimal", ",").out()).startsWith("y = 2x + 0\n");
        String dots = file("dots.csv", "x.y\n1,5.3\n2,5.5\n");
        assertThat(Run.of("fit", dots, "--delimiter", ".", "--decimal", ",").out())
                .startsWith("y = 2x + 0\n");
        String tabs = file("tabs.tsv", "# measured by hand\nx\ty\n1\t3\n2\t5\n");
        assertThat(Run.of("fit", tabs, "--comment", "#").out()).startsWith("y = 2x + 1\n");
        assertThat(Run.of("fit", tabs, "--comment", "#", "--delimiter", "tab").out())
                .startsWith("y = 2x + 1\n");
        String blanks = file("blanks.txt", "  1   3\n 2 \t 5\n");
        assertThat(Run.of("fit", blanks, "--no-header", "--delimiter", " ").out())
                .startsWith("c2 = 2 c1 + 1\n");
    }

    @Test
    void anOddNameGoesInBackticks() {
        String data = file("odd.csv", "floor area,y\n1,3\n2,5\n");
        assertThat(Run.of("fit", data, "y ~ `floor area`").out()).startsWith("y = 2 `floor area` + 1\n");
        assertThat(Run.of("fit", data).out()).startsWith("y = 2 `floor area` + 1\n");
    }

    @Test
    void aFileWhoseNameHasATildeIsAFile() {
        String data = file("a~b.csv", "x,y\n1,3\n2,5\n");
        assertThat(Run.of("fit", data).out()).startsWith("y = 2x + 1\n");
    }

    @Test
    void helpAndVersionAreAnswers() {
        assertThat(Run.of("--help").out()).startsWith("Usage: leastline").contains("Exit status");
        assertThat(Run.of("fit", "--help").out())
                .startsWith("Usage: leastline fit")
                .contains("Examples:");
        assertThat(Run.of("descend", "--help").out())
                .startsWith("Usage: leastline descend")
                .contains("Examples:");
        assertThat(Run.of("--version").out()).startsWith("leastline ");
        assertThat(Run.of("--help").status()).isZero();
    }
}
