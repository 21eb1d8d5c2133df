package dev.leastline.report;

import dev.leastline.formula.Term;
import dev.leastline.inference.Coefficient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The coefficients of several predictors and their intervals, one under the other. To be comparable, each is that of one
 * standard deviation of its term, √(Σ(x − x̄)²/n).
 */
public final class CoefficientPicture {
    private static final int MOST = 24;
    private static final int ROW = 24;
    private static final int LONGEST_NAME = 22;

    private record Row(String name, double estimate, double lower, double upper) {
        double size() {
            return Math.abs(estimate);
        }
    }

    private CoefficientPicture() {}

    /**
     * Draws them.
     *
     * @param fit the fit
     * @param width in pixels
     * @param height in pixels, at least; more if there are many coefficients
     * @return the picture; none for fewer than two predictors, or without intervals
     */
    public static Optional<Picture> of(Fitted fit, int width, int height) {
        List<Row> rows = rows(fit);
        if (rows.size() < 2) {
            return Optional.empty();
        }
        boolean all = rows.size() <= MOST;
        if (!all) {
            List<Row> largest = rows.stream()
                    .sorted(Comparator.comparingDouble(Row::size).reversed())
                    .limit(MOST)
                    .toList();
            rows = rows.stream().filter(largest::contains).toList();
        }
        List<Double> ends = new ArrayList<>(List.of(0.0));
        rows.forEach(row -> ends.addAll(List.of(row.lower(), row.upper())));
        Axis axis = Axis.over(
                "change of " + fit.response(),
                ends.stream().mapToDouble(Double::doubleValue).toArray());
        List<String> names = rows.stream().map(row -> shortened(row.name())).toList();
        Frame frame = Frame.ofNames(axis, names, width, Math.max(height, 60 + ROW * rows.size()));
        frame.line("reference", frame.x(0), frame.top(), frame.x(0), frame.bottom());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double at = frame.y(rows.size() - i - 0.5);
            frame.line("interval", frame.x(row.lower()), at, frame.x(row.upper()), at);
            frame.mark("estimate", 4, row.estimate(), rows.size() - i - 0.5);
        }
        return Optional.of(frame.picture(
                "coefficients",
                "The coefficients and their intervals",
                "For each of " + rows.size() + " terms the change of " + fit.response()
                        + " with one standard deviation of the term, and its interval; the table has the figures.",
                "What one standard deviation of each term changes, the others staying as they are. An interval that"
                        + " crosses zero leaves its sign open."
                        + (all ? "" : " The " + MOST + " largest.")));
    }

    private static List<Row> rows(Fitted fit) {
        List<Row> rows = new ArrayList<>();
        List<Coefficient> table = fit.summary().coefficients();
        List<Term> terms = fit.model().terms();
        for (int i = 0; i < terms.size(); i++) {
            Coefficient row = table.get(i);
            if (terms.get(i).equals(Term.CONSTANT)
                    || row.lower().isEmpty()
                    || row.upper().isEmpty()) {
                continue;
            }
            double deviation = FitPicture.meanAndDeviation(fit.bowl().moments(), terms.get(i))[1];
            rows.add(new Row(
                    row.term(),
                    row.estimate() * deviation,
                    row.lower().getAsDouble() * deviation,
                    row.upper().getAsDouble() * deviation));
        }
        return rows;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
