package dev.leastline.report;

import dev.leastline.descent.Trajectory;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.lab.Ellipse;
import dev.leastline.regression.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The bowl of the loss from above, with the path of a descent: lines of equal loss over slope and intercept, or over the
 * first two coefficients, cut through the lowest point.
 */
public final class BowlPicture {
    private static final double[] LEVELS = {1, 0.75, 0.55, 0.4, 0.28, 0.19, 0.125, 0.08, 0.04};
    private static final int TURNS = 96;
    private static final int STOPS = 60;
    private static final double ROOM = 1.06;

    private BowlPicture() {}

    /**
     * Draws it.
     *
     * @param path the descent
     * @param iterations how many updates to draw
     * @param width in pixels
     * @param height in pixels
     * @return the picture; none for a single coefficient, and if the descent begins at the lowest point
     */
    public static Optional<Picture> of(Trajectory path, long iterations, int width, int height) {
        Formula formula = path.bowl().formula();
        double excess = path.at(0).loss() - path.bowl().minimum().nearestDouble();
        if (formula.terms().size() < 2 || !(excess > 0)) {
            return Optional.empty();
        }
        Descent descent = new Descent(path, iterations, 1, false);
        int i = descent.shown().get(0);
        int j = descent.shown().get(1);
        double[] bottom = LeastSquares.fit(path.bowl()).coefficients();
        Ellipse ellipse = Ellipse.of(path.bowl(), i, j);
        double radius = Math.sqrt(excess) * ROOM;
        Frame frame = new Frame(
                Axis.over(
                        descent.names().get(i), ends(bottom[i], radius * StrictMath.hypot(ellipse.ui(), ellipse.vi()))),
                Axis.over(
                        descent.names().get(j), ends(bottom[j], radius * StrictMath.hypot(ellipse.uj(), ellipse.vj()))),
                width,
                height);
        for (double level : LEVELS) {
            double r = radius * level;
            frame.curve(
                    "contour",
                    turns(bottom[i], r * ellipse.ui(), r * ellipse.vi()),
                    turns(bottom[j], r * ellipse.uj(), r * ellipse.vj()));
        }
        List<double[]> points = points(path, iterations, frame, i, j);
        double[] xs = points.stream().mapToDouble(point -> point[0]).toArray();
        double[] ys = points.stream().mapToDouble(point -> point[1]).toArray();
        frame.curve("line", xs, ys);
        for (int k = 0; k < Math.min(xs.length, STOPS); k++) {
            frame.mark("stop", 2.4, xs[k], ys[k]);
        }
        frame.mark("from", 5, xs[0], ys[0]);
        frame.mark("estimate", 5, xs[xs.length - 1], ys[ys.length - 1]);
        double x = frame.x(bottom[i]);
        double y = frame.y(bottom[j]);
        frame.line("bottom", x - 6, y, x + 6, y);
        frame.line("bottom", x, y - 6, x, y + 6);
        return Optional.of(picture(path, iterations, frame, descent));
    }

    private static Picture picture(Trajectory path, long iterations, Frame frame, Descent descent) {
        String rate = NumberText.brief(path.learningRate().doubleValue());
        double end = path.at(iterations).loss();
        String begin = "from a loss of " + NumberText.brief(path.at(0).loss()) + " to "
                + (Double.isFinite(end) ? NumberText.brief(end) : "more than a double can hold") + " in " + iterations
                + (iterations == 1 ? " iteration" : " iterations");
        return frame.picture(
                "bowl",
                "The bowl from above",
                "Ellipses of equal loss over "
                        + descent.names().get(descent.shown().get(0)) + " and "
                        + descent.names().get(descent.shown().get(1))
                        + ", and the path of a descent at the learning rate "
                        + rate + ", " + begin + ".",
                "Each ellipse is a line of equal loss; the cross is the lowest point. The path, at the learning rate "
                        + rate
                        + ", leads " + begin + "."
                        + (path.isStable() ? "" : " This rate is not stable: it leads out of the bowl.")
                        + (descent.names().size() > 2 ? " The bowl has more coefficients, and is cut here." : ""));
    }

    private static double[] ends(double middle, double half) {
        return new double[] {middle - half, middle + half};
    }

    private static double[] turns(double middle, double u, double v) {
        return IntStream.rangeClosed(0, TURNS)
                .mapToDouble(n -> middle
                        + u * StrictMath.cos(2 * Math.PI * n / TURNS)
                        + v * StrictMath.sin(2 * Math.PI * n / TURNS))
                .toArray();
    }

    /** As far as they can be drawn; what has left the picture far behind cannot. */
    private static List<double[]> points(Trajectory path, long iterations, Frame frame, int i, int j) {
        List<double[]> points = new ArrayList<>();
        for (long k : LossPicture.iterations(iterations)) {
            double[] coefficients = path.at(k).coefficients();
            points.add(new double[] {coefficients[i], coefficients[j]});
            if (!frame.isNear(coefficients[i], coefficients[j])) {
                break;
            }
        }
        points.removeIf(point -> !Double.isFinite(point[0]) || !Double.isFinite(point[1]));
        return points;
    }
}
