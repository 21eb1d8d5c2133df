package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsFileTest {
    private static final List<String> NAMES = List.of(
            "x",
            "sha256",
            "weights",
            "rows",
            "terms",
            "log-weights 1",
            "1",
            ".",
            "a b",
            "a*b",
            "line\nbreak",
            "carriage\rreturn",
            "back\\slash",
            "\\n",
            "tick`s``",
            "\"quoted\"",
            "größe",
            "😀",
            "\u2028",
            "C",
            "(Intercept)");

    private static final String SMALL = MomentsFile.write(Moments.of(new double[] {1, 2}, new double[] {3.5, -4}));

    private final Random random = new Random(20261123);

    private BigDecimal number() {
        return switch (random.nextInt(6)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(2000) - 1000, random.nextInt(4));
            case 1 -> new BigDecimal(random.nextGaussian());
            case 2 -> new BigDecimal(new BigInteger(300, random), 320 - random.nextInt(500));
            case 3 -> new BigDecimal("1e308");
            case 4 -> new BigDecimal("-7e-323");
            default -> BigDecimal.ZERO;
        };
    }

    private List<Term> someTerms() {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        List<Term> columns = names.stream().map(Term::column).toList();
        List<Term> terms = new ArrayList<>(columns.subList(0, random.nextInt(3)));
        Term factor = new Term.Factor(names.get(4), Optional.empty());
        Term other = new Term.Factor(names.get(5), Optional.empty());
        List<Term> derived = List.of(
                new Term.Power(columns.get(6), 2 + random.nextInt(19)),
                Term.product(columns.get(7), columns.get(8)),
                factor,
                Term.product(columns.get(9), factor),
                Term.product(factor, other));
        derived.stream().filter(term -> random.nextBoolean()).forEach(terms::add);
        return terms;
    }

    private Moments randomMoments(int rows) {
        List<Term> terms = someTerms();
        MomentAccumulator accumulator = random.nextBoolean()
                ? new MomentAccumulator(terms)
                : MomentAccumulator.weighted(terms, Term.column("w "));
        int weight = accumulator.columns().indexOf("w ");
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < accumulator.columns().size(); i++) {
                accumulator.setDecimal(i, i == weight ? number().abs() : number());
            }
            for (int i = 0; i < accumulator.factorColumns().size(); i++) {
                accumulator.setText(i, NAMES.get(random.nextInt(NAMES.size())));
            }
            accumulator.endRow();
        }
        return accumulator.toMoments();
    }

    @Test
    void theTextIsAsDocumented() {
        assertThat(SMALL.substring(0, SMALL.indexOf("sha256"))).isEqualTo("""
                leastline moments 1
                rows 2
                terms 2
                x
                y
                1 2
                x 3
                y -0.5
                x*x 5
                x*y -4.5
                y*y 28.25
                """);
        assertThat(SMALL)
                .endsWith("\nsha256 " + MomentsFile.sha256(SMALL.substring(0, SMALL.indexOf("sha256"))) + "\n");
        assertThat(MomentsFile.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2, B.1
    }

    @Test
    void whatIsReadIsEqualToWhatWasWrittenAndWritesTheSameBytes() {
        for (int round = 0; round < 400; round++) {
            Moments moments = randomMoments(random.nextInt(6));
            String text = MomentsFile.write(moments);
            Moments read = MomentsFile.read(text);
            assertThat(read).as(text).isEqualTo(moments);
            assertThat(read.terms()).isEqualTo(moments.terms());
            assertThat(read.levels()).isEqualTo(moments.levels());
            assertThat(MomentsFile.write(read)).isEqualTo(text);
        }
    }

    @Test
    void equalMomentsInEqualOrderAreEqualBytes() {
        for (int round = 0; round < 100; round++) {
            Moments moments = randomMoments(1 + random.nextInt(5));
            Moments doubled = moments.merge(moments);
            assertThat(MomentsFile.write(doubled.remove(moments))).isEqualTo(MomentsFile.write(moments));
            assertThat(MomentsFile.write(doubled.select(List.copyOf(moments.accumulated()))))
                    .isEqualTo(MomentsFile.write(MomentsFile.read(MomentsFile.write(doubled))));
        }
    }

    @Test
    void singleLevelsThatWereChosenStandAmongTheTerms() {
        MomentAccumulator accumulator = new MomentAccumulator(List.of(Term.column("x"), Term.parse("C(g)")));
        for (String level : List.of("a", "b", "b")) {
            accumulator.setDecimal(0, 3, 0);
            accumulator.setText(0, level);
            accumulator.endRow();
        }
        Moments chosen = accumulator.toMoments().select(List.of(Term.parse("C(g)[b]"), Term.parse("C(g)[never]")));
        String text = MomentsFile.write(chosen);
        assertThat(text.substring(0, text.indexOf("sha256"))).isEqualTo("""
                leastline moments 1
                rows 3
                terms 2
                C(g)[b]
                C(g)[never]
                1 3
                C(g)[b] 2
                C(g)[never] 0
                C(g)[b]*C(g)[b] 2
                C(g)[never]*C(g)[never] 0
                """);
        assertThat(MomentsFile.read(text)).isEqualTo(chosen);
        assertThat(MomentsFile.write(MomentsFile.read(text))).isEqualTo(text);
    }

    @Test
    void momentsOfNothing() {
        for (Moments none : List.of(
                Moments.builder().build(),
                Moments.builder("x").build(),
                Moments.builder().row(new double[0]).build())) {
            assertThat(MomentsFile.read(MomentsFile.write(none))).isEqualTo(none);
        }
    }

    @Test
    void aConstantMayBeTheWeight() {
        MomentAccumulator accumulator = MomentAccumulator.weighted(List.of(Term.column("x")), Term.CONSTANT);
        accumulator.setDecimal(0, 7, 0);
        accumulator.endRow();
        Moments moments = accumulator.toMoments();
        assertThat(MomentsFile.read(MomentsFile.write(moments))).isEqualTo(moments);
    }

    @Test
    void aColumnWithoutANameIsNotWritten() {
        assertThatThrownBy(() -> MomentsFile.write(Moments.builder("").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments of a column without a name cannot be written");
    }

    private static void assertRefused(String text) {
        MomentsFormatException refusal =
                catchThrowableOfType(MomentsFormatException.class, () -> MomentsFile.read(text));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void noCutIsTaken() {
        for (int end = 0; end < SMALL.length() - 1; end++) {
            assertRefused(SMALL.substring(0, end));
        }
    }

    private static String plainEnds(String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n');
        return plain.endsWith("\n") ? plain : plain + "\n";
    }

    private static void assertRefusedUnlessOnlyLinesEndOtherwise(String text) {
        if (plainEnds(text).equals(SMALL)) {
            assertThat(MomentsFile.write(MomentsFile.read(text))).isEqualTo(SMALL);
        } else {
            assertRefused(text);
        }
    }

    @Test
    void noChangeOfACharacterIsTaken() {
        for (int i = 0; i < SMALL.length(); i++) {
            String before = SMALL.substring(0, i);
            String after = SMALL.substring(i + 1);
            assertRefusedUnlessOnlyLinesEndOtherwise(before + after);
            for (char c : "0129-+.eExyaf* \n\r\t\\`é\u2028".toCharArray()) {
                assertRefusedUnlessOnlyLinesEndOtherwise(before + c + SMALL.charAt(i) + after);
                if (c != SMALL.charAt(i)) {
                    assertRefusedUnlessOnlyLinesEndOtherwise(before + c + after);
                }
            }
        }
        for (String added : List.of(" ", "x", "\n", "\n\n", "y*y 28.25\n", SMALL)) {
            assertRefused(SMALL + added);
        }
    }

    @Test
    void aFileWhoseLinesEndInCrLfIsTheSame() {
        Moments moments = randomMoments(5);
        assertThat(MomentsFile.read(MomentsFile.write(moments).replace("\n", "\r\n")))
                .isEqualTo(moments);
    }

    private static String message(String text) {
        return String.valueOf(catchThrowableOfType(MomentsFormatException.class, () -> MomentsFile.read(text))
                .getMessage());
    }

    @Test
    void everyRefusalSaysWhy() {
        assertThat(message("")).isEqualTo("it is no moments file: its first line is not 'leastline moments 1'");
        assertThat(message(SMALL.replace("moments 1", "moments 2")))
                .isEqualTo("the version '2' of this moments file is unknown, expected 1;"
                        + " it may come from a newer leastline");
        assertThat(message(SMALL.substring(0, SMALL.length() - 3)))
                .isEqualTo("the moments file ends in line 12 without its checksum; is it cut off, or something added?");
        assertThat(message(SMALL + "more\n"))
                .isEqualTo("the moments file ends in line 13 without its checksum; is it cut off, or something added?");
        assertThat(message(SMALL.replace("28.25", "28.26")))
                .isEqualTo("the moments file was changed or damaged: its checksum does not match;"
                        + " make it anew from the data");
    }
}
