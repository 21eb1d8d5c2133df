package dev.leastline.inference;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * A {@link Summary} as a table for people: estimates in all their digits, other figures in six significant ones, p in
 * three. What does not exist is a dash.
 */
public final class SummaryText {
    private static final double LEAST_P_SHOWN = 1e-16;
    private static final String NOTHING = "–";

    private SummaryText() {}

    /**
     * The coefficient table and the figures of the whole fit.
     *
     * @param summary the summary
     * @return its lines
     */
    public static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>(table(summary));
        lines.add("");
        long df = summary.degreesOfFreedom();
        lines.add("n = " + summary.rows() + weighted(summary.weights()) + ", residual standard error "
                + six(summary.residualStdError()) + " on " + df + (df == 1 ? " degree" : " degrees") + " of freedom");
        lines.add("R² = " + text(summary.rSquared(), NumberText::shortest) + ", adjusted R² = "
                + six(summary.adjustedRSquared()));
        if (summary.fNumeratorDegreesOfFreedom() > 0) {
            lines.add("F = " + six(summary.fStatistic()) + " on " + summary.fNumeratorDegreesOfFreedom() + " and " + df
                    + ", p " + equal(p(summary.fPValue())));
        }
        lines.add("log-likelihood " + six(summary.logLikelihood()) + ", AIC " + six(summary.aic()) + ", BIC "
                + six(summary.bic()));
        return lines;
    }

    /**
     * The figures of the whole fit by their names, for a list.
     *
     * @param summary the summary
     * @return in the order of the table's lines
     */
    public static Map<String, String> figures(Summary summary) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("rows n", Long.toString(summary.rows()));
        summary.weights().ifPresent(term -> figures.put("weighted by", term.name()));
        figures.put("degrees of freedom", Long.toString(summary.degreesOfFreedom()));
        figures.put("residual standard error", six(summary.residualStdError()));
        figures.put("R²", text(summary.rSquared(), NumberText::shortest));
        figures.put("adjusted R²", six(summary.adjustedRSquared()));
        if (summary.fNumeratorDegreesOfFreedom() > 0) {
            figures.put(
                    "F on " + summary.fNumeratorDegreesOfFreedom() + " and " + summary.degreesOfFreedom(),
                    six(summary.fStatistic()));
            figures.put("p of F", p(summary.fPValue()));
        }
        figures.put("log-likelihood", six(summary.logLikelihood()));
        figures.put("AIC", six(summary.aic()));
        figures.put("BIC", six(summary.bic()));
        return figures;
    }

    /**
     * What tells a weighted fit from another, to follow the number of rows.
     *
     * @param weights the term by which rows were weighted, if they were
     * @return for example {@code , weighted by w}; nothing without weights
     */
    public static String weighted(Optional<Term> weights) {
        return weights.map(term -> ", weighted by " + term.name()).orElse("");
    }

    /**
     * The coefficient table, a header and a line for each term, its columns aligned.
     *
     * @param summary the summary
     * @return its lines
     */
    public static List<String> table(Summary summary) {
        List<List<String>> rows = cells(summary);
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    /**
     * The coefficient table, a header and a row for each term, cell by cell.
     *
     * @param summary the summary
     * @return its rows
     */
    public static List<List<String>> cells(Summary summary) {
        String percent = new BigDecimal(NumberText.shortest(summary.confidence()))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("term", "estimate", "std. error", "t", "p", "lower " + percent, "upper " + percent));
        for (Coefficient c : summary.coefficients()) {
            rows.add(List.of(
                    c.term(),
                    NumberText.shortest(c.estimate()),
                    six(c.stdError()),
                    six(c.t()),
                    p(c.p()),
                    six(c.lower()),
                    six(c.upper())));
        }
        return rows;
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
        }
        return line.toString();
    }

    private static String equal(String p) {
        return p.startsWith("<") ? p : "= " + p;
    }

    private static String p(OptionalDouble p) {
        if (p.isPresent() && p.getAsDouble() < LEAST_P_SHOWN) {
            return "<1e-16";
        }
        return text(p, value -> NumberText.significant(value, 3));
    }

    private static String six(OptionalDouble figure) {
        return text(figure, SummaryText::six);
    }

    private static String six(double value) {
        String shortest = NumberText.shortest(value);
        String rounded = NumberText.significant(value, 6);
        return shortest.length() < rounded.length() ? shortest : rounded;
    }

    private static String text(OptionalDouble figure, DoubleFunction<String> number) {
        return figure.isPresent() ? number.apply(figure.getAsDouble()) : NOTHING;
    }
}
