package dev.leastline.report;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import dev.leastline.inference.Leverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What the residuals look like: against the fitted values, and as quantiles of a normal distribution. */
public final class ResidualPictures {
    /** Rows of more leverage than this have no residual to speak of. */
    private static final double ALL_THE_LEVERAGE = 1 - 1e-10;

    private ResidualPictures() {}

    /**
     * Draws them.
     *
     * @param fit the fit
     * @param width in pixels
     * @param height in pixels
     * @return the pictures; none without rows, for a perfect fit, and where no degree of freedom is left
     */
    public static List<Picture> of(Fitted fit, int width, int height) {
        List<Picture> pictures = new ArrayList<>();
        if (fit.rows().size() > 0 && !fit.isPerfect() && fit.summary().degreesOfFreedom() > 0) {
            pictures.add(againstFitted(fit, width, height));
            pictures.add(quantiles(fit, width, height));
        }
        return pictures;
    }

    private static Picture againstFitted(Fitted fit, int width, int height) {
        double[] fitted = fit.fittedValues();
        double[] residuals = fit.rows().residuals();
        String name = fit.isWeighted() ? "residual · √weight" : "residual";
        Frame frame = new Frame(
                Axis.over("fitted " + fit.response(), fitted),
                Axis.over(name, FitPicture.concat(residuals, new double[] {0})),
                width,
                height);
        frame.line("reference", frame.left(), frame.y(0), frame.right(), frame.y(0));
        frame.dots(fitted, residuals);
        return frame.picture(
                "residuals",
                "Residuals against fitted values",
                "Scatter plot of the residuals, from "
                        + NumberText.brief(Arrays.stream(residuals).min().orElse(0)) + " to "
                        + NumberText.brief(Arrays.stream(residuals).max().orElse(0))
                        + ", against the fitted values, with a line at zero.",
                "A cloud without a shape is what the model assumes. A bend says that a line is not enough; a funnel,"
                        + " that the errors grow with the prediction." + FitPicture.sampled(fit));
    }

    private static Picture quantiles(Fitted fit, int width, int height) {
        double[] standardized = standardized(fit);
        Arrays.sort(standardized);
        int n = standardized.length;
        // As R's ppoints has it.
        double shift = n <= 10 ? 3.0 / 8 : 1.0 / 2;
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] expected = IntStream.range(0, n)
                .mapToDouble(i -> normal.inverseCumulativeProbability((i + 1 - shift) / (n + 1 - 2 * shift)))
                .toArray();
        Frame frame = new Frame(
                Axis.over("normal quantile", expected),
                Axis.over("standardised residual", standardized),
                width,
                height);
        double low = Math.max(first(expected), first(standardized));
        double high = Math.min(expected[n - 1], standardized[n - 1]);
        if (high > low) {
            frame.curve("reference", new double[] {low, high}, new double[] {low, high});
        }
        frame.dots(expected, standardized);
        return frame.picture(
                "quantiles",
                "Normal Q–Q plot",
                "The standardised residuals in order, from " + NumberText.brief(first(standardized)) + " to "
                        + NumberText.brief(standardized[n - 1])
                        + ", against the quantiles of a normal distribution, with the line on which they would be equal.",
                "Errors that are normally distributed lie along the line; the p-values and intervals assume it."
                        + FitPicture.sampled(fit));
    }

    private static double first(double[] sorted) {
        return sorted[0];
    }

    /** e / (s·√(1 − h)), without rows that have all the leverage. */
    private static double[] standardized(Fitted fit) {
        Leverage leverage = Leverage.of(fit.bowl());
        double[] residuals = fit.rows().residuals();
        List<Term> predictors = fit.formula().predictors();
        double[][] columns = predictors.stream().map(fit.rows()::values).toArray(double[][]::new);
        double[] weights = fit.bowl()
                .moments()
                .weights()
                .map(fit.rows()::values)
                .orElseGet(() -> Arrays.stream(residuals).map(e -> 1).toArray());
        double s = fit.summary().residualStdError().orElse(1);
        double[] row = new double[columns.length];
        return IntStream.range(0, residuals.length)
                .mapToDouble(i -> {
                    Arrays.setAll(row, j -> columns[j][i]);
                    double h = weights[i] * leverage.at(row);
                    return h < ALL_THE_LEVERAGE ? residuals[i] / (s * Math.sqrt(1 - h)) : Double.NaN;
                })
                .filter(Double::isFinite)
                .toArray();
    }
}
