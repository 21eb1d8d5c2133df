package dev.leastline.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearModelTest {
    private static LinearModel model(String formula, double... coefficients) {
        return new LinearModel(Formula.parse(formula), coefficients);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ x            | 1 2            | y = 2x + 1",
                "y ~ x            | -1 2           | y = 2x - 1",
                "y ~ x            | 0 -2           | y = -2x + 0",
                "dist ~ speed     | -17.579094890510949 3.932408759124088 | dist = 3.9324 speed - 17.5791",
                "y ~ a + b        | 1 2 -3         | y = 2a - 3b + 1",
                "y ~ a + bb - 1   | 2 -3           | y = 2a - 3 bb",
                "y ~ 1            | -7.5           | y = -7.5",
                "y ~ `a b`        | 1 0.5          | y = 0.5 `a b` + 1",
                "y ~ x            | 1 1.9999999999 | y = 2.0000x + 1",
                "y ~ x - 1        | Infinity       | y = Infinityx"
            })
    void equation(String formula, String coefficients, String expected) {
        double[] values = Arrays.stream(coefficients.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        LinearModel model = model(formula, values);
        assertThat(model.equation()).isEqualTo(expected);
        assertThat(model).hasToString(expected);
    }

    @Test
    void equationWithNumbersWrittenAsAsked() {
        assertThat(model("y ~ x", 0.986, 2.00386).equation(number -> NumberText.fixed(number, 4)))
                .isEqualTo("y = 2.0039x + 0.9860");
    }

    @Test
    void coefficientsByTerm() {
        LinearModel model = model("y ~ x + `a b`", 1, 2, 3);
        assertThat(model.byTerm()).containsExactly(entry("(Intercept)", 1.0), entry("x", 2.0), entry("`a b`", 3.0));
        assertThat(model.coefficient("`a b`")).isEqualTo(3.0);
        assertThat(model.intercept()).isEqualTo(1.0);
        assertThat(model("y ~ x - 1", 2).intercept()).isEqualTo(0.0);
        assertThatThrownBy(() -> model.coefficient("z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no term 'z'; there are (Intercept), x, `a b`");
    }

    @Test
    void predictsInTheOrderItPromises() {
        LinearModel model = model("y ~ a + b", 1, 1e16, -1e16);
        assertThat(model.predict(1, 1)).isEqualTo(1.0);
        assertThat(model("y ~ a + b - 1", 2, 3).predict(10, 100)).isEqualTo(320.0);
        assertThat(model("y ~ 1", 4).predict()).isEqualTo(4.0);
        assertThat(model("y ~ x - 1", -0.0).predict(1)).isEqualTo(-0.0);
        assertThat(model("y ~ x", 1, 2).predict(Double.NaN)).isNaN();
        assertThatThrownBy(() -> model.predict(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 values for 2 predictors");
    }

    @Test
    void isAValue() {
        double[] given = {1, 2};
        LinearModel model = model("y ~ x", given);
        given[0] = 9;
        model.coefficients()[1] = 9;
        assertThat(model).isEqualTo(model("y ~ x", 1, 2)).hasSameHashCodeAs(model("y ~ x", 1, 2));
        assertThat(model).isNotEqualTo(model("y ~ x", 1, 3)).isNotEqualTo(model("y ~ z", 1, 2));
        assertThatThrownBy(() -> model("y ~ x", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 coefficients for 2 terms");
    }
}
