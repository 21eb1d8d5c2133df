package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The leverage in doubles beside that in fractions. */
class LeverageTest {
    private static double exact(MeanSquaredError bowl, double... values) {
        List<List<Fraction>> inverse = bowl.inverse();
        int first = bowl.formula().hasIntercept() ? 1 : 0;
        Fraction h = Fraction.ZERO;
        for (int i = 0; i < inverse.size(); i++) {
            for (int j = 0; j < inverse.size(); j++) {
                Fraction x = i < first ? Fraction.ONE : Fraction.of(new BigDecimal(values[i - first]));
                Fraction y = j < first ? Fraction.ONE : Fraction.of(new BigDecimal(values[j - first]));
                h = h.plus(x.times(inverse.get(i).get(j)).times(y));
            }
        }
        return h.nearestDouble();
    }

    @Test
    void farFromZeroNothingCancels() {
        Random random = new Random(4);
        for (int run = 0; run < 50; run++) {
            double offset = Math.pow(10, random.nextInt(10));
            boolean intercept = run % 2 == 0;
            Moments.Builder builder = Moments.builder("x", "z", "y");
            double[][] rows = new double[10 + random.nextInt(10)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {offset + random.nextInt(1000) / 16.0, random.nextGaussian()};
                builder.row(rows[i][0], rows[i][1], random.nextInt(100));
            }
            MeanSquaredError bowl =
                    MeanSquaredError.of(builder.build(), Formula.parse(intercept ? "y ~ x + z" : "y ~ x + z - 1"));
            Leverage leverage = Leverage.of(bowl);
            double sum = 0;
            for (double[] row : rows) {
                double h = exact(bowl, row);
                // A mean that is rounded to a double moves x − x̄ by so much.
                assertThat(leverage.at(row)).isCloseTo(h, within((1e-12 + offset * 1e-17) * h));
                sum += leverage.at(row);
            }
            assertThat(sum)
                    .as("the trace of the hat matrix")
                    .isCloseTo(bowl.terms().size(), within(1e-7));
        }
    }

    @Test
    void ofAMeanAlone() {
        MeanSquaredError bowl = MeanSquaredError.of(Moments.of(new double[4], new double[] {1, 2, 3, 4}), "y ~ 1");
        assertThat(Leverage.of(bowl).at()).isEqualTo(0.25);
    }

    @Test
    void takesAsManyValuesAsPredictors() {
        MeanSquaredError bowl =
                MeanSquaredError.of(Moments.of(new double[] {1, 2, 4}, new double[] {1, 2, 3}), "y ~ x");
        assertThatThrownBy(() -> Leverage.of(bowl).at(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 values for 1 predictors");
    }
}
