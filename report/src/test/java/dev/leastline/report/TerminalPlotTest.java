package dev.leastline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The picture out of letters. */
class TerminalPlotTest {
    private static final Fitted FIVE = Fits.line(new double[] {1, 2, 3, 4, 5}, new double[] {3, 5, 7, 9, 11}, 5);

    @Test
    void inBraille() {
        assertThat(String.join("\n", TerminalPlot.lines(FIVE, true))).isEqualTo("""
                y
                  │                                                            ⢀●
                  │                                                        ⢀⡠⠔⠊⠁
                10┤                                                     ⢀⡠⠔⠁
                  │                                                 ⢀⡠⠔⠊⠁
                  │                                              ●⠤⠒⠁
                  │                                          ⢀⡠⠔⠊
                 8┤                                       ⣀⠤⠒⠁
                  │                                   ⢀⡠⠒⠉
                  │                                ⣀⠤⠒⠁
                  │                            ⢀⠤⠒⠉●
                  │                         ⣀⠤⠊⠁
                 6┤                     ⢀⠤⠒⠉
                  │                  ⡠⠔⠊⠁
                  │              ⢀⠤⠒●
                  │          ⢀⡠⠔⠊⠁
                 4┤       ⢀⠔⠊⠁
                  │   ⢀⡠⠔⠊⠁
                  │  ●⠁
                  └────────────────────────────────────────────────────────────────
                     1              2              3              4              5  x
                """.stripTrailing());
    }

    @Test
    void inAscii() {
        List<String> lines = TerminalPlot.lines(FIVE, false);
        assertThat(String.join("\n", lines)).isEqualTo("""
                y
                  |                                                            -o
                  |                                                        -----
                10+                                                     ----
                  |                                                 -----
                  |                                              o---
                  |                                          ----
                 8+                                       ----
                  |                                   ----
                  |                                ----
                  |                            ----o
                  |                         ----
                 6+                     ----
                  |                  ----
                  |              ---o
                  |          -----
                 4+       ----
                  |   -----
                  |  o-
                  +----------------------------------------------------------------
                     1              2              3              4              5  x
                """.stripTrailing());
        assertThat(String.join("", lines).chars()).allMatch(c -> c < 128);
    }

    @Test
    void manyPointsAreDotsAndTheLineIsNot() {
        double[] x = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
        double[] y =
                IntStream.range(0, 1000).mapToDouble(i -> i + i * 7919 % 400).toArray();
        List<String> lines = TerminalPlot.lines(Fits.line(x, y, 5000), true);
        assertThat(String.join("", lines)).contains("━").doesNotContain("●");
        assertThat(String.join("", lines).chars()).anyMatch(c -> c > '\u2800' && c <= '\u28ff');
        assertThat(lines).last().asString().contains("a random sample of 1,000 of 5,000 rows");
    }

    @Test
    void withoutRowsItSaysSo() {
        assertThat(TerminalPlot.lines(Fits.withoutRows(FIVE), true))
                .containsExactly("(no picture: the data are moments, without rows)");
    }
}
