package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline fit --diagnostics}, as it is typed and read. */
class FitDiagnosticsTest {
    @TempDir
    private Path folder;

    @Test
    void linesBelowTheTable() {
        Run run = Run.of("fit", "examples/cars.csv", "dist ~ speed", "--diagnostics");
        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith("""

                residuals: min -29.069, 1st quartile -9.5253, median -2.2719, 3rd quartile 9.2147, max 43.201
                Durbin–Watson 1.6762
                largest leverages: 0.11486 (line 2), 0.11486 (line 3), 0.087270 (line 51), 0.073985 (line 47), 0.073985 (line 48)
                largest Cook's distances: 0.34040 (line 50), 0.085552 (line 24), 0.068053 (line 40), 0.053176 (line 46), 0.052576 (line 36)
                """);
    }

    @Test
    void filesAreNamedWhereThereAreSeveral() {
        String first = Run.file(folder, "first.csv", "x,y\n1,1\n2,2\n");
        String second = Run.file(folder, "second.csv", "y,x\n3,3\n5,90\n");
        Run run = Run.of("fit", first, second, "y ~ x", "--diagnostics");
        assertThat(run.out()).contains("largest leverages: 0.99974 (" + second + ", line 3), ");
    }

    @Test
    void json() {
        Run run = Run.of("fit", "examples/cars.csv", "dist ~ speed", "--diagnostics", "--json");
        assertThat(run.out())
                .contains("\"diagnostics\":{\"residuals\":{\"min\":-29.069", "\"sampleSize\":50},\"durbinWatson\":1.67")
                .contains("\"leverages\":[{\"file\":\"examples/cars.csv\",\"line\":2,\"value\":0.1148")
                .contains("\"cooksDistances\":[{\"file\":\"examples/cars.csv\",\"line\":50,\"value\":0.3403");
    }

    @Test
    void whatDoesNotExistIsADash() {
        Run run = Run.of("fit", "examples/line.csv", "--diagnostics");
        assertThat(run.out()).endsWith("""

                residuals: min 0, 1st quartile 0, median 0, 3rd quartile 0, max 0
                Durbin–Watson –
                largest leverages: 0.60000 (line 2), 0.60000 (line 6), 0.30000 (line 3), 0.30000 (line 5), 0.2 (line 4)
                largest Cook's distances: –
                """);
        assertThat(Run.of("fit", "examples/line.csv", "--diagnostics", "--json").out())
                .contains("\"durbinWatson\":null", "\"cooksDistances\":[]");
    }

    @Test
    void refusesWhatItCannotDo() {
        Run.of("fit", "-", "y ~ x", "--diagnostics")
                .fails(2, "--diagnostics reads the data twice, which standard input (-) does not allow");
        String one = "--diagnostics is for one fit by least squares, without --by and --ridge";
        Run.of("fit", "examples/line.csv", "y ~ x", "--diagnostics", "--ridge", "1")
                .fails(2, one);
        Run.of("fit", "examples/line.csv", "y ~ x", "--diagnostics", "--by", "x")
                .fails(2, one);
        String moments = folder.resolve("line.moments").toString();
        assertThat(Run.of("moments", "examples/line.csv", "-o", moments).status())
                .isZero();
        Run.of("fit", moments, "y ~ x", "--diagnostics")
                .fails(1, moments + ": it holds moments, not rows; what a diagnosis tells needs the rows themselves");
    }
}
