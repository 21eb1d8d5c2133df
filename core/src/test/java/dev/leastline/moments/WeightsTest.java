package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights: what they count, what they may be. */
class WeightsTest {
    @Test
    void sumsAreWeightedAndRowsAreCounted() {
        Moments moments = TermRows.weighted("x, C(f)", "w")
                .row("x=2 w=0.5 f=a")
                .row("x=3 w=2d f=b")
                .row("x=1000 w=0 f=never")
                .row("x=5 w=0.1d f=a")
                .assertRight();
        assertThat(moments.rows()).isEqualTo(3);
        assertThat(moments.totalWeight())
                .isEqualByComparingTo("2.6000000000000000055511151231257827021181583404541015625");
        assertThat(moments.levels().get("f")).isEqualTo(List.of("a", "b"));
        assertThat(moments.weights()).contains(Term.column("w"));
        assertThat(moments).hasToString("moments of x, C(f) with weights w over 3 rows");
    }

    @Test
    void wholeWeightsAreRowsRepeated() {
        Moments weighted = TermRows.weighted("x, x^2:C(f)", "w")
                .row("x=1.5 w=3 f=a")
                .row("x=-2 w=1 f=b")
                .moments();
        Moments repeated = TermRows.of("x, x^2:C(f)")
                .row("x=1.5 f=a")
                .row("x=1.5 f=a")
                .row("x=1.5 f=a")
                .row("x=-2 f=b")
                .moments();
        for (Term a : repeated.terms()) {
            for (Term b : repeated.terms()) {
                assertThat(weighted.sumOfProducts(a, b)).isEqualTo(repeated.sumOfProducts(a, b));
            }
        }
        assertThat(weighted).isNotEqualTo(repeated);
    }

    @Test
    void rowsOfWeightZeroCountAsIfTheyWereNotThere() {
        TermRows sample =
                TermRows.weighted("log(x)", "w").row("x=2 w=1").row("x=-1 w=0").row("x=0 w=0.0d");
        Moments moments = sample.moments();
        TermRows.assertSame(moments, sample.moments(sample.rows.subList(0, 1)));
        sample.row("x=-3 w=1");
        assertThatThrownBy(sample::moments).hasMessageStartingWith("column 'x', row 4: log of -3 does not exist");
    }

    @Test
    void constantWeightsAreNone() {
        Moments ones =
                TermRows.weighted("x", "(Intercept)").row("x=2").row("x=3").assertRight();
        assertThat(ones.totalWeight()).isEqualByComparingTo("2");
        assertThat(ones.sumOfLogWeights()).isEqualTo(BigDecimal.ZERO);
        assertThat(ones).isNotEqualTo(TermRows.of("x").row("x=2").row("x=3").moments());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "w     | -0.5   | the weight -0.5 is negative, expected a number not below zero",
                "w^3   | -2     | the weight -8 is negative, expected a number not below zero",
                "log(w)| 0.5    | the weight -0.6931471805599453 is negative, expected a number not below zero",
                "sqrt(w)| -1    | sqrt of -1 does not exist, expected a number not below zero",
                "w^20  | 1e30   | the weight is beyond the range of doubles",
                "w^20  | 1e-30d | the weight is beyond the range of doubles"
            })
    void weightsThatAreRefused(String weights, String w, String problem) {
        TermRows sample = TermRows.weighted("x, C(f)", weights).row("x=1 w=2 f=a");
        MomentAccumulator accumulator = sample.accumulated(sample.rows);
        TermRows.set(
                accumulator, TermRows.of("x").row("x=7 w=" + w + " f=b").rows.get(0));
        assertThatThrownBy(accumulator::endRow)
                .isInstanceOf(DomainException.class)
                .hasMessage("column 'w', row 2: " + problem);
        TermRows.assertSame(accumulator.toMoments(), sample.moments());
        sample.row("x=3 w=4 f=c");
        TermRows.set(accumulator, sample.rows.get(1));
        accumulator.endRow();
        TermRows.assertSame(accumulator.toMoments(), sample.assertRight());
    }

    @Test
    void aFactorIsNoWeight() {
        assertThatThrownBy(() -> MomentAccumulator.weighted(List.of(), Term.parse("C(f)")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'C(f)' is no number, by which rows could be weighted");
        assertThatThrownBy(() -> MomentAccumulator.weighted(List.of(), Term.parse("x:C(f)[a]")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differentWeightsDoNotMerge() {
        TermRows w = TermRows.weighted("x", "w").row("x=1 w=1");
        TermRows v = TermRows.weighted("x", "v").row("x=1 v=1");
        TermRows none = TermRows.of("x").row("x=1");
        assertThatThrownBy(() -> w.moments().merge(v.moments()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments of x with weights w and of x with weights v do not merge");
        assertThatThrownBy(() -> none.moments().merge(w.moments()))
                .hasMessage("moments of x and of x with weights w do not merge");
        assertThatThrownBy(() -> w.moments().remove(none.moments()))
                .hasMessage("moments of x with weights w and of x do not merge");
        assertThatThrownBy(() -> w.accumulated(w.rows).merge(v.accumulated(v.rows)))
                .hasMessage("moments of different weights do not merge");
        assertThatThrownBy(() -> none.accumulated(none.rows).merge(v.accumulated(v.rows)))
                .hasMessage("moments of different weights do not merge");
    }
}
