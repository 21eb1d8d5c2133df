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
        Run.of("fit", "examples/line.csv", "--json").prints("""
                        {"formula":"y ~ x","rows":5,"skipped":0,"coefficients":[\
                        {"term":"(Intercept)","estimate":1.0,"stdError":0.0,"t":null,"p":null,"lower":1.0,"upper":1.0},\
                        {"term":"x","estimate":2.0,"stdError":0.0,"t":null,"p":null,"lower":2.0,"upper":2.0}],\
                        "confidence":0.95,"residualStdError":0.0,"degreesOfFreedom":3,"rSquared":1.0,"adjustedRSquared":1.0,\
                        "fStatistic":null,"fDegreesOfFreedom":[1,3],"fPValue":null,"logLikelihood":null,"aic":null,"bic":null}
                        """);
    }

    @Test
    void threePointsOnALineThroughTheOriginHaveAnInterceptOfZero() {
        String data = file("origin.csv", "x,y\n0.1,0.2\n0.3,0.6\n0.7,1.4\n");
        assertThat(Run.of("fit", data, "y ~ x", "--json").out()).contains("\"estimate\":0.0,", "\"estimate\":2.0,");
        assertThat(Run.of("fit", data).out()).startsWith("y = 2x + 0\n");
    }

    @Test
    void printsEquationCoefficientsRowsAndRSquared() {
        Run.of("fit", file("cars.csv", "speed,dist\n4,2\n7,4\n8,16\n"), "dist ~ speed")
                .prints("""
                dist = 2.8462 speed - 10.6923

                term                    estimate  std. error          t      p  lower 95%  upper 95%
                (Intercept)  -10.692307692307692     14.8525  -0.719898  0.603   -199.412    178.027
                speed         2.8461538461538463     2.26499    1.25659  0.428   -25.9333    31.6256

                n = 3, residual standard error 6.66795 on 1 degree of freedom
                R² = 0.6122540250447227, adjusted R² = 0.224508
                F = 1.57901 on 1 and 1, p = 0.428
                log-likelihood -8.30083, AIC 22.6017, BIC 19.8975
                """);
    }

    @Test
    void aResponseThatDoesNotVaryHasNoRSquared() {
        String data = file("flat.csv", "x,y\n1,7\n2,7\n3,7\n");
        assertThat(Run.of("fit", data).out()).startsWith("y = 0x + 7\n").contains("R² = –, adjusted R² = –\n");
        assertThat(Run.of("fit", data, "--json").out()).contains("\"rSquared\":null,");
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

    @Test
    void aConfidenceMovesTheEndsOfTheIntervals() {
        Run run = Run.of("fit", "examples/norris.csv", "--confidence", "0.99");
        assertThat(run.out()).contains("lower 99%  upper 99%");
        assertThat(Run.of("fit", "examples/norris.csv", "--confidence", "0.99", "--json")
                        .out())
                .contains("\"confidence\":0.99,");
        for (String wrong : List.of("0", "1", "95", "x")) {
            Run.of("fit", "examples/norris.csv", "--confidence", wrong)
                    .fails(2, "--confidence takes a number between 0 and 1, such as 0.99, not '" + wrong + "'");
        }
    }

    @Test
    void nearlyCollinearTermsAreSaidAndTheirVarianceInflationIsPrintedOnDemand() {
        Run run = Run.of("fit", "examples/longley.csv", "y ~ .", "--vif");
        assertThat(run.err())
                .isEqualTo(
                        "leastline: nearly collinear terms, whose coefficients are uncertain though exact"
                                + " (variance inflation factors): x1 135.532, x2 1788.51, x3 33.6189, x5 399.151, x6 758.981\n");
        assertThat(run.out()).contains("\nvariance inflation\n  x1  135.532\n").contains("  x4  3.58893\n");
        assertThat(Run.of("fit", "examples/longley.csv", "y ~ .", "--vif", "--json")
                        .out())
                .contains("\"vif\":135.53");
        assertThat(Run.of("fit", "examples/norris.csv").err()).isEmpty();
    }
}
