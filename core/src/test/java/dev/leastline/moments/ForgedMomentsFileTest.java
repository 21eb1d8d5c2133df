package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments files with a right checksum that no moments were written to. */
class ForgedMomentsFileTest {
    private static final String SMALL = MomentsFile.write(Moments.of(new double[] {1, 2}, new double[] {3.5, -4}));

    private final Random random = new Random(20261124);

    private static String message(String text) {
        return String.valueOf(catchThrowableOfType(MomentsFormatException.class, () -> MomentsFile.read(text))
                .getMessage());
    }

    /** A text with a right checksum. */
    private static String forged(String lines) {
        return lines + "sha256 " + MomentsFile.sha256(lines) + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            rows 2 | rows -2 | 2 | found 'rows -2', expected a number of rows
            rows 2 | rows 2.5 | 2 | found 'rows 2.5', expected a number of rows
            rows 2 | rows 1e19 | 2 | found 'rows 1e19', expected a number of rows
            rows 2 | rows | 2 | found 'rows', expected 'rows ...'
            rows 2 | rows two | 2 | found 'rows two', expected a number
            rows 2 | rows 3 | 6 | found '1 2', expected the number of rows, 3
            terms 2 | terms 3 | 6 | found '1 2', expected the name of a term
            terms 2 | terms 1 | 5 | found 'y', expected '1 ...'
            terms 2 | terms 9e18 | 6 | found '1 2', expected the name of a term
            terms 2 | term 2 | 3 | found 'term 2', expected 'terms ...'
            terms 2 | weights w | 4 | found 'x', expected 'log-weights ...'
            terms 2 | weights C(w)[a] | 3 | found 'weights C(w)[a]', expected weights, which are numbers
            rows 2 | rows 0 | 6 | found '1 2', expected the number of rows, 0
            1 2 | 1 -2 | 6 | found '1 -2', expected the number of rows, 2
            x%y | x%x | 5 | found 'x', expected another term: this one is there already
            x%y | x%`` | 5 | found '``', expected the name of a term
            x%y | x%log(``) | 5 | found 'log(``)', expected the name of a term
            x%y | x%(Intercept) | 5 | found '(Intercept)', expected the name of a term
            x%y | x%C(y)[a]:C(z) | 5 | found 'C(y)[a]:C(z)', expected the name of a term
            x%y | x% | 5 | found '', expected the name of a term
            x%y | x%C(y, base = "a") | 5 | found 'C(y, base = "a")', expected the name of a term
            terms 2 | weights C(w) | 3 | found 'weights C(w)', expected weights, which are numbers
            terms 2 | weights w%log-weights NaN | 4 | found 'log-weights NaN', expected a number
            x%y | x%(y) | 5 | found '(y)', expected the name of a term
            x%y | x%y:x | 5 | found 'y:x', expected the name of a term
            x%y | x%x^20:x | 5 | found 'x^20:x', expected the name of a term
            x%y | x%`y | 5 | found '`y', expected the name of a term
            x%y | x%1 | 5 | found '1', expected the name of a term
            x 3 | x | 7 | found 'x', expected 'x ...'
            x 3 | x  3 | 7 | found 'x  3', expected a number
            x 3 | x 3 | 7 |
            x 3 | x 1e2000000 | 7 | found 'x 1e2000000', expected a number
            x 3 | x 1e9999999999 | 7 | found 'x 1e9999999999', expected a number
            x 3 | x NaN | 7 | found 'x NaN', expected a number
            x 3 | y 3 | 7 | found 'y 3', expected 'x ...'
            x*x 5 | x*x -5 | 9 | found 'x*x -5', expected a sum of squares, which is not below zero
            x*x 5 | x 5 | 9 | found 'x 5', expected 'x*x ...'
            y*y 28.25 | y*y 28.25%z 1 | 12 | found 'z 1', expected the checksum
            x*x 5%x*y -4.5%y*y 28.25 | x*x 5 | 10 | found '', expected 'x*y ...'
            """)
    void aForgedFileIsRefusedWithItsLine(String from, String to, long line, String message) {
        String lines = SMALL.substring(0, SMALL.indexOf("sha256"));
        String text = forged(lines.replace("\n" + from.replace('%', '\n') + "\n", "\n" + to.replace('%', '\n') + "\n"));
        if (message == null) {
            assertThat(MomentsFile.write(MomentsFile.read(text))).isEqualTo(SMALL);
            return;
        }
        assertThatThrownBy(() -> MomentsFile.read(text))
                .isInstanceOf(MomentsFormatException.class)
                .hasMessage(message)
                .extracting(thrown -> ((MomentsFormatException) thrown).line())
                .isEqualTo(line);
    }

    private static final String LINES_OF_FACTORS = """
            leastline moments 1
            rows 3
            weights w
            log-weights 0.5
            terms 3
            x
            C(g)
            C(g):C(h)
            levels 4
            C(g)[2]
            C(g)[10]
            C(g)[2]:C(h)[a]
            C(g)[10]:C(h)[a]
            1 6
            x 3
            C(g)[2] 2
            C(g)[10] 4
            C(g)[2]:C(h)[a] 2
            C(g)[10]:C(h)[a] 4
            x*x 5
            x*C(g)[2] 1
            x*C(g)[10] 2
            x*C(g)[2]:C(h)[a] 1
            x*C(g)[10]:C(h)[a] 2
            C(g)[2]*C(g)[2] 2
            C(g)[2]*C(g)[2]:C(h)[a] 2
            C(g)[10]*C(g)[10] 4
            C(g)[10]*C(g)[10]:C(h)[a] 4
            C(g)[2]:C(h)[a]*C(g)[2]:C(h)[a] 2
            C(g)[10]:C(h)[a]*C(g)[10]:C(h)[a] 4
            """;

    @Test
    void factorsAreTakenWithTheirLevelsInOrder() {
        String text = forged(LINES_OF_FACTORS);
        assertThat(MomentsFile.write(MomentsFile.read(text))).isEqualTo(text);
        assertThat(MomentsFile.read(text).levels()).isEqualTo(Map.of("g", List.of("2", "10"), "h", List.of("a")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            levels 4 | levels 5 | 14 | found '1 6', expected the name of a term
            levels 4 | levels 3 | 13 | found 'C(g)[10]:C(h)[a]', expected '1 ...'
            levels 4 | levels 9e18 | 14 | found '1 6', expected the name of a term
            levels 4 | levels -1 | 9 | found 'levels -1', expected a number of levels
            levels 4 | rows 4 | 9 | found 'rows 4', expected 'levels ...'
            C(g)[2]%C(g)[10] | C(g)[10]%C(g)[2] | 11 | found 'C(g)[2]', expected the levels in their order, each once
            C(g)[2]%C(g)[10] | C(g)[2]%C(g)[2] | 11 | found 'C(g)[2]', expected the levels in their order, each once
            C(g)[10] | C(g)[2]:C(h)[a]%C(g)[10] | 12 | found 'C(g)[10]', expected the levels in their order, each once
            C(g)[10] | x | 11 | found 'x', expected a level of one of the factors
            C(g)[10] | C(g) | 11 | found 'C(g)', expected a level of one of the factors
            C(g)[10] | C(h)[a] | 11 | found 'C(h)[a]', expected a level of one of the factors
            C(g)[10] | C(g)[2]:C(g)[3] | 11 | found 'C(g)[2]:C(g)[3]', expected a level of one of the factors
            C(g)[10] | C(g)["10"] | 11 | found 'C(g)["10"]', expected the name of a term
            C(g):C(h) | C(g)[10] | 8 | found 'C(g)[10]', expected either a factor as a whole or single levels of it
            x%C(g) | C(g)[2]%C(g) | 7 | found 'C(g)', expected either a factor as a whole or single levels of it
            C(g):C(h) | C(h):C(g) | 8 | found 'C(h):C(g)', expected the name of a term
            C(g)[2]*C(g)[2] 2 | C(g)[2]*C(g)[2] 0 | 25 | found 'C(g)[2]*C(g)[2] 0', expected a sum above zero: \
            levels that no row has are left out
            1 6 | 1 0 | 14 | found '1 0', expected a sum of weights, which is zero only if there are no rows
            1 6 | 1 -6 | 14 | found '1 -6', expected a sum of weights, which is not below zero
            rows 3 | rows 0 | 4 | found 'log-weights 0.5', expected 0, as there are no rows
            rows 3%weights w%log-weights 0.5 | rows 0%weights w%log-weights 0 | 14 | \
            found '1 6', expected 0, as there are no rows
            """)
    void forgedLevelsAreRefusedWithTheirLine(String from, String to, long line, String message) {
        String changed =
                LINES_OF_FACTORS.replace("\n" + from.replace('%', '\n') + "\n", "\n" + to.replace('%', '\n') + "\n");
        assertThat(changed).isNotEqualTo(LINES_OF_FACTORS);
        assertThatThrownBy(() -> MomentsFile.read(forged(changed)))
                .isInstanceOf(MomentsFormatException.class)
                .hasMessage(message)
                .extracting(thrown -> ((MomentsFormatException) thrown).line())
                .isEqualTo(line);
    }

    @Test
    void forgedLinesAtRandomNeverGiveAnythingButARefusal() {
        for (int round = 0; round < 6000; round++) {
            String valid = round % 2 == 0 ? SMALL.substring(0, SMALL.indexOf("sha256")) : LINES_OF_FACTORS;
            List<String> lines = List.of(valid.split("\n"));
            List<String> changed = new ArrayList<>(lines);
            int at = 1 + random.nextInt(lines.size() - 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> Collections.swap(changed, at, 1 + random.nextInt(lines.size() - 1));
                default -> {
                    StringBuilder line = new StringBuilder(changed.get(at));
                    line.setCharAt(
                            random.nextInt(line.length()), "0129-.eExy*C()[]^:`\\\" ".charAt(random.nextInt(22)));
                    changed.set(at, line.toString());
                }
            }
            String text = forged(String.join("\n", changed) + "\n");
            try {
                Moments read = MomentsFile.read(text);
                assertThat(MomentsFile.read(MomentsFile.write(read))).isEqualTo(read);
                assertThat(read.select(List.copyOf(read.accumulated()))).isEqualTo(read);
                assertThat(read.merge(read).rows()).isEqualTo(2 * read.rows());
            } catch (MomentsFormatException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Test
    void aForgedMultitudeOfTermsCostsNoMoreThanItsLines() {
        StringBuilder lines = new StringBuilder("leastline moments 1\nrows 0\nterms 60000\n");
        IntStream.range(0, 60_000).forEach(i -> lines.append('x').append(i).append('\n'));
        assertThat(message(forged(lines.toString()))).isEqualTo("found '', expected '1 ...'");
        String longLine = "x".repeat(1000);
        assertThat(message(forged("leastline moments 1\n" + longLine + "\u0007\n")))
                .isEqualTo("found '" + longLine.substring(0, 57) + "...', expected 'rows ...'");
    }
}
