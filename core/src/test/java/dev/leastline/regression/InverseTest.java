package dev.leastline.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** (XᵀX)⁻¹, its diagonal, and the leverage of a row, which are found in three ways, agree. */
class InverseTest {
    private static final Random RANDOM = new Random(1);

    private static BigDecimal number() {
        return RANDOM.nextInt(4) == 0
                ? new BigDecimal(RANDOM.nextGaussian())
                : BigDecimal.valueOf(RANDOM.nextInt(2000) - 1000, RANDOM.nextInt(13) - 6);
    }

    @Test
    void inverseItsDiagonalAndLeverageAgree() {
        for (int i = 0; i < 60; i++) {
            List<BigDecimal[]> rows = new ArrayList<>();
            for (int row = 0; row < 9; row++) {
                rows.add(new BigDecimal[] {number(), number(), number(), number()});
            }
            Moments moments = new Sample(List.of("a", "b", "c", "y"), rows).moments();
            MeanSquaredError bowl = MeanSquaredError.of(moments, i % 2 == 0 ? "y ~ a + b + c" : "y ~ a + b + c - 1");
            List<List<Fraction>> inverse = bowl.inverse();
            int p = inverse.size();
            BigDecimal[] x = new BigDecimal[p];
            Fraction leverage = Fraction.ZERO;
            for (int j = 0; j < p; j++) {
                assertThat(bowl.inverseDiagonal().get(j))
                        .isEqualTo(inverse.get(j).get(j));
                x[j] = RANDOM.nextInt(5) == 0 ? new BigDecimal("0.00") : number();
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    Fraction both = Fraction.of(x[j].multiply(x[k]));
                    leverage = leverage.plus(both.times(inverse.get(j).get(k)));
                    assertThat(inverse.get(j).get(k)).isEqualTo(inverse.get(k).get(j));
                }
            }
            assertThat(bowl.leverage(x)).isEqualTo(leverage);
            assertIsInverse(bowl.matrix(), inverse);
        }
    }

    private static void assertIsInverse(BigDecimal[][] matrix, List<List<Fraction>> inverse) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                Fraction sum = Fraction.ZERO;
                for (int k = 0; k < matrix.length; k++) {
                    sum = sum.plus(
                            Fraction.of(matrix[i][k]).times(inverse.get(k).get(j)));
                }
                assertThat(sum).isEqualTo(i == j ? Fraction.ONE : Fraction.ZERO);
            }
        }
    }

    @Test
    void leveragesOfTheRowsSumUpToTheCoefficients() {
        Sample longley = Sample.nist("longley");
        MeanSquaredError bowl = MeanSquaredError.of(longley.moments(), "y ~ .");
        Fraction sum = Fraction.ZERO;
        for (BigDecimal[] row : longley.design(bowl.formula())) {
            sum = sum.plus(bowl.leverage(row));
        }
        assertThat(sum).isEqualTo(Fraction.of(BigDecimal.valueOf(7)));
    }

    @Test
    void thereIsNoneWithAPenaltyOrForRowsOfAnotherLength() {
        Moments moments = Sample.article().moments();
        MeanSquaredError penalised = MeanSquaredError.of(moments, Formula.parse("y ~ x"), BigDecimal.ONE);
        String reason = "there is no inference with a ridge penalty";
        assertThatThrownBy(penalised::inverse)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(reason);
        assertThatThrownBy(penalised::inverseDiagonal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> penalised.leverage(BigDecimal.ONE, BigDecimal.ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> MeanSquaredError.of(moments, "y ~ x").leverage(BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 values for 2 terms");
    }
}
