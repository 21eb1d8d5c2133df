package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables in random spellings: the moments are known, and so is the line of a fault put into them. */
class RandomCsvTest {
    private static final String[] TEXTS = {"", "plain", "a,b", "p;q", "x\ty", "#no", "5\" pipe", "\"", "NA", "é漢😀"};

    static List<Integer> seeds() {
        return new Random(99).ints(400).boxed().toList();
    }

    /** Writes a table and remembers in which line each of its records begins. */
    private static final class Spelling {
        final Random random;
        final StringBuilder text = new StringBuilder();
        final char delimiter;
        final String lineEnd;
        final boolean decimalComma;
        final boolean comments;
        long line = 1;
        long recordLine;

        Spelling(Random random) {
            this.random = random;
            decimalComma = random.nextInt(4) == 0;
            delimiter = (decimalComma ? ";\t| " : ",;\t| ").charAt(random.nextInt(decimalComma ? 4 : 5));
            lineEnd = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
            comments = random.nextBoolean();
            if (random.nextInt(3) == 0) {
                text.append('\uFEFF');
            }
        }

        CsvFormat format() {
            CsvFormat format =
                    CsvFormat.DEFAULT.withDecimalMark(decimalComma ? ',' : '.').withDelimiter(delimiter);
            return comments ? format.withComment('#') : format;
        }

        void endLine() {
            text.append(lineEnd);
            line++;
        }

        void interlude() {
            while (random.nextInt(4) == 0) {
                if (comments && random.nextBoolean()) {
                    text.append("# it's \"quoted, ; ").append(delimiter);
                } else if (delimiter != '\t' || random.nextBoolean()) {
                    text.append(" ".repeat(random.nextInt(3)));
                }
                endLine();
            }
        }

        void record(List<String> fields) {
            interlude();
            recordLine = line;
            for (int i = 0; i < fields.size(); i++) {
                if (i > 0) {
                    text.append(delimiter == ' ' ? " \t  ".substring(random.nextInt(4)) : String.valueOf(delimiter));
                }
                field(fields.get(i), i == 0);
            }
        }

        private void field(String value, boolean first) {
            boolean mustQuote = value.indexOf(delimiter) >= 0
                    || value.matches("(?s).*[\"\r\n].*")
                    || (first && value.startsWith("#"))
                    || (delimiter == ' ' && (value.isEmpty() || value.matches("(?s).*[ \t].*")));
            if (mustQuote || random.nextInt(4) == 0) {
                text.append('"').append(value.replace("\"", "\"\"")).append('"');
                line += value.split("\r\n|\r|\n", -1).length - 1;
            } else {
                text.append(value);
            }
        }

        String number(BigDecimal value) {
            String plain = random.nextBoolean() ? value.toString() : value.toPlainString();
            return decimalComma ? plain.replace('.', ',') : plain;
        }

        String note() {
            String note = TEXTS[random.nextInt(TEXTS.length)];
            return random.nextInt(4) == 0 ? note + lineEnd + "\n" + note : note;
        }
    }

    private static BigDecimal randomNumber(Random random) {
        return random.nextInt(5) == 0
                ? new BigDecimal(DecimalTextTest.randomDecimal(random).trim())
                : BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(7));
    }

    /** A random table; in record {@code faulty}, the y is {@code fault} and the rest of the text follows. */
    private static Moments write(Spelling spelling, int rows, int faulty, String fault, long[] faultLine) {
        Moments.Builder expected = Moments.builder("x", "y");
        spelling.record(List.of("x", "note", "y"));
        spelling.endLine();
        for (int i = 0; i < rows; i++) {
            BigDecimal x = randomNumber(spelling.random);
            BigDecimal y = randomNumber(spelling.random);
            expected.row(x, y);
            spelling.record(List.of(spelling.number(x), spelling.note(), i == faulty ? fault : spelling.number(y)));
            if (i == faulty) {
                faultLine[0] = spelling.recordLine;
            }
            if (i < rows - 1 || spelling.random.nextBoolean()) {
                spelling.endLine();
                spelling.interlude();
            }
        }
        return expected.build();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRandomTableHasTheMomentsOfItsNumbers(int seed) {
        Spelling spelling = new Spelling(new Random(seed));
        Moments expected = write(spelling, 1 + spelling.random.nextInt(40), -1, "", new long[1]);
        assertThat(Texts.moments(spelling.text.toString(), spelling.format(), "y ~ x"))
                .as(() -> spelling.text.toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFaultInARandomTableIsFoundInItsLine(int seed) {
        Random random = new Random(seed);
        Spelling spelling = new Spelling(random);
        int rows = 1 + random.nextInt(40);
        long[] line = new long[1];
        write(spelling, rows, random.nextInt(rows), "17x", line);
        DataException fault = Texts.fault(spelling.text.toString(), spelling.format(), "y ~ x");
        assertThat(fault).as(() -> spelling.text.toString()).isNotNull();
        assertThat(fault.line()).as(() -> spelling.text.toString()).hasValue(line[0]);
        assertThat(fault.column()).contains("y");
        assertThat(fault.found()).contains("17x");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anUnterminatedQuoteAtTheEndOfARandomTableIsFoundInItsLine(int seed) {
        Random random = new Random(seed);
        Spelling spelling = new Spelling(random);
        write(spelling, 1 + random.nextInt(10), -1, "", new long[1]);
        spelling.endLine();
        spelling.record(List.of("1", "a\nb", "2"));
        spelling.text
                .append(spelling.delimiter)
                .append("\"3")
                .append(spelling.lineEnd)
                .append("4");
        DataException fault = Texts.fault(spelling.text.toString(), spelling.format(), "y ~ x");
        assertThat(fault.line()).as(() -> spelling.text.toString()).hasValue(spelling.line);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDelimiterOfARandomTableOfNumbersIsFoundOut(int seed) {
        Random random = new Random(seed);
        char delimiter = ",;\t".charAt(random.nextInt(3));
        StringBuilder text = new StringBuilder("x" + delimiter + "\"a;b,c\td\"" + delimiter + "y\n");
        Moments.Builder expected = Moments.builder("x", "y");
        for (int i = 0; i < 1 + Math.floorMod(seed, 5); i++) {
            BigDecimal x = randomNumber(random);
            text.append(x)
                    .append(delimiter)
                    .append("t")
                    .append(delimiter)
                    .append(x.negate())
                    .append("\r\n");
            expected.row(x, x.negate());
        }
        assertThat(Texts.moments(text.toString(), "y ~ x")).isEqualTo(expected.build());
    }
}
