package dev.leastline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Round numbers to mark, wherever the data lie. */
class AxisTest {
    private static List<String> labels(Axis axis, int about) {
        return axis.ticks(about).stream().map(Axis.Tick::label).toList();
    }

    @Test
    void ticksAreMultiplesOfOneTwoOrFive() {
        assertThat(labels(Axis.over("x", 1, 5), 4)).containsExactly("1", "2", "3", "4", "5");
        assertThat(labels(Axis.over("x", 0, 100), 3)).containsExactly("0", "50", "100");
        assertThat(labels(Axis.over("x", -0.03, 0.03), 3)).containsExactly("−0.02", "0", "0.02");
        assertThat(labels(Axis.over("x", 1e9, 1e9 + 4), 2)).containsExactly("1000000000", "1000000002", "1000000004");
        assertThat(labels(Axis.over("x", -3e-9, 2e-9), 3)).containsExactly("−2e−9", "0", "2e−9");
        assertThat(labels(Axis.over("x", 0, 4e12), 3)).containsExactly("0", "2e12", "4e12");
    }

    @Test
    void aSingleValueLiesInTheMiddle() {
        for (double value : new double[] {0, 7, -1e300, 1e-300, 1e15}) {
            Axis axis = Axis.over("x", value, value);
            assertThat(axis.at(value)).isEqualTo(0.5);
            assertThat(axis.ticks(4)).hasSizeBetween(1, 12);
        }
    }

    @Test
    void powersOfTenOnALogarithmicAxis() {
        assertThat(labels(Axis.logarithmic("loss", 57, 3.5e-5), 5)).containsExactly("0.0001", "0.01", "1", "100");
        assertThat(labels(Axis.logarithmic("loss", 0.5, 1e260), 5)).containsExactly("1", "1e100", "1e200");
        assertThat(labels(Axis.logarithmic("loss", 227, 2498), 4)).contains("1000", "2000");
        assertThat(labels(Axis.logarithmic("loss", 1e-200, 1e200), 5)).hasSizeBetween(2, 7);
    }

    @Test
    void anyRangeHasAFewTicksWithin() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double middle = random.nextGaussian() * Math.pow(10, random.nextInt(560) - 280);
            double width = Math.abs(middle) * Math.pow(10, -random.nextInt(14)) * random.nextDouble();
            Axis axis = Axis.over("x", middle, middle + width);
            List<Axis.Tick> ticks = axis.ticks(5);
            assertThat(ticks).as(middle + " + " + width).hasSizeBetween(1, 14);
            assertThat(ticks).allMatch(tick -> tick.at() > -1e-6 && tick.at() < 1 + 1e-6);
        }
    }
}
