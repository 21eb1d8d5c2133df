package dev.leastline.report;

import dev.leastline.exact.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A scale from numbers to 0…1, and the round numbers to mark on it: multiples of 1, 2 or 5 times a power of ten. */
final class Axis {
    private static final double ROOM = 0.04;
    private static final int WRITTEN_OUT = 7;

    private final String label;
    private final boolean logarithmic;
    private final double low;
    private final double high;

    private Axis(String label, boolean logarithmic, double low, double high) {
        this.label = label;
        this.logarithmic = logarithmic;
        this.low = low;
        this.high = high;
    }

    /** A linear axis that has all these values, with a little room at both ends. */
    static Axis over(String label, double... values) {
        double[] range = range(values);
        double room = (range[1] - range[0]) * ROOM;
        return new Axis(label, false, range[0] - room, range[1] + room);
    }

    /** A linear axis from zero, or from the least value if it is below that. */
    static Axis fromZero(String label, double... values) {
        double[] range = range(
                DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(0)).toArray());
        return new Axis(label, false, range[0], range[1]);
    }

    /** A logarithmic axis that has all these values, which are above zero. */
    static Axis logarithmic(String label, double... values) {
        double[] range = range(DoubleStream.of(values).map(StrictMath::log10).toArray());
        double room = (range[1] - range[0]) * ROOM;
        return new Axis(label, true, range[0] - room, range[1] + room);
    }

    private static double[] range(double[] values) {
        double low = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
        double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(1);
        // Closer together than this, numbers cannot be told apart on an axis.
        double least = Math.max(Math.abs(low), Math.abs(high)) * 1e-12;
        if (high - low > least) {
            return new double[] {low, high};
        }
        double half = low == 0 && high == 0 ? 1 : Math.max(Math.abs(low), Math.abs(high)) * 0.05;
        return new double[] {low - half, high + half};
    }

    String label() {
        return label;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** Where a number lies: 0 at the lower end, 1 at the upper. */
    double at(double value) {
        return ((logarithmic ? StrictMath.log10(value) : value) - low) / (high - low);
    }

    /** A number to mark. */
    record Tick(double at, String label) {}

    /** About so many ticks. */
    List<Tick> ticks(int about) {
        return logarithmic ? powers(about) : multiples(about);
    }

    private List<Tick> multiples(int about) {
        BigDecimal step = step((high - low) / about);
        long first = (long) Math.ceil(low / step.doubleValue() - 1e-9);
        List<BigDecimal> values = new ArrayList<>();
        for (long i = first; i * step.doubleValue() <= high + 1e-9 * (high - low); i++) {
            values.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return values.stream()
                .map(value -> new Tick(at(value.doubleValue()), text(value)))
                .toList();
    }

    private static BigDecimal step(double least) {
        int exponent = (int) Math.floor(StrictMath.log10(least));
        double unit = least / StrictMath.pow(10, exponent);
        int digit = unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10;
        return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
    }

    private List<Tick> powers(int about) {
        int step = (int) Math.max(1, Math.ceil((high - low) / about));
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = Math.ceilDiv((int) Math.ceil(low), step) * step; exponent <= high; exponent += step) {
            ticks.add(new Tick((exponent - low) / (high - low), power(exponent)));
        }
        if (ticks.size() < 2) {
            // Less than two powers of ten apart: round numbers between.
            BigDecimal between = step((StrictMath.pow(10, high) - StrictMath.pow(10, low)) / about);
            ticks.clear();
            for (long i = (long) Math.ceil(StrictMath.pow(10, low) / between.doubleValue()); ; i++) {
                BigDecimal value = between.multiply(BigDecimal.valueOf(i));
                if (StrictMath.log10(value.doubleValue()) > high) {
                    break;
                }
                ticks.add(new Tick(at(value.doubleValue()), text(value)));
            }
        }
        return ticks;
    }

    private static String power(int exponent) {
        return text(BigDecimal.ONE.scaleByPowerOfTen(exponent));
    }

    private static String text(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        String plain = stripped.toPlainString().replace('-', '−');
        if (plain.length() <= WRITTEN_OUT) {
            return plain;
        }
        String shortest = NumberText.shortest(stripped.doubleValue());
        int leading = stripped.precision() - stripped.scale() - 1;
        if (Math.abs(leading) > 4 || shortest.contains("e")) {
            String digits = stripped.unscaledValue().abs().toString();
            String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
            return (stripped.signum() < 0 ? "−" : "") + digits.charAt(0) + rest + "e"
                    + (leading < 0 ? "−" + -leading : leading);
        }
        return plain;
    }
}
