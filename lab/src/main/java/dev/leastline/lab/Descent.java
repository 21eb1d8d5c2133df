package dev.leastline.lab;

import dev.leastline.descent.TraceText;
import dev.leastline.descent.Trajectory;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A descent as figures to draw: each point is the coefficients, in the order of the terms, and then the loss, each the
 * double nearest to the exact trajectory.
 */
public final class Descent {
    private final Trajectory trajectory;

    Descent(Trajectory trajectory) {
        this.trajectory = trajectory;
    }

    /** {@return whether the rate is stable, decided exactly: then, and only then, every start leads to the bottom} */
    public boolean isStable() {
        return trajectory.isStable();
    }

    /**
     * The state after a number of updates.
     *
     * @param iteration how many, from 0
     * @return coefficients and loss; infinities where they have left the range of doubles
     * @throws IllegalArgumentException if the number is negative
     */
    public double[] at(long iteration) {
        return figures(trajectory.at(iteration));
    }

    /**
     * The states after some numbers of updates, one after the other in one array. It ends before the first one that is
     * not in the range of doubles, or whose number no {@code long} can hold.
     *
     * @param from the first number of updates, from 0
     * @param every how many further updates from point to point, from 1
     * @param count how many points
     * @return coefficients and loss of each
     * @throws IllegalArgumentException if an argument is below that
     */
    public double[] path(long from, long every, int count) {
        if (from < 0 || every < 1 || count < 0) {
            throw new IllegalArgumentException(
                    "no path of " + count + " points from iteration " + from + ", every " + every);
        }
        int width = trajectory.bowl().terms().size() + 1;
        double[] path = new double[count * width];
        int length = 0;
        for (long iteration = from; length < path.length && iteration >= 0; iteration += every) {
            Trajectory.Point point = trajectory.at(iteration);
            if (!point.isFinite()) {
                break;
            }
            System.arraycopy(figures(point), 0, path, length, width);
            length += width;
        }
        return Arrays.copyOf(path, length);
    }

    private static double[] figures(Trajectory.Point point) {
        double[] coefficients = point.coefficients();
        double[] figures = Arrays.copyOf(coefficients, coefficients.length + 1);
        figures[coefficients.length] = point.loss();
        return figures;
    }

    /**
     * The trace as the command prints it: a line with the names of its columns, and a line for every so many updates, the
     * loss before the update and the coefficients after it; the cells separated by tabs. It ends before the first line
     * with a number that is not finite.
     *
     * @param iterations how many updates there are, from 0
     * @param every how many of them from line to line, from 1; 0 for a round number that makes about ten lines
     * @return the lines, separated by line feeds
     * @throws IllegalArgumentException if an argument is below that
     */
    public String trace(long iterations, long every) {
        if (iterations < 0 || every < 0) {
            throw new IllegalArgumentException("no trace of " + iterations + " iterations, every " + every);
        }
        long step = every == 0 ? TraceText.everyForTenLines(iterations) : every;
        TraceText text = TraceText.of(trajectory, iterations, step);
        StringBuilder trace = new StringBuilder("iter\t")
                .append(String.join("\t", text.names()))
                .append("\tloss");
        for (long k = 0; k < iterations && k >= 0; k += step) {
            Trajectory.Point before = trajectory.at(k);
            Trajectory.Point after = trajectory.at(k + 1);
            if (!before.isFinite() || !after.isFinite()) {
                break;
            }
            trace.append('\n')
                    .append(k)
                    .append('\t')
                    .append(String.join("\t", text.coefficients(after.model())))
                    .append('\t')
                    .append(text.loss(before.loss()));
        }
        return trace.toString();
    }

    /**
     * How many updates it takes until the loss above its minimum is at most a share of what it was at the start.
     *
     * @param share between 0 and 1, both excluded
     * @return the number in decimal digits; empty where there is none
     * @throws IllegalArgumentException if the share is not
     */
    public String iterationsTo(double share) {
        return trajectory.iterationsTo(share).map(BigInteger::toString).orElse("");
    }
}
