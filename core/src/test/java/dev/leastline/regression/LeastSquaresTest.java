package dev.leastline.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.MissingTermException;
import dev.leastline.moments.Moments;
import dev.leastline.oracle.RationalFit;
import dev.leastline.oracle.Sample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastSquaresTest {
    private static double[] fit(String formula, String header, String... lines) {
        return LeastSquares.fit(Sample.parse(header, lines).moments(), formula).coefficients();
    }

    @Test
    void articlesLineIsExact() {
        LinearModel model = LeastSquares.fit(Sample.article().moments(), "y ~ x");
        assertThat(model.coefficients()).containsExactly(1.0, 2.0);
        assertThat(model).hasToString("y = 2x + 1");
    }

    @Test
    void interceptOfALineThroughTheOriginIsExactlyZero() {
        assertThat(fit("y ~ x", "x,y", "0.1,0.2", "0.3,0.6", "0.7,1.4")).containsExactly(0.0, 2.0);
        assertThat(fit("y ~ x", "x,y", "1,-2", "2,-4", "3,-6")).containsExactly(0.0, -2.0);
    }

    @Test
    void meanOfTwoAdjacentDoublesIsTheEvenOne() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            double low = random.nextGaussian() * Math.scalb(1.0, random.nextInt(1800) - 900);
            double high = Math.nextUp(low);
            double even = (Double.doubleToLongBits(low) & 1) == 0 ? low : high;
            Moments moments = Moments.builder("y").row(low).row(high).build();
            assertThat(LeastSquares.fit(moments, "y ~ 1").intercept()).isEqualTo(even);
        }
    }

    @Test
    void subnormalCoefficients() {
        Sample sample = Sample.parse("x,y", "1e5,3e-319", "3e5,1e-318", "7e5,2.5e-318");
        LinearModel model = LeastSquares.fit(sample.moments(), "y ~ x");
        assertThat(model.coefficients())
                .isEqualTo(RationalFit.of(sample, "y ~ x").coefficients());
        assertThat(model.coefficient("x")).isEqualTo(Double.MIN_VALUE);
        Sample halves = Sample.parse("y", "4.9e-324", "0", "-3e-320");
        assertThat(LeastSquares.fit(halves.moments(), "y ~ 1").coefficients())
                .isEqualTo(RationalFit.of(halves, "y ~ 1").coefficients());
        assertThat(LeastSquares.fit(
                                Moments.builder("y")
                                        .row(Double.MIN_VALUE)
                                        .row(0)
                                        .build(),
                                "y ~ 1")
                        .intercept())
                .isEqualTo(0.0);
    }

    @Test
    void coefficientBeyondTheRangeOfDoublesIsInfinite() {
        assertThat(fit("y ~ x - 1", "x,y", "1e-100,1e300")).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(fit("y ~ x", "x,y", "1e-300,1e300", "2e-300,0")).containsExactly(2e300, Double.NEGATIVE_INFINITY);
        Sample largest = Sample.ofDoubles(new double[] {1, 2}, new double[] {Double.MAX_VALUE, Double.MAX_VALUE});
        assertThat(LeastSquares.fit(largest.moments(), "y ~ x").coefficients()).containsExactly(Double.MAX_VALUE, 0.0);
    }

    @Test
    void asManyRowsAsCoefficientsFitExactly() {
        Sample sample = Sample.parse("a,b,y", "1,0.3,7", "2,0.1,-1", "5,0.7,0.3");
        MeanSquaredError bowl = MeanSquaredError.of(sample.moments(), "y ~ a + b");
        assertThat(LeastSquares.fit(bowl).coefficients())
                .isEqualTo(RationalFit.of(sample, "y ~ a + b").coefficients());
        assertThat(bowl.minimum().signum()).isZero();
        assertThat(bowl.rSquared()).hasValue(1.0);
    }

    @Test
    void dotTakesTheOtherColumns() {
        Sample longley = Sample.nist("longley");
        assertThat(LeastSquares.fit(longley.moments(), "y ~ ."))
                .isEqualTo(LeastSquares.fit(longley.moments(), "y ~ x1 + x2 + x3 + x4 + x5 + x6"));
        assertThatThrownBy(() -> fit("y ~ . - 1", "y", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("formula 'y ~ . - 1', character 10: no term is left on the right side");
    }

    @Test
    void whatIsLeftOutMustBeThere() {
        assertThat(fit("y ~ . - x", "x,y,z", "1,2,0", "2,4,1", "5,3,1")).hasSize(2);
        assertThatThrownBy(() -> fit("y ~ . - prize", "price,y", "1,2", "2,3", "5,3"))
                .isInstanceOf(MissingTermException.class)
                .hasMessage("no column 'prize' to leave out; did you mean 'price'? there are moments of price, y");
    }

    @Test
    void termThatWasNotAccumulatedIsNamed() {
        assertThatThrownBy(() -> fit("y ~ z", "x,y", "1,2", "2,3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no moments of 'z'; there are those of x, y");
    }

    @Test
    void tooFewRows() {
        assertThatThrownBy(() -> fit("y ~ x", "x,y"))
                .isInstanceOf(TooFewRowsException.class)
                .hasMessage("there are no rows to fit");
        assertThatThrownBy(() -> fit("y ~ x", "x,y", "1,2"))
                .isInstanceOf(TooFewRowsException.class)
                .hasMessage("1 row cannot determine 2 coefficients; at least 2 rows are needed");
        assertThatThrownBy(() -> fit("y ~ x + z", "x,y,z", "1,2,3", "2,3,9"))
                .isInstanceOf(TooFewRowsException.class)
                .hasMessage("2 rows cannot determine 3 coefficients; at least 3 rows are needed");
    }

    @Test
    void constantResponse() {
        Moments moments = Sample.parse("x,y", "1,5", "2,5", "4,5").moments();
        MeanSquaredError bowl = MeanSquaredError.of(moments, "y ~ x");
        assertThat(LeastSquares.fit(bowl).coefficients()).containsExactly(5.0, 0.0);
        assertThat(bowl.rSquared()).isEmpty();
        assertThat(bowl.minimum().signum()).isZero();
        assertThat(MeanSquaredError.of(moments, "y ~ x - 1").rSquared()).isPresent();
        Moments zeros = Sample.parse("x,y", "1,0", "2,0").moments();
        assertThat(MeanSquaredError.of(zeros, "y ~ x - 1").rSquared()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ k             | k,(Intercept) | term 'k' is constant (5 in every row): it cannot be told from the intercept; leave it out, or the intercept with '- 1'",
                "y ~ x + k         | k,(Intercept) | term 'k' is constant (5 in every row): it cannot be told from the intercept; leave it out, or the intercept with '- 1'",
                "y ~ o             | o             | term 'o' is zero in every row: its coefficient could be anything; leave it out",
                "y ~ x + o - 1     | o             | term 'o' is zero in every row: its coefficient could be anything; leave it out",
                "y ~ x + d         | d,x           | the terms are collinear: 'd' is exactly 2·x in every row; leave one of them out",
                "y ~ d + x - 1     | x,d           | the terms are collinear: 'x' is exactly 0.5·d in every row; leave one of them out",
                "y ~ x + `x again` | `x again`,x   | the terms are collinear: '`x again`' is exactly x in every row; leave one of them out",
                "y ~ x + z + s     | s,x,z         | the terms are collinear: 's' is exactly x - z in every row; leave one of them out",
                "y ~ s + z + x     | x,s,z         | the terms are collinear: 'x' is exactly s + z in every row; leave one of them out",
                "y ~ x + z + m     | m,(Intercept),x,z | the terms are collinear: 'm' is exactly 1 - x - 1.5·z in every row; leave one of them out"
            })
    void collinearTermsAreNamedWithTheirCombination(String formula, String terms, String message) {
        // d = 2x, s = x − z, m = 1 − x − 1.5z
        String[] lines = {
            "1,4,5,0,2,1,-3,-6,1",
            "2,1,5,0,4,2,1,-2.5,7",
            "3,7,5,0,6,3,-4,-12.5,2",
            "5,0,5,0,10,5,5,-4,2",
            "8,3,5,0,16,8,5,-11.5,0"
        };
        assertThatThrownBy(() -> fit(formula, "x,z,k,o,d,x again,s,m,y", lines))
                .isInstanceOf(CollinearTermsException.class)
                .hasMessage(message)
                .satisfies(
                        e -> assertThat(((CollinearTermsException) e).terms()).containsExactly(terms.split(",")));
    }

    @Test
    void nearlyCollinearTermsAreToldApart() {
        Sample sample = Sample.parse("a,b,y", "1,1,1", "2,2,2", "3,3,4", "4,4.0000000000000000000000000001,3");
        assertThat(LeastSquares.fit(sample.moments(), "y ~ a + b").coefficients())
                .isEqualTo(RationalFit.of(sample, "y ~ a + b").coefficients());
    }

    @Test
    void constantColumnServesWithoutIntercept() {
        assertThat(fit("y ~ k - 1", "k,y", "4,1", "4,2")).containsExactly(0.375);
    }

    @Test
    void bowlRefusesCoefficientsThatAreNone() {
        MeanSquaredError bowl = MeanSquaredError.of(Sample.article().moments(), "y ~ x");
        assertThatThrownBy(() -> bowl.value(1.0)).hasMessage("1 coefficients for 2 terms");
        assertThatThrownBy(() -> bowl.gradient(1, 2, 3)).hasMessage("3 coefficients for 2 terms");
        assertThatThrownBy(() -> bowl.value(Double.NaN, 0)).hasMessage("the coefficient of '(Intercept)' is NaN");
        assertThatThrownBy(() -> bowl.gradient(0, Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the coefficient of 'x' is -Infinity");
    }

    @Test
    void bowlDoesNotCancelNearItsBottom() {
        MeanSquaredError bowl = MeanSquaredError.of(Sample.article().moments(), "y ~ x");
        assertThat(bowl.value(0, 0)).isEqualTo(57.0);
        assertThat(bowl.value(1, 2)).isEqualTo(0.0);
        assertThat(bowl.gradient(1, 2)).containsExactly(0.0, 0.0);
        assertThat(bowl.value(Math.nextUp(1.0), 2)).isEqualTo(0x1p-104);
        assertThat(bowl.gradient(Math.nextUp(1.0), 2)).containsExactly(0x1p-51, 6 * 0x1p-52);
        assertThat(bowl.value(1e300, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bowl.curvature()).isDeepEqualTo(new double[][] {{2, 6}, {6, 22}});
    }
}
