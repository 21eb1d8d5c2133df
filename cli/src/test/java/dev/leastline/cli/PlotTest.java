package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --plot} of fit and descend. */
class PlotTest {
    private static final String CARS = "examples/cars.csv";
    private static final String FORMULA = "dist ~ speed";

    @TempDir
    private Path folder;

    private String svg() {
        return folder.resolve("a plot.svg").toString();
    }

    @Test
    void drawsToAFileBesideTheTable() throws IOException {
        Run run = Run.of("fit", CARS, FORMULA, "--plot", svg());
        run.prints(Run.of("fit", CARS, FORMULA).out());
        String picture = Files.readString(Path.of(svg()));
        assertThat(picture).startsWith("<?xml").contains("dist = 3.9324 speed - 17.5791");
        Run.of("fit", "--plot=" + svg(), CARS, FORMULA, "--json")
                .prints(Run.of("fit", CARS, FORMULA, "--json").out());
        assertThat(Files.readString(Path.of(svg()))).isEqualTo(picture);
    }

    @Test
    void aloneItDrawsBelowTheTableInTheReadersLetters() {
        String table = Run.of("fit", CARS, FORMULA).out();
        for (String[] words : new String[][] {{"fit", "--plot", CARS, FORMULA}, {"fit", CARS, FORMULA, "--plot"}}) {
            Run unicode = Run.process(Map.of("LEASTLINE_LOCALE", "de_DE.UTF-8"), words);
            assertThat(unicode.out()).startsWith(table + "\ndist\n").contains("●", "│", "  speed\n");
            Run ascii = Run.process(Map.of("LEASTLINE_LOCALE", "POSIX"), words);
            assertThat(ascii.out())
                    .startsWith(table + "\ndist\n")
                    .contains(" o ", "|")
                    .doesNotContain("●");
        }
    }

    @Test
    void itsWrongUsesAreRefused() {
        Run.of("fit", CARS, FORMULA, "--plot", "fit.png")
                .fails(2, "--plot draws SVG; name a file that ends in .svg, not 'fit.png'");
        Run.of("fit", CARS, FORMULA, "--plot", "--json")
                .fails(2, "--plot without a file draws into the answer; with --json name one, --plot fit.svg");
        Run.of("fit", CARS, FORMULA, "--plot", svg(), "--ridge", "1")
                .fails(2, "--plot is for one fit by least squares, without --by and --ridge");
        Run.of("descend", "--plot").fails(2, "--plot draws the bowl to a file; name one that ends in .svg");
        String nowhere = folder.resolve("no folder").resolve("x.svg").toString();
        Run lost = Run.of("fit", CARS, FORMULA, "--plot", nowhere);
        assertThat(lost.status()).isEqualTo(1);
        assertThat(lost.err()).isEqualTo("leastline: " + nowhere + ": cannot be written: there is no such folder\n");
    }

    @Test
    void momentsHaveALineButNoPoints() throws IOException {
        String moments = folder.resolve("cars.moments").toString();
        Run.of("moments", CARS, "-o", moments);
        Run.of("fit", moments, FORMULA, "--plot", svg());
        assertThat(Files.readString(Path.of(svg()))).contains("there are no points to draw");
        assertThat(Run.of("fit", moments, FORMULA, "--plot").out())
                .endsWith("\n(no picture: the data are moments, without rows)\n");
        String longley = folder.resolve("longley.moments").toString();
        Run.of("moments", "examples/longley.csv", "-o", longley);
        Run nothing = Run.of("fit", longley, "y ~ x1 + x2", "--plot", svg());
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).contains("--plot: there is nothing to draw: the data are moments");
    }

    @Test
    void theBowlOfADescent() throws IOException {
        Run run = Run.of("descend", "--learning-rate", "0.01", "--iterations", "1000", "--plot", svg());
        assertThat(run.status()).isZero();
        assertThat(Files.readString(Path.of(svg())))
                .contains("The path, at the learning rate", "from a loss of 57 to 3.5727e-5 in 1000 iterations");
        Run diverging = Run.of("descend", "--learning-rate", "1", "--iterations", "2000", "--plot", svg());
        assertThat(diverging.status()).isEqualTo(1);
        assertThat(Files.readString(Path.of(svg()))).contains("This rate is not stable");
        Run mean = Run.of("descend", CARS, "dist ~ 1", "--plot", svg());
        assertThat(mean.status()).isEqualTo(1);
        assertThat(mean.err()).contains("--plot: there is no bowl to draw");
    }
}
