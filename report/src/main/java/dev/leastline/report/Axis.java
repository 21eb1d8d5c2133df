package dev.leastline.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A scale from numbers to 0…1, and the round numbers to mark on it: multiples of 1, 2 or 5 times a power of ten. */
final class Axis {
    private static final double ROOM = 0.04;
    private static final int WRITTEN_OUT = 7;

    /** Even steps from one power of ten to the next that is marked. */
    private static final List<Integer> DECADES = List.of(1, 2, 3, 5, 10, 20, 25, 50, 100, 200);

    private final String label;
    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final double leastStep;

    private Axis(String label, boolean logarithmic, double low, double high) {
        this(label, logarithmic, low, high, 0);
    }

    private Axis(String label, boolean logarithmic, double low, double high, double leastStep) {
        this.leastStep = leastStep;
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

    /** An axis from zero whose ticks are whole numbers. */
    static Axis counting(String label, double last) {
        return new Axis(label, false, 0, Math.max(last, 1), 1);
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
        BigDecimal step = step(Math.max((high - low) / about, leastStep));
        long first = (long) Math.ceil(low / step.doubleValue() - 1e-9);
        List<BigDecimal> values = new ArrayList<>();
        for (long i = first; i * step.doubleValue() <= high + 1e-9 * (high - low); i++) {
            values.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return marked(values);
    }

    /** Those of the values that are on the axis, all of them written in one way. */
    private List<Tick> marked(List<BigDecimal> values) {
        List<BigDecimal> within = values.stream()
                .filter(value -> at(value.doubleValue()) >= 0 && at(value.doubleValue()) <= 1)
                .toList();
        List<String> plain = within.stream().map(Axis::plain).toList();
        List<String> powers = within.stream().map(Axis::withPower).toList();
        boolean writtenOut = length(plain) <= WRITTEN_OUT || length(plain) <= length(powers);
        List<String> labels = writtenOut ? plain : powers;
        return IntStream.range(0, within.size())
                .mapToObj(i -> new Tick(at(within.get(i).doubleValue()), labels.get(i)))
                .toList();
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static BigDecimal step(double wanted) {
        int exponent = (int) Math.floor(StrictMath.log10(wanted));
        double unit = wanted / StrictMath.pow(10, exponent);
        // The nearest on a logarithmic scale.
        int digit = unit < Math.sqrt(2) ? 1 : unit < Math.sqrt(10) ? 2 : unit < Math.sqrt(50) ? 5 : 10;
        return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
    }

    private List<Tick> powers(int about) {
        int least = (int) Math.max(1, Math.ceil((high - low) / about));
        int step =
                DECADES.stream().filter(decades -> decades >= least).findFirst().orElse(least);
        List<BigDecimal> values = new ArrayList<>();
        for (int exponent = Math.ceilDiv((int) Math.ceil(low), step) * step; exponent <= high; exponent += step) {
            values.add(BigDecimal.ONE.scaleByPowerOfTen(exponent));
        }
        if (values.size() >= 2) {
            return values.stream()
                    .map(value -> new Tick(at(value.doubleValue()), power(value)))
                    .toList();
        }
        // Less than two powers of ten apart: round numbers between.
        values.clear();
        BigDecimal between = step((StrictMath.pow(10, high) - StrictMath.pow(10, low)) / about);
        long last = (long) (StrictMath.pow(10, high) / between.doubleValue());
        for (long i = (long) Math.ceil(StrictMath.pow(10, low) / between.doubleValue()); i <= last; i++) {
            values.add(between.multiply(BigDecimal.valueOf(i)));
        }
        return marked(values);
    }

    private static String power(BigDecimal value) {
        String plain = plain(value);
        return plain.length() <= WRITTEN_OUT ? plain : withPower(value);
    }

    private static String plain(BigDecimal value) {
        return stripped(value).toPlainString().replace('-', '−');
    }

    private static String withPower(BigDecimal value) {
        BigDecimal stripped = stripped(value);
        if (stripped.signum() == 0) {
            return "0";
        }
        int leading = stripped.precision() - stripped.scale() - 1;
        String digits = stripped.unscaledValue().abs().toString();
        String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (stripped.signum() < 0 ? "−" : "") + digits.charAt(0) + rest + "e"
                + (leading < 0 ? "−" + -leading : leading);
    }

    private static BigDecimal stripped(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
