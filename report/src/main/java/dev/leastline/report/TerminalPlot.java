package dev.leastline.report;

import dev.leastline.formula.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A picture of a fit out of letters: the data and the line, or for several predictors the observed against the fitted
 * values. In braille a letter has 2 × 4 dots; few points are circles, many are dots, and the line is what they are not.
 */
public final class TerminalPlot {
    private static final int COLUMNS = 64;
    private static final int ROWS = 18;
    private static final int FEW = 150;

    /** The bit of each dot in a braille letter, by row and column. */
    private static final int[][] BRAILLE = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final boolean unicode;
    private final Axis x;
    private final Axis y;
    private final char[][] letters = new char[ROWS][COLUMNS];
    private final int[][] dots = new int[ROWS][COLUMNS];

    private TerminalPlot(Axis x, Axis y, boolean unicode) {
        this.x = x;
        this.y = y;
        this.unicode = unicode;
    }

    /**
     * Draws a fit.
     *
     * @param fit the fit
     * @param unicode whether there is more than ASCII
     * @return the lines; one that says so if there is nothing to draw
     */
    public static List<String> lines(Fitted fit, boolean unicode) {
        if (fit.rows().size() == 0) {
            return List.of("(no picture: the data are moments, without rows)");
        }
        Optional<Term> column = fit.curveOver();
        double[] xs = column.map(fit.rows()::values).orElseGet(fit::fittedValues);
        double[] ys = fit.rows().values(fit.formula().response());
        double[] lineX = new double[COLUMNS * 2];
        double low = Arrays.stream(xs).min().orElse(0);
        double high = Arrays.stream(xs).max().orElse(1);
        Arrays.setAll(lineX, i -> low + (high - low) * i / (lineX.length - 1));
        double[] lineY =
                column.isPresent() ? Arrays.stream(lineX).map(fit::predictedAt).toArray() : lineX;
        TerminalPlot plot = new TerminalPlot(
                Axis.over(column.map(Term::name).orElse("fitted"), xs),
                Axis.over(fit.response(), FitPicture.concat(ys, lineY)),
                unicode);
        boolean few = xs.length <= FEW;
        plot.line(lineX, lineY, few);
        plot.points(xs, ys, few);
        return plot.text(fit);
    }

    private void line(double[] xs, double[] ys, boolean few) {
        for (int i = 0; i < xs.length; i++) {
            if (unicode && few) {
                dot(xs[i], ys[i]);
            } else {
                letters[row(ys[i])][column(xs[i])] = unicode ? '━' : '-';
            }
        }
    }

    private void points(double[] xs, double[] ys, boolean few) {
        for (int i = 0; i < xs.length; i++) {
            int row = row(ys[i]);
            int column = column(xs[i]);
            if (few || !unicode) {
                letters[row][column] = unicode ? '●' : 'o';
            } else {
                dot(xs[i], ys[i]);
            }
        }
    }

    private void dot(double atX, double atY) {
        int across = (int) Math.min(COLUMNS * 2 - 1, x.at(atX) * COLUMNS * 2);
        int down = (int) Math.min(ROWS * 4 - 1, (1 - y.at(atY)) * ROWS * 4);
        dots[down / 4][across / 2] |= BRAILLE[down % 4][across % 2];
    }

    private int column(double value) {
        return (int) Math.min(COLUMNS - 1, x.at(value) * COLUMNS);
    }

    private int row(double value) {
        return (int) Math.min(ROWS - 1, (1 - y.at(value)) * ROWS);
    }

    private List<String> text(Fitted fit) {
        String[] labels = new String[ROWS];
        Arrays.fill(labels, "");
        for (Axis.Tick tick : y.ticks(4)) {
            labels[(int) Math.min(ROWS - 1, (1 - tick.at()) * ROWS)] = ascii(tick.label());
        }
        int width = Arrays.stream(labels).mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(Markup.visible(y.label()));
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder(" ".repeat(width - labels[row].length()));
            line.append(labels[row]).append(labels[row].isEmpty() ? wall() : mark());
            for (int column = 0; column < COLUMNS; column++) {
                line.append(letter(row, column));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(" ".repeat(width) + corner() + (unicode ? "─" : "-").repeat(COLUMNS));
        lines.add(ticks(width + 1) + "  " + Markup.visible(x.label()));
        if (fit.isSample()) {
            lines.add(FitPicture.sampled(fit).strip());
        }
        return lines;
    }

    private char letter(int row, int column) {
        if (letters[row][column] != 0) {
            return letters[row][column];
        }
        return dots[row][column] == 0 ? ' ' : (char) ('\u2800' + dots[row][column]);
    }

    private String ticks(int indent) {
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (Axis.Tick tick : x.ticks(5)) {
            String label = ascii(tick.label());
            int start = indent + (int) Math.round(tick.at() * COLUMNS) - label.length() / 2;
            if (start >= line.length() + (line.toString().isBlank() ? 0 : 1)
                    || line.toString().isBlank()) {
                line.setLength(Math.min(line.length(), Math.max(start, 0)));
                line.append(" ".repeat(Math.max(0, start - line.length()))).append(label);
            }
        }
        return line.toString();
    }

    private String ascii(String label) {
        return label.replace('−', '-');
    }

    private char wall() {
        return unicode ? '│' : '|';
    }

    private char mark() {
        return unicode ? '┤' : '+';
    }

    private char corner() {
        return unicode ? '└' : '+';
    }
}
