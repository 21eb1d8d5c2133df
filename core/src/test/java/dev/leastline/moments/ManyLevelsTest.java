package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Factors of many levels take the time and the memory of their cells, not more. */
class ManyLevelsTest {
    private final Random random = new Random(8);

    private MomentAccumulator filled(String terms, int rows, int levels) {
        MomentAccumulator accumulator =
                new MomentAccumulator(Term.parseList(terms).terms(List.of()));
        for (int i = 0; i < rows; i++) {
            for (int column = 0; column < accumulator.columns().size(); column++) {
                accumulator.setDecimal(column, random.nextInt(10_000), 2);
            }
            for (int factor = 0; factor < accumulator.factorColumns().size(); factor++) {
                accumulator.setText(factor, "level " + (factor == 0 ? i % levels : random.nextInt(levels)));
            }
            accumulator.endRow();
        }
        return accumulator;
    }

    @Test
    void aThousandLevelsAndAHundredThousandRows() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            Moments moments = filled("y, x, z, x^2, C(f)", 100_000, 1000).toMoments();
            assertThat(moments.terms()).hasSize(1005);
            assertThat(moments.sum(Term.parse("C(f)['level 7']"))).isEqualByComparingTo("100");
            Moments more =
                    moments.merge(filled("y, x, z, x^2, C(f)", 2000, 1001).toMoments());
            assertThat(more.terms()).hasSize(1006);
            assertThat(more.remove(moments).rows()).isEqualTo(2000);
        });
    }

    @Test
    void twoFactorsOfAThousandLevelsAndAnInteraction() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Moments moments = filled("y, x, C(f), C(g), x:C(f)", 100_000, 1000).toMoments();
            assertThat(moments.terms()).hasSize(3003);
            BigDecimal met = BigDecimal.ZERO;
            for (int i = 0; i < 1000; i++) {
                met = met.add(
                        moments.sumOfProducts(Term.parse("C(f)['level 7']"), Term.parse("C(g)['level " + i + "']")));
            }
            assertThat(met).isEqualByComparingTo("100");
        });
    }

    @Test
    void moreThanFiveThousandLevelsAreRefused() {
        MomentAccumulator accumulator = filled("y, C(f)", 5000, 5000);
        accumulator.setText(0, "one more");
        assertThatThrownBy(accumulator::endRow)
                .isInstanceOf(DomainException.class)
                .hasMessage("column 'f': 'C(f)' has more than 5000 levels, expected a factor of few");
        accumulator.setText(0, "level 4999");
        accumulator.endRow();
        assertThat(accumulator.rows()).isEqualTo(5001);
        MomentAccumulator other =
                new MomentAccumulator(Term.parseList("y, C(f)").terms(List.of()));
        other.setText(0, "one more");
        other.endRow();
        Moments before = other.toMoments();
        assertThatThrownBy(() -> other.merge(accumulator))
                .isInstanceOf(DomainException.class)
                .hasMessage("column 'f': 'C(f)' has more than 5000 levels, expected a factor of few");
        assertThat(other.toMoments()).isEqualTo(before);
    }
}
