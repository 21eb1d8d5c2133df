package dev.leastline.report;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import dev.leastline.inference.Leverage;
import dev.leastline.moments.Moments;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The main picture of a fit: the data and the line, if the predictors are terms of one column; otherwise the observed
 * against the fitted values.
 *
 * <p>The line is ŷ over the range of the data; the bands are ŷ ± t·s·√h for the mean response and ŷ ± t·s·√(1 + h) for a
 * new one, with h the leverage. All of them are of the fit, not of the rows that are drawn.
 */
public final class FitPicture {
    private static final int STEPS = 80;

    /** How far to draw where there are no rows to tell, in standard deviations. */
    private static final double REACH = 2.5;

    private final Fitted fit;

    private FitPicture(Fitted fit) {
        this.fit = fit;
    }

    /**
     * Draws a fit.
     *
     * @param fit the fit
     * @param width in pixels
     * @param height in pixels
     * @return the picture; none if there is neither a row to draw nor a line over a column whose range is known
     */
    public static Optional<Picture> of(Fitted fit, int width, int height) {
        FitPicture picture = new FitPicture(fit);
        return fit.curveOver().isPresent()
                ? picture.curve(fit.curveOver().get(), width, height)
                : picture.observed(width, height);
    }

    private Optional<Picture> curve(Term column, int width, int height) {
        Optional<double[]> range = range(column);
        if (range.isEmpty()) {
            return Optional.empty();
        }
        double[] xs = grid(range.get()[0], range.get()[1]);
        double[] fitted = Arrays.stream(xs).map(x -> fit.predictedAt(x)).toArray();
        double[] observedX = fit.rows().values(column);
        double[] observedY = fit.rows().values(fit.formula().response());
        double factor = fit.summary().intervalFactor().orElse(Double.NaN);
        Leverage leverage = Leverage.of(fit.bowl());
        double[] leverages =
                Arrays.stream(xs).map(x -> leverage.at(fit.termsAt(x))).toArray();
        double[] reach =
                Arrays.stream(leverages).map(h -> factor * Math.sqrt(h)).toArray();
        double[] far =
                Arrays.stream(leverages).map(h -> factor * Math.sqrt(1 + h)).toArray();
        boolean bands = Double.isFinite(factor) && factor > 0;
        double[] all = bands ? concat(observedY, sum(fitted, far, 1), sum(fitted, far, -1)) : concat(observedY, fitted);
        Frame frame = new Frame(
                Axis.over(column.name(), concat(xs, observedX)), Axis.over(fit.response(), all), width, height);
        if (bands) {
            frame.band("band wide", xs, sum(fitted, far, -1), sum(fitted, far, 1));
            frame.band("band", xs, sum(fitted, reach, -1), sum(fitted, reach, 1));
        }
        frame.dots(observedX, observedY);
        frame.curve("line", xs, fitted);
        return Optional.of(frame.picture(
                "fit",
                fit.response() + " over " + column.name(),
                "Scatter plot of " + rows() + " with the fitted line "
                        + fit.model().equation() + ". "
                        + column.name() + " from " + NumberText.brief(range.get()[0]) + " to "
                        + NumberText.brief(range.get()[1]) + ".",
                caption(bands)));
    }

    private String caption(boolean bands) {
        StringBuilder caption = new StringBuilder(fit.model().equation()).append('.');
        if (bands) {
            String percent = NumberText.shortest(fit.summary().confidence() * 100);
            caption.append(" The inner band holds the mean response, the outer one a new response, with ")
                    .append(
                            percent.length() > 6
                                    ? NumberText.brief(fit.summary().confidence() * 100)
                                    : percent)
                    .append(" % confidence.");
        } else if (fit.isPerfect()) {
            caption.append(" Every point lies on it.");
        }
        return caption + sampled();
    }

    private String sampled() {
        return sampled(fit);
    }

    static String sampled(Fitted fit) {
        if (fit.rows().size() == 0) {
            return " The data are moments: there are no points to draw.";
        }
        if (!fit.isSample()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " Points: a random sample of %,d of %,d rows, the same every time; all else is of all rows.",
                fit.rows().size(),
                fit.rows().of());
    }

    private String rows() {
        return String.format(
                Locale.ROOT,
                fit.rows().size() == 1 ? "%,d row" : "%,d rows",
                fit.rows().size());
    }

    private Optional<double[]> range(Term column) {
        if (fit.rows().size() > 0) {
            double[] xs = fit.rows().values(column);
            return Optional.of(new double[] {
                Arrays.stream(xs).min().orElse(0), Arrays.stream(xs).max().orElse(1)
            });
        }
        if (!fit.formula().predictors().contains(column)) {
            return Optional.empty();
        }
        double[] mean = meanAndDeviation(fit.bowl().moments(), column);
        double half = REACH * (mean[1] > 0 ? mean[1] : 1);
        return Optional.of(new double[] {mean[0] - half, mean[0] + half});
    }

    /** The mean of a term and its standard deviation about it, √(Σ(x − x̄)²/n). */
    static double[] meanAndDeviation(Moments moments, Term term) {
        double total = moments.totalWeight().doubleValue();
        double mean = moments.sum(term).doubleValue() / total;
        double squares = moments.sumOfProducts(term, term)
                .multiply(moments.totalWeight())
                .subtract(moments.sum(term).multiply(moments.sum(term)))
                .doubleValue();
        return new double[] {mean, Math.sqrt(Math.max(0, squares)) / total};
    }

    private Optional<Picture> observed(int width, int height) {
        if (fit.rows().size() == 0) {
            return Optional.empty();
        }
        double[] fitted = fit.fittedValues();
        double[] observed = fit.rows().values(fit.formula().response());
        double[] all = concat(fitted, observed);
        Frame frame = new Frame(Axis.over("fitted", all), Axis.over(fit.response(), all), width, height);
        double[] ends = {
            Arrays.stream(all).min().orElse(0), Arrays.stream(all).max().orElse(1)
        };
        frame.dots(fitted, observed);
        frame.curve("line", ends, ends);
        return Optional.of(frame.picture(
                "fit",
                "Observed against fitted " + fit.response(),
                "Scatter plot of the observed against the fitted values of " + rows()
                        + ", with the line on which they would be equal.",
                "On the line the prediction is right; above it the observed value is larger." + sampled()));
    }

    private static double[] grid(double low, double high) {
        return IntStream.rangeClosed(0, STEPS)
                .mapToDouble(i -> i == STEPS ? high : low + (high - low) * i / STEPS)
                .toArray();
    }

    private static double[] sum(double[] a, double[] b, double sign) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + sign * b[i]).toArray();
    }

    static double[] concat(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
