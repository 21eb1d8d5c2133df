package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What moments tell of themselves, and what they refuse. */
class MomentsTest {
    private static final Term X = Term.column("x");
    private static final Term Y = Term.column("y");
    private final Moments.Builder builder = Moments.builder("x", "y").row(1, 2);

    private static void assertRefused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void sumsOfTwoArrays() {
        Moments moments = Moments.of(new double[] {1, 2, 3, 4, 5}, new double[] {3, 5, 7, 9, 11});
        assertThat(moments.rows()).isEqualTo(5);
        assertThat(moments.columns()).containsExactly("x", "y");
        assertThat(moments.terms()).containsExactly(Term.CONSTANT, X, Y);
        assertThat(moments.sum(X)).isEqualByComparingTo("15");
        assertThat(moments.sum(Y)).isEqualByComparingTo("35");
        assertThat(moments.sumOfProducts(X, X)).isEqualByComparingTo("55");
        assertThat(moments.sumOfProducts(Y, X)).isEqualByComparingTo("125");
        assertThat(moments.sumOfProducts(Y, Y)).isEqualByComparingTo("285");
        assertThat(moments.sum(Term.CONSTANT)).isEqualByComparingTo("5");
        assertThat(moments).hasToString("moments of x, y over 5 rows");
        assertThat(builder.build()).hasToString("moments of x, y over 1 row");
    }

    @Test
    void doublesAreTheNumbersTheyAre() {
        Moments moments = Moments.of(new double[] {0.1}, new double[] {-0.0});
        double tenth = 0.1;
        assertThat(moments.sum(X)).isEqualByComparingTo(new BigDecimal(tenth));
        assertThat(moments.sum(Y)).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertRefused(() -> builder.row(3, Double.NaN), "column 'y', row 2: NaN is not a finite number");
        assertRefused(
                () -> builder.row(Double.NEGATIVE_INFINITY, 1), "column 'x', row 2: -Infinity is not a finite number");
        assertRefused(
                () -> Moments.of(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {1, 2}),
                "column 'x', row 2: Infinity is not a finite number");
    }

    @Test
    void refusesHugeExponentsAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertRefused(
                    () -> builder.row(new BigDecimal("1e999999999"), BigDecimal.ONE),
                    "column 'x', row 2: a number near 1e999999999 is beyond the range of doubles");
            assertRefused(
                    () -> builder.row(BigDecimal.ONE, new BigDecimal("-1e-999999999")),
                    "column 'y', row 2: a number near 1e-999999999 is beyond the range of doubles");
        });
    }

    @Test
    void refusesMagnitudesBeyondDoublesAndTooManyDigits() {
        assertRefused(
                () -> builder.row(new BigDecimal("1e309"), BigDecimal.ONE),
                "column 'x', row 2: a number near 1e309 is beyond the range of doubles");
        assertRefused(
                () -> builder.row(new BigDecimal("9e-325"), BigDecimal.ONE),
                "column 'x', row 2: a number near 1e-325 is beyond the range of doubles");
        assertRefused(
                () -> builder.row(new BigDecimal("0." + "1".repeat(1001)), BigDecimal.ONE),
                "column 'x', row 2: a number of more than 1000 digits");
    }

    @Test
    void acceptsWhatIsJustWithinItsLimits() {
        BigDecimal longest = new BigDecimal("0." + "1".repeat(1000));
        Moments moments = Moments.builder("x")
                .row(longest)
                .row(new BigDecimal("1e308"))
                .row(new BigDecimal("1e-324"))
                .row(new BigDecimal("0e999999999"))
                .build();
        assertThat(moments.sum(X))
                .isEqualTo(longest.add(new BigDecimal("1e308")).add(new BigDecimal("1e-324")));
    }

    @Test
    void refusedRowLeavesNoTrace() {
        BigDecimal wide = new BigDecimal("123456789012345678901234567890");
        assertRefused(
                () -> builder.row(wide, new BigDecimal("1e400")),
                "column 'y', row 2: a number near 1e400 is beyond the range of doubles");
        assertThat(builder.row(3, 4).build())
                .isEqualTo(Moments.builder("x", "y").row(1, 2).row(3, 4).build());
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        assertRefused(() -> builder.row(1.0), "row 2 has 1 values for the columns x, y");
        assertRefused(
                () -> builder.row(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE),
                "row 2 has 3 values for the columns x, y");
        assertRefused(() -> Moments.of(new double[2], new double[3]), "x has 2 values, y has 3");
    }

    @Test
    void refusesAColumnTwice() {
        assertRefused(() -> Moments.builder("x", "y", "x"), "a term appears twice among x, y, x");
        assertRefused(
                () -> new MomentAccumulator(List.of(X, Term.CONSTANT)), "a term appears twice among x, (Intercept)");
    }

    @Test
    void refusesToMergeMomentsOfOtherTerms() {
        Moments other = Moments.builder("x", "z").build();
        assertRefused(() -> builder.build().merge(other), "moments of x, y and of x, z do not merge");
        assertRefused(
                () -> new MomentAccumulator(List.of(X)).merge(new MomentAccumulator(List.of(X, Y))),
                "moments of x and of x, y do not merge");
    }

    @Test
    void namesATermThatItDoesNotHave() {
        assertRefused(() -> builder.build().sum(Term.column("z")), "no moments of 'z'; there are those of x, y");
    }
}
