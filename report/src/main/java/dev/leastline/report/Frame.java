package dev.leastline.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** The area of a picture between its axes: grid, ticks, labels, and from numbers to places. All lengths in pixels. */
final class Frame {
    private static final double LETTER = 6.8;
    /** Letters of names are wider than the digits of numbers. */
    private static final double NAME_LETTER = 7.7;

    private static final double LINE = 16;
    private static final int CHUNKS = 16;

    private final Axis x;
    private final Axis y;
    private final double left;
    private final double top = 12;
    private final double right;
    private final double bottom;
    private final int width;
    private final int height;
    private final String axes;
    private StringBuilder content = new StringBuilder();

    Frame(Axis x, Axis y, int width, int height) {
        this(
                x,
                y,
                width,
                height,
                yTicks(y, height).stream().map(Axis.Tick::label).toList(),
                List.of());
    }

    private Frame(Axis x, Axis y, int width, int height, List<String> labels, List<String> names) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        this.left = Math.rint(width(labels, names.isEmpty() ? LETTER : NAME_LETTER)
                + 10
                + (y.label().isEmpty() ? 0 : LINE + 4));
        this.right = width - 14;
        this.bottom = height - 10 - 2 * LINE;
        axes();
        for (int i = 0; i < names.size(); i++) {
            text("tick", left - 8, y(names.size() - i - 0.5) + 4, "end", names.get(i));
        }
        this.axes = content.toString();
        this.content = new StringBuilder();
    }

    /** Names on the left, one under the other, in the place of a scale. */
    static Frame ofNames(Axis x, List<String> names, int width, int height) {
        return new Frame(x, Axis.fromZero("", names.size()), width, height, names, names);
    }

    private static double width(List<String> texts, double letter) {
        return texts.stream().mapToDouble(text -> text.length() * letter).max().orElse(0);
    }

    private static List<Axis.Tick> yTicks(Axis y, int height) {
        return y.label().isEmpty() ? List.of() : y.ticks(Math.max(2, height / 60));
    }

    private void axes() {
        List<Axis.Tick> across = x.ticks(Math.max(2, (int) ((right - left) / 75)));
        for (Axis.Tick tick : across) {
            double at = left + tick.at() * (right - left);
            line("grid", at, top, at, bottom);
        }
        double free = Double.NEGATIVE_INFINITY;
        for (Axis.Tick tick : across) {
            double at = left + tick.at() * (right - left);
            double half = tick.label().length() * LETTER / 2;
            if (at - half > free) {
                text("tick", Math.min(at, width - half - 1), bottom + LINE, "middle", tick.label());
                free = at + half + 6;
            }
        }
        for (Axis.Tick tick : yTicks(y, height)) {
            double at = bottom - tick.at() * (bottom - top);
            line("grid", left, at, right, at);
            text("tick", left - 6, at + 4, "end", tick.label());
        }
        line("axis", left, bottom, right, bottom);
        line("axis", left, top, left, bottom);
        text("label", (left + right) / 2, height - 8, "middle", shortened(x.label(), right - left));
        if (!y.label().isEmpty()) {
            double middle = (top + bottom) / 2;
            content.append("<text class=\"label\" text-anchor=\"middle\" transform=\"translate(")
                    .append(number(LINE - 2))
                    .append(' ')
                    .append(number(middle))
                    .append(") rotate(-90)\">")
                    .append(Markup.escaped(shortened(y.label(), bottom - top)))
                    .append("</text>\n");
        }
    }

    private static String shortened(String text, double room) {
        int letters = (int) (room / LETTER);
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
    }

    double x(double value) {
        return left + x.at(value) * (right - left);
    }

    double y(double value) {
        return bottom - y.at(value) * (bottom - top);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        content.append("<path class=\"").append(kind).append("\" d=\"M");
        content.append(number(x1)).append(' ').append(number(y1)).append('L');
        content.append(number(x2)).append(' ').append(number(y2)).append("\"/>\n");
    }

    void text(String kind, double x, double y, String anchor, String text) {
        content.append("<text class=\"")
                .append(kind)
                .append("\" text-anchor=\"")
                .append(anchor);
        content.append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\">");
        content.append(Markup.escaped(text)).append("</text>\n");
    }

    /** A line through points, in numbers of the axes; cut off at the frame by the picture's clip. */
    void curve(String kind, double[] xs, double[] ys) {
        if (!areFinite(xs) || !areFinite(ys)) {
            return; // beyond the doubles there is nothing to draw
        }
        content.append("<path class=\"").append(kind).append("\" d=\"");
        points(xs, ys, false);
        content.append("\"/>\n");
    }

    /** The area between two lines over the same x. */
    void band(String kind, double[] xs, double[] lower, double[] upper) {
        if (!areFinite(lower) || !areFinite(upper)) {
            return;
        }
        content.append("<path class=\"").append(kind).append("\" d=\"");
        points(xs, upper, false);
        points(xs, lower, true);
        content.append("Z\"/>\n");
    }

    private void points(double[] xs, double[] ys, boolean backwards) {
        for (int i = 0; i < xs.length; i++) {
            int at = backwards ? xs.length - 1 - i : i;
            content.append(i == 0 && !backwards ? 'M' : 'L');
            content.append(number(x(xs[at]))).append(' ').append(number(clipped(y(ys[at]))));
        }
    }

    private static boolean areFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private double clipped(double y) {
        return Math.max(-height, Math.min(2.0 * height, y));
    }

    /**
     * Points. They are the round ends of strokes without length, a few paths of many: small, and still darker where they
     * lie close.
     */
    void dots(double[] xs, double[] ys) {
        int chunks = Math.min(CHUNKS, Math.max(1, xs.length / 4));
        String kind = xs.length <= 100 ? "dots few" : xs.length <= 500 ? "dots" : "dots many";
        for (int chunk = 0; chunk < chunks; chunk++) {
            content.append("<path class=\"").append(kind).append("\" d=\"");
            for (int i = chunk; i < xs.length; i += chunks) {
                if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                    continue;
                }
                content.append('M').append(number(x(xs[i]))).append(' ').append(number(y(ys[i])));
                content.append("h0");
            }
            content.append("\"/>\n");
        }
    }

    void mark(String kind, double radius, double x, double y) {
        if (isNear(x, y)) {
            circle(kind, radius, x(x), y(y));
        }
    }

    /** Whether a place is not too far outside to be drawn. */
    boolean isNear(double x, double y) {
        return Math.abs(x(x)) < 20.0 * width && Math.abs(y(y)) < 20.0 * height;
    }

    private void circle(String kind, double radius, double x, double y) {
        content.append("<circle class=\"").append(kind).append("\" r=\"").append(number(radius));
        content.append("\" cx=\"")
                .append(number(x))
                .append("\" cy=\"")
                .append(number(y))
                .append("\"/>\n");
    }

    /** One decimal is as fine as one can see. */
    private static String number(double value) {
        if (Math.abs(value) < 1e6) {
            // A picture has thousands of them.
            long tenths = (long) Math.rint(value * 10);
            String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
            return tenths % 10 == 0 ? whole : whole + '.' + Math.abs(tenths) % 10;
        }
        BigDecimal rounded = new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    Picture picture(String name, String title, String description, String caption) {
        String clip = "<clipPath id=\"picture-" + name + "-clip\"><rect x=\"" + number(left) + "\" y=\"" + number(top)
                + "\" width=\"" + number(right - left) + "\" height=\"" + number(bottom - top) + "\"/></clipPath>\n";
        String inside = "<g clip-path=\"url(#picture-" + name + "-clip)\">\n" + content + "</g>\n";
        return new Picture(name, title, description, caption, width, height, axes + clip + inside);
    }
}
