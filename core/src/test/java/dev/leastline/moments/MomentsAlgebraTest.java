package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging, removing and choosing, where levels come and go. */
class MomentsAlgebraTest {
    private static final String TERMS = "C(f), x, x:C(f), C(f):C(g), x^2, z:C(g)";
    private final Random random = new Random(4);

    /** Few rows of many levels, x and z zero as often as not: most parts lack some level. */
    private TermRows sample(boolean weighted, int rows) {
        TermRows sample = weighted ? TermRows.weighted(TERMS, "w") : TermRows.of(TERMS);
        for (int i = 0; i < rows; i++) {
            sample.rows.add(new TermRows.Row(
                    Map.of(
                            "x", new BigDecimal(random.nextInt(3)).movePointLeft(random.nextInt(3)),
                            "z", Math.max(0, random.nextInt(20) - 10) / 4.0,
                            "w", random.nextInt(4) / 2.0),
                    Map.of(
                            "f", String.valueOf((char) ('a' + random.nextInt(6))),
                            "g", String.valueOf(random.nextInt(4)))));
        }
        return sample;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mergeIsCommutativeAndAssociativeAndRemoveItsInverse(boolean weighted) {
        for (int i = 0; i < 120; i++) {
            TermRows sample = sample(weighted, 12);
            int from = random.nextInt(6);
            int to = from + random.nextInt(6);
            List<TermRows.Row> rows = sample.rows;
            Moments a = sample.moments(rows.subList(0, from));
            Moments b = sample.moments(rows.subList(from, to));
            Moments c = sample.moments(rows.subList(to, rows.size()));
            Moments all = sample.assertRight();
            TermRows.assertSame(a.merge(b).merge(c), all);
            TermRows.assertSame(a.merge(b.merge(c)), all);
            TermRows.assertSame(c.merge(a).merge(b), all);
            TermRows.assertSame(b.merge(a), a.merge(b));
            TermRows.assertSame(all.remove(c), sample.moments(rows.subList(0, to)));
            TermRows.assertSame(all.remove(a).remove(b), c);
            TermRows.assertSame(all.remove(b.merge(c)), a);
            TermRows.assertSame(all.remove(all), sample.moments(List.of()));
            TermRows.assertSame(all.merge(b).remove(b), all);
        }
    }

    @Test
    void levelsComeAndGo() {
        TermRows sample =
                TermRows.of("x:C(f), C(f)").row("x=1 f=b").row("x=0 f=a").row("x=2 f=c");
        Moments all = sample.moments();
        assertThat(all.terms().stream().map(Term::name))
                .containsExactly("(Intercept)", "x:C(f)[b]", "x:C(f)[c]", "C(f)[a]", "C(f)[b]", "C(f)[c]");
        Moments rest = all.remove(sample.moments(sample.rows.subList(2, 3)));
        assertThat(rest.levels()).isEqualTo(Map.of("f", List.of("a", "b")));
        assertThat(rest.sumOfProducts(Term.parse("C(f)[c]"), Term.parse("C(f)[c]")))
                .isEqualTo(BigDecimal.ZERO);
        assertThat(rest.sum(Term.parse("x:C(f)[a]"))).isEqualTo(BigDecimal.ZERO);
        assertThat(rest.sumOfProducts(Term.parse("C(f)[never]"), Term.CONSTANT)).isEqualTo(BigDecimal.ZERO);
        assertThat(all).hasToString("moments of x:C(f), C(f) over 3 rows");
        assertThat(all.remove(all)).hasToString("moments of x:C(f), C(f) over 0 rows");
    }

    @Test
    void aPartWhoseNumbersAreAllZeroStillMerges() {
        TermRows zeros = TermRows.of("x:C(f)").row("x=0 f=a").row("x=0.0d f=b");
        TermRows others = TermRows.of("x:C(f)").row("x=3 f=b");
        Moments merged = zeros.moments().merge(others.moments());
        zeros.rows.addAll(others.rows);
        TermRows.assertSame(merged, zeros.assertRight());
        TermRows.assertSame(merged.remove(others.moments()), zeros.moments(zeros.rows.subList(0, 2)));
    }

    @Test
    void levelsAreNumbersByValueThenTexts() {
        TermRows sample = TermRows.of("C(f)");
        List<String> levels = new ArrayList<>(List.of("-2.5", "9", "9.0", "10", "1e2", "A", "a", "é"));
        Collections.shuffle(levels, random);
        levels.forEach(level -> sample.rows.add(new TermRows.Row(Map.of(), Map.of("f", level))));
        assertThat(sample.moments().levels().get("f"))
                .isEqualTo(List.of("-2.5", "9", "9.0", "10", "1e2", "A", "a", "é"));
    }

    @Test
    void impossibleRemovalsAreRefused() {
        TermRows two = TermRows.of("x, C(f)").row("x=1 f=a").row("x=3 f=b");
        assertNotContained(
                two, two.moments().merge(two.moments()), "there are 2 more rows to remove than there are rows");
        assertNotContained(
                two,
                TermRows.of("x, C(f)").row("x=5 f=a").moments(),
                "what is left would have a sum of squares of 'x' that is negative");
        assertNotContained(
                two,
                TermRows.of("x, C(f)").row("x=1 f=c").moments(),
                "what is left would have a sum of squares of 'C(f)[c]' that is negative");
        assertNotContained(
                two,
                TermRows.of("x, C(f)").row("x=-1 f=a").moments(),
                "what is left would have a sum of squares of 'x' that is impossible beside that of '(Intercept)'");
        assertNotContained(
                TermRows.of("x, z")
                        .row("x=1 z=1")
                        .row("x=-1 z=-1")
                        .row("x=0 z=0")
                        .row("x=0 z=0"),
                TermRows.of("x, z").row("x=0.5 z=-0.5").row("x=-0.5 z=0.5").moments(),
                "what is left would have a sum of squares of 'z' that is impossible beside that of 'x'");
        assertNotContained(
                two,
                TermRows.of("x, C(f)").row("x=1 f=a").row("x=2 f=b").moments(),
                "what is left would have sums without any row");
        assertNotContained(
                TermRows.of("x").row("x=1").row("x=-1"),
                TermRows.of("x").row("x=1").row("x=1").moments(),
                "what is left would have a sum of squares of 'x' that is impossible beside that of '(Intercept)'");
        assertNotContained(
                TermRows.weighted("x", "w").row("x=0 w=1").row("x=0 w=1"),
                TermRows.weighted("x", "w").row("x=0 w=2").moments(),
                "what is left would have 1 rows of no weight");
        assertNotContained(
                TermRows.weighted("x", "w").row("x=0 w=4").row("x=0 w=4"),
                TermRows.weighted("x", "w").row("x=0 w=2").row("x=0 w=6").moments(),
                "what is left would have sums without any row");
    }

    private static void assertNotContained(TermRows from, Moments gone, String message) {
        assertThatThrownBy(() -> from.moments().remove(gone))
                .isInstanceOf(RowsNotContainedException.class)
                .hasMessage(message + ": these rows were never added");
    }

    @Test
    void momentsOfOtherTermsNeitherMergeNorRemove() {
        Moments factor = TermRows.of("x, C(f)").row("x=1 f=a").moments();
        Moments column = TermRows.of("x").row("x=1").moments();
        String message = "moments of x, C(f) and of x do not merge";
        assertThatThrownBy(() -> factor.merge(column))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> factor.remove(column))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> factor.merge(TermRows.of("x").moments())).hasMessage(message);
        assertThatThrownBy(() -> column.merge(TermRows.of("x, C(f)").moments()))
                .hasMessage("moments of x and of x, C(f) do not merge");
    }

    @Test
    void termsInAnotherOrderMerge() {
        TermRows xf = TermRows.of("x, C(f)").row("x=1 f=b").row("x=2 f=c");
        TermRows fx = TermRows.of("C(f), x").row("x=5 f=a");
        Moments merged = xf.moments().merge(fx.moments());
        assertThat(merged).isEqualTo(fx.moments().merge(xf.moments()));
        assertThat(merged.terms().stream().map(Term::name))
                .containsExactly("(Intercept)", "x", "C(f)[a]", "C(f)[b]", "C(f)[c]");
        assertThat(fx.moments().merge(xf.moments()).terms().stream().map(Term::name))
                .containsExactly("(Intercept)", "C(f)[a]", "C(f)[b]", "C(f)[c]", "x");
        xf.rows.addAll(fx.rows);
        TermRows.assertSame(merged, xf.assertRight());
    }

    private static List<Term> terms(String... names) {
        return List.of(names).stream().map(Term::parse).toList();
    }

    @Test
    void choosingIsAccumulatingLess() {
        for (int i = 0; i < 100; i++) {
            TermRows sample = sample(i % 2 == 0, 15);
            List<Term> some = new ArrayList<>(sample.terms);
            Collections.shuffle(some, random);
            some = some.subList(0, random.nextInt(some.size() + 1));
            TermRows fewer =
                    sample.weights.map(w -> TermRows.weighted("x", w.name())).orElseGet(() -> TermRows.of("x"));
            fewer.terms.clear();
            fewer.terms.addAll(some);
            fewer.rows.addAll(sample.rows);
            TermRows.assertSame(sample.moments().select(some), fewer.assertRight());
            some = new ArrayList<>(some);
            some.add(random.nextInt(some.size() + 1), Term.CONSTANT);
            TermRows.assertSame(sample.moments().select(some), fewer.moments());
        }
    }

    @Test
    void singleLevelsAreChosenWithoutTheOthers() {
        TermRows sample =
                TermRows.of("x, C(f), x:C(f)").row("x=1 f=a").row("x=2 f=b").row("x=4 f=a");
        Moments chosen = sample.moments().select(terms("C(f)[a]", "x:C(f)[b]", "x", "C(f)[c]"));
        assertThat(chosen.terms()).isEqualTo(terms("(Intercept)", "C(f)[a]", "x:C(f)[b]", "x", "C(f)[c]"));
        assertThat(chosen.sum(Term.parse("C(f)[a]"))).isEqualByComparingTo("2");
        assertThat(chosen.sumOfProducts(Term.parse("x"), Term.parse("x:C(f)[b]")))
                .isEqualByComparingTo("4");
        assertThat(chosen.sum(Term.parse("C(f)[c]"))).isEqualTo(BigDecimal.ZERO);
        assertThat(chosen.levels()).isEmpty();
        assertThat(chosen).hasToString("moments of C(f)[a], x:C(f)[b], x, C(f)[c] over 3 rows");
        assertThatThrownBy(() -> chosen.sum(Term.parse("C(f)[b]")))
                .isInstanceOf(MissingTermException.class)
                .hasMessage("no moments of 'C(f)[b]'; there are those of C(f)[a], x:C(f)[b], x, C(f)[c]");
        Moments a = sample.moments().select(terms("C(f)[a]"));
        assertThatThrownBy(() -> a.merge(sample.moments().select(terms("C(f)[b]"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> a.merge(sample.moments().select(terms("C(f)"))))
                .isInstanceOf(IllegalArgumentException.class);
        TermRows.assertSame(
                sample.moments().select(terms("C(f)[a]", "C(f)")),
                sample.moments().select(terms("C(f)")));
    }

    @Test
    void choosingAndMergingMayChangePlaces() {
        for (int i = 0; i < 100; i++) {
            TermRows sample = sample(false, 10);
            List<Term> some = terms("C(f)[a]", "x", "C(f)[b]:C(g)[1]", "z:C(g)");
            Moments a = sample.moments(sample.rows.subList(0, 4));
            Moments b = sample.moments(sample.rows.subList(4, 10));
            TermRows.assertSame(a.select(some).merge(b.select(some)), a.merge(b).select(some));
            TermRows.assertSame(sample.moments().select(some).remove(b.select(some)), a.select(some));
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        Moments moments = TermRows.of("x, x^2, C(f), z:C(f)").row("x=1 z=1 f=a").moments();
        String there = "'; there are those of x, x^2, C(f), z:C(f)";
        for (String missing :
                List.of("z", "log(x)", "x^3", "C(g)", "C(g)[a]", "x:C(f)", "x:C(f)[a]", "C(f):C(g)", "x:z")) {
            assertThatThrownBy(() -> moments.sum(Term.parse(missing)))
                    .isInstanceOf(MissingTermException.class)
                    .hasMessage("no moments of '" + missing + there);
            assertThatThrownBy(() -> moments.select(terms("x", missing)))
                    .isInstanceOf(MissingTermException.class)
                    .hasMessage("no moments of '" + missing + there);
        }
        assertThatThrownBy(() -> moments.sum(Term.parse("C(f)")))
                .isInstanceOf(MissingTermException.class)
                .hasMessage("'C(f)' stands for all its levels, which have moments each");
        assertThatThrownBy(() -> moments.sum(Term.parse("C(f, base = a)")))
                .hasMessage("no moments of 'C(f, base = \"a\")" + there);
        assertThatThrownBy(() -> moments.select(terms("C(f, base = a)"))).isInstanceOf(MissingTermException.class);
    }

    @Test
    void momentsOfNoRows() {
        TermRows none = TermRows.of("x, C(f), log(x)");
        Moments moments = none.assertRight();
        assertThat(moments.rows()).isZero();
        assertThat(moments.terms()).isEqualTo(terms("(Intercept)", "x", "log(x)"));
        assertThat(moments.levels()).isEmpty();
        assertThat(moments.sum(Term.parse("C(f)[a]"))).isEqualTo(BigDecimal.ZERO);
        assertThat(moments.totalWeight()).isEqualTo(BigDecimal.ZERO);
        assertThatThrownBy(() -> moments.sum(Term.parse("C(g)[a]"))).isInstanceOf(MissingTermException.class);
        TermRows.assertSame(moments.merge(moments), moments);
        TermRows.assertSame(moments.remove(moments), moments);
        Moments one = none.row("x=2 f=a").moments();
        TermRows.assertSame(moments.merge(one), one);
        assertThatThrownBy(() -> moments.remove(one))
                .isInstanceOf(RowsNotContainedException.class)
                .hasMessage("there are 1 more rows to remove than there are rows: these rows were never added");
    }
}
