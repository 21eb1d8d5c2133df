package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.exact.Semidefinite;
import dev.leastline.formula.Term;
import dev.leastline.formula.TermList;
import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.moments.RowsNotContainedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of a list of terms, to be kept. */
class TermMomentsTest {
    private static TermMoments read(TermList terms, String weights, boolean skip, String... texts) {
        return TermMoments.read(
                Arrays.stream(texts).map(Texts::source).toList(),
                CsvFormat.DEFAULT,
                terms,
                weights.isEmpty() ? Optional.empty() : Optional.of(weights),
                skip);
    }

    private static TermMoments read(String... texts) {
        return read(TermList.ALL_COLUMNS, "", false, texts);
    }

    @Test
    void allColumnsOfNumbersAndTheOthersNamed() {
        TermMoments read = read("id,name,x,y\n1,ann,2,3\n2,bob,4,5\n");
        assertThat(read.moments()).isEqualTo(Texts.rows("id x y", "1 2 3", "2 4 5"));
        assertThat(read.moments().columns()).containsExactly("id", "x", "y");
        assertThat(read.leftOut()).containsOnlyKeys("name");
    }

    @Test
    void anyNumberOfThreadsTellsTheSame() {
        StringBuilder text = new StringBuilder("x,y,code,late,gaps\n");
        for (int i = 0; i < 120_000; i++) {
            text.append(i).append(',').append(i % 97).append(".5,").append(i == 50_000 || i == 110_000 ? "c" + i : i);
            text.append(',').append(i > 90_000 ? "z" + i : "7").append(',').append(i % 5_000 == 4_000 ? "" : "1\n");
            text.append(i % 5_000 == 4_000 ? "\n" : "");
        }
        for (boolean skip : new boolean[] {true, false}) {
            String once = told(text.toString(), skip, 1);
            assertThat(once).contains(skip ? "line 50002" : "line 4002");
            for (int threads : new int[] {2, 3, 4}) {
                assertThat(told(text.toString(), skip, threads)).isEqualTo(once);
            }
        }
    }

    @Test
    void aNumberBeyondTheDoublesIsNoFaultWhereTheColumnHoldsTextsAnyhow() {
        for (String texts : new String[] {"first", "last", ""}) {
            StringBuilder text = new StringBuilder("x,y,code\n");
            for (int i = 0; i < 200_000; i++) {
                boolean isText = (texts.equals("first") && i < 10) || (texts.equals("last") && i > 199_990);
                text.append(i).append(',').append(i % 97).append(isText ? ",A" : i == 100_000 ? ",1e999" : ",7");
                text.append('\n');
            }
            String once = told(text.toString(), false, 1);
            if (texts.isEmpty()) {
                assertThat(once).contains("line 100002, column 'code': found '1e999'");
            } else {
                assertThat(once).contains("{code=").contains("found 'A'");
            }
            for (int threads = 2; threads <= 4; threads++) {
                assertThat(told(text.toString(), false, threads)).isEqualTo(once);
            }
        }
    }

    @Test
    void blankLinesAreNoRowsThoughNoColumnIsWanted() {
        String rows = "5\n  \n\n7\n";
        for (String text : List.of("x\n" + rows, "x\n" + rows.repeat(50_000))) {
            TermMoments read = read(TermList.of(List.of()), "", false, text);
            assertThat(read.moments().rows())
                    .isEqualTo(text.chars().filter(c -> c == '5' || c == '7').count());
        }
    }

    private static String told(String text, boolean skip, int threads) {
        try {
            TermMoments read = TermMoments.read(
                    List.of(Texts.source(text)),
                    CsvFormat.DEFAULT,
                    TermList.ALL_COLUMNS,
                    Optional.empty(),
                    skip,
                    threads);
            return MomentsFile.write(read.moments()) + read.skipped() + read.leftOut();
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aTextMayComeLate() {
        StringBuilder text = new StringBuilder("x,code\n");
        Moments.Builder expected = Moments.builder("x");
        for (int i = 0; i < 5000; i++) {
            text.append(i)
                    .append(',')
                    .append(i == 4321 ? "A7" : Integer.toString(i * i))
                    .append('\n');
            expected.row(i);
        }
        TermMoments read = read(text.toString());
        assertThat(read.moments()).isEqualTo(expected.build());
        assertThat(read.leftOut()).containsOnlyKeys("code");
    }

    @Test
    void whatIsMissingInAColumnOfTextsDoesNotMatter() {
        String text = "x,name\n1,\n2,NA\n3,ann\n4,\n";
        for (boolean skip : new boolean[] {false, true}) {
            TermMoments read = read(TermList.ALL_COLUMNS, "", skip, text);
            assertThat(read.moments()).isEqualTo(Texts.rows("x", "1", "2", "3", "4"));
            assertThat(read.skipped()).isZero();
        }
    }

    @Test
    void whatIsMissingInAColumnOfNumbersDoes() {
        String text = "x,name,y\n1,,1\n2,b,\n3,c,3\n,d,4\n5,,5\n";
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input, line 3, column 'y': found '', expected a number; it is missing: fill it in, or"
                                + " leave out such rows with --missing skip");
        TermMoments read = read(TermList.ALL_COLUMNS, "", true, text);
        assertThat(read.moments()).isEqualTo(Texts.rows("x y", "1 1", "3 3", "5 5"));
        assertThat(read.skipped()).isEqualTo(2);
    }

    @Test
    void columnsWithoutANameAreNotMeant() {
        assertThat(read("x,,y\n1,2,3\n").moments()).isEqualTo(Texts.rows("x y", "1 3"));
    }

    @Test
    void namedTermsMustBeNumbers() {
        TermList terms = Term.parseList("name, x^2");
        assertThatThrownBy(() -> read(terms, "", false, "x,name\n1,ann\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("standard input, line 2, column 'name': found 'ann', expected a number");
        // A dot beside it does not make the column dispensable.
        assertThatThrownBy(() -> read(Term.parseList("., name^2"), "", false, "x,name\n1,ann\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("standard input, line 2, column 'name': found 'ann', expected a number");
    }

    @Test
    void termsOfAllKinds() {
        Moments read = read(Term.parseList("log(x), ., C(g), x:C(g)"), "", false, "x,g,z\n1,a,5\n2,b,6\n4,a,7\n")
                .moments();
        assertThat(read.terms().stream().map(Term::name))
                .containsExactly("(Intercept)", "log(x)", "x", "z", "C(g)[a]", "C(g)[b]", "x:C(g)[a]", "x:C(g)[b]");
        assertThat(read.sum(Term.parse("x:C(g)[a]"))).isEqualTo("5");
        assertThat(read.sumOfProducts(Term.parse("z"), Term.parse("x:C(g)[b]"))).isEqualTo("12");
    }

    private static String month(Random random, int month) {
        StringBuilder text = new StringBuilder("price,area,region,w\n");
        for (int i = 0; i < 40; i++) {
            // Only the third month has the level "west", only the fifth none of "east".
            String[] regions = month == 3
                    ? new String[] {"east", "west"}
                    : month == 5 ? new String[] {"north"} : new String[] {"north", "east", "10", "9"};
            text.append(1 + random.nextInt(100_000))
                    .append('.')
                    .append(random.nextInt(100))
                    .append(',');
            text.append(random.nextInt(200))
                    .append(',')
                    .append(regions[random.nextInt(regions.length)])
                    .append(',');
            text.append(random.nextInt(3)).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ". | ''",
                "price, area | ''",
                "log(price), area, area^2, C(region) | ''",
                "price, area*C(region) | ''",
                "price, area, C(region) | w"
            })
    void aMonthAtATime(String list, String weights) {
        Random random = new Random(12);
        TermList terms = Term.parseList(list);
        List<String> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            months.add(month(random, month));
        }
        List<String> files = months.stream()
                .map(month ->
                        MomentsFile.write(read(terms, weights, false, month).moments()))
                .toList();
        Moments whole =
                read(terms, weights, false, months.toArray(new String[0])).moments();
        Moments merged = read(TermList.ALL_COLUMNS, "", false, files.toArray(new String[0]))
                .moments();
        assertThat(merged).isEqualTo(whole);
        assertThat(MomentsFile.write(merged)).isEqualTo(MomentsFile.write(whole));
        for (int gone = 0; gone < 12; gone++) {
            List<String> others = new ArrayList<>(months);
            String month = others.remove(gone);
            Moments rest =
                    read(terms, weights, false, others.toArray(new String[0])).moments();
            Moments without = whole.remove(read(terms, weights, false, month).moments());
            assertThat(MomentsFile.write(without))
                    .as("without month %d", gone + 1)
                    .isEqualTo(MomentsFile.write(rest));
        }
    }

    @Test
    void filesAndMomentsMix() {
        Random random = new Random(2);
        String january = month(random, 1);
        String february = month(random, 2);
        TermList terms = Term.parseList("price, area, C(region)");
        String saved = MomentsFile.write(read(terms, "", false, january).moments());
        Moments whole = read(terms, "", false, january, february).moments();
        assertThat(read(TermList.ALL_COLUMNS, "", false, saved, february).moments())
                .isEqualTo(whole);
        assertThat(read(terms, "", false, february, saved).moments()).isEqualTo(whole);
    }

    @Test
    void momentsThatLackATermOrAreWeightedOtherwiseAreRefused() {
        String saved = MomentsFile.write(Texts.rows("x y", "1 2"));
        assertThatThrownBy(() -> read(Term.parseList("x, y^2"), "", false, "x,y\n1,2\n", saved))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input: no moments of 'y^2'; there are those of x, y; make such moments from the data"
                                + " with --terms");
        assertThatThrownBy(() -> read(Term.parseList("x, y"), "w", false, "x,y,w\n1,2,3\n", saved))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: its moments were made without weights, the others with the weights w");
    }

    @Test
    void rowsThatWereNeverThereAreNotTakenAway() {
        Moments two = Texts.rows("x y", "1 2", "3 4");
        assertThatThrownBy(() -> two.remove(Texts.rows("x y", "1 2", "3 4", "5 6")))
                .isInstanceOf(RowsNotContainedException.class);
        assertThatThrownBy(() -> two.remove(Texts.rows("x y", "9 9"))).isInstanceOf(RowsNotContainedException.class);
        assertThatThrownBy(() -> two.remove(Texts.rows("x y", "1 2", "3 5")))
                .isInstanceOf(RowsNotContainedException.class);
    }

    /** Pairs of terms do not tell enough: what is left must be possible as a whole, or a fit of it makes no sense. */
    @Test
    void whatIsLeftWhenRowsWereNeverThereIsRefusedOrCanBeFitted() {
        Random random = new Random(17);
        int refused = 0;
        for (int trial = 0; trial < 60; trial++) {
            Moments twelve = Texts.rows("x z v y", rows(random, 12));
            Moments others = Texts.rows("x z v y", rows(random, 2));
            try {
                Moments left = twelve.remove(others);
                assertThat(Summary.of(left, "y ~ x + z + v").residualStdError()).isPresent();
                assertThat(Semidefinite.impossibleRow(products(left))).isEmpty();
            } catch (RowsNotContainedException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(20, 59);
    }

    private static String[] rows(Random random, int count) {
        String[] rows = new String[count];
        Arrays.setAll(
                rows,
                i -> random.nextInt(10) + " " + random.nextInt(10) + " " + random.nextInt(10) + " "
                        + random.nextInt(10));
        return rows;
    }

    private static BigDecimal[][] products(Moments moments) {
        return moments.terms().stream()
                .map(a -> moments.terms().stream()
                        .map(b -> moments.sumOfProducts(a, b))
                        .toArray(BigDecimal[]::new))
                .toArray(BigDecimal[][]::new);
    }

    @Test
    void valuesMissingInManyPatternsAskForTerms() {
        Random random = new Random(6);
        StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,h,i,j,k,l\n");
        for (int row = 0; row < 4000; row++) {
            for (int column = 0; column < 12; column++) {
                text.append(column == 0 ? "" : ",").append(random.nextBoolean() ? "1" : "");
            }
            text.append('\n');
        }
        assertThatThrownBy(() -> read(TermList.ALL_COLUMNS, "", true, text.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "values are missing in more than 1000 different sets of columns; name the terms to"
                                + " keep with --terms");
    }

    private static List<String> names(Moments moments) {
        return moments.terms().stream().map(Term::name).toList();
    }

    @Test
    void singleLevelsAreTakenFromRowsAndFromMomentsOfTheirFactor() {
        Random random = new Random(15);
        String first = month(random, 1);
        String second = month(random, 3);
        TermList all = Term.parseList("price, area, C(region), area:C(region)");
        TermList chosen = Term.parseList("price, C(region)[east], area:C(region)[west], C(region)[never]");
        Moments whole = read(all, "", false, first, second).moments();
        Moments expected = whole.select(List.of(
                Term.parse("price"),
                Term.parse("C(region)[east]"),
                Term.parse("area:C(region)[west]"),
                Term.parse("C(region)[never]")));
        assertThat(names(expected))
                .containsExactly("(Intercept)", "price", "C(region)[east]", "area:C(region)[west]", "C(region)[never]");
        String savedFirst = MomentsFile.write(read(all, "", false, first).moments());
        String savedSecond = MomentsFile.write(read(all, "", false, second).moments());
        String singleFirst = MomentsFile.write(read(chosen, "", false, first).moments());
        String singleSecond =
                MomentsFile.write(read(chosen, "", false, savedSecond).moments());
        for (String one : List.of(first, savedFirst, singleFirst)) {
            for (String other : List.of(second, savedSecond, singleSecond)) {
                Moments read = read(chosen, "", false, one, other).moments();
                assertThat(read).isEqualTo(expected);
                assertThat(MomentsFile.write(read)).isEqualTo(MomentsFile.write(expected));
                assertThat(read(chosen, "", false, other, one).moments()).isEqualTo(expected);
            }
        }
        // All that the first file has is taken if no terms are named.
        assertThat(read(singleFirst, savedSecond).moments()).isEqualTo(expected);
        assertThat(read(singleFirst, second).moments()).isEqualTo(expected);
    }

    @Test
    void aSingleLevelBesideItsWholeFactorIsOneOfIts() {
        String text = "x,g\n1,a\n2,b\n3,a\n";
        Moments whole = read(Term.parseList("x, C(g)"), "", false, text).moments();
        for (String source : List.of(text, MomentsFile.write(whole))) {
            assertThat(read(Term.parseList("x, C(g)[b], C(g), C(g, base = \"b\")"), "", false, source)
                            .moments())
                    .isEqualTo(whole);
        }
    }

    @Test
    void ofSingleLevelsTheOthersAreNotKnown() {
        String single = MomentsFile.write(
                read(Term.parseList("x, C(g)[a]"), "", false, "x,g\n1,a\n2,b\n").moments());
        for (String terms : List.of("x, C(g)", "x, C(g)[b]")) {
            assertThatThrownBy(() -> read(Term.parseList(terms), "", false, single))
                    .isInstanceOf(DataException.class)
                    .hasMessage("standard input: no moments of '" + terms.substring(3)
                            + "'; there are those of x, C(g)[a]; make such moments from the data with --terms");
        }
    }
}
