package dev.leastline.report;

import dev.leastline.descent.Trajectory;
import dev.leastline.exact.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The loss by iteration of a descent, on a logarithmic axis. */
public final class LossPicture {
    private static final int POINTS = 120;
    private static final int FIRST = 30;

    /** Below this share of the start there is nothing to see but rounding. */
    private static final double LEAST = 1e-30;

    private LossPicture() {}

    /**
     * Draws it.
     *
     * @param path the descent
     * @param iterations how many updates to draw
     * @param width in pixels
     * @param height in pixels
     * @return the picture; none if the loss is zero at the start
     */
    public static Optional<Picture> of(Trajectory path, long iterations, int width, int height) {
        List<Double> ks = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        double start = path.at(0).loss();
        for (long k : iterations(iterations)) {
            double loss = path.at(k).loss();
            if (!(loss > start * LEAST) || !Double.isFinite(loss)) {
                break;
            }
            ks.add((double) k);
            losses.add(loss);
        }
        if (ks.size() < 2) {
            return Optional.empty();
        }
        double[] xs = ks.stream().mapToDouble(Double::doubleValue).toArray();
        double[] ys = losses.stream().mapToDouble(Double::doubleValue).toArray();
        double minimum = path.bowl().minimum().nearestDouble();
        boolean floor = minimum > start * LEAST;
        double[] all = floor ? FitPicture.concat(ys, new double[] {minimum}) : ys;
        Frame frame =
                new Frame(Axis.counting("iteration", xs[xs.length - 1]), Axis.logarithmic("loss", all), width, height);
        if (floor) {
            frame.line("reference", frame.left(), frame.y(minimum), frame.right(), frame.y(minimum));
        }
        frame.curve("line", xs, ys);
        String rate = NumberText.brief(path.learningRate().doubleValue());
        String figures = "from " + NumberText.brief(ys[0]) + " to " + NumberText.brief(ys[ys.length - 1]) + " after "
                + (long) xs[xs.length - 1] + (xs[xs.length - 1] == 1 ? " iteration" : " iterations");
        return Optional.of(frame.picture(
                "loss",
                "The loss by iteration",
                "The mean squared error on a logarithmic axis, " + figures + ", at the learning rate " + rate + ".",
                "At the learning rate " + rate + " the mean squared error goes " + figures + "."
                        + (floor ? " The dashed line is the least there is, " + NumberText.brief(minimum) + "." : "")
                        + (path.isStable()
                                ? ""
                                : " This rate is not below the limit " + NumberText.brief(path.stableBelow())
                                        + ": the descent diverges.")));
    }

    /** The first iterations, and then as many as one can see. */
    static Iterable<Long> iterations(long last) {
        TreeSet<Long> ks = new TreeSet<>();
        for (long k = 0; k <= Math.min(FIRST, last); k++) {
            ks.add(k);
        }
        for (int i = 0; i <= POINTS; i++) {
            ks.add((long) ((double) last * i / POINTS));
        }
        return ks;
    }
}
