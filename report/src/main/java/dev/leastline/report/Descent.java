package dev.leastline.report;

import dev.leastline.descent.TraceText;
import dev.leastline.descent.Trajectory;
import dev.leastline.formula.Formula;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The descent with which the lab of a page begins.
 *
 * @param path the descent
 * @param iterations how many updates
 * @param every how many of them lie between two lines of the trace
 * @param standardized whether the steps are those on standardised columns
 */
public record Descent(Trajectory path, long iterations, long every, boolean standardized) {
    /** The coefficients that the explanation follows and the bowl has as its axes: slope before intercept, or two slopes. */
    List<Integer> shown() {
        Formula formula = path.bowl().formula();
        int size = formula.terms().size();
        if (size == 1) {
            return List.of(0);
        }
        if (!formula.hasIntercept()) {
            return List.of(0, 1);
        }
        return size == 2 ? List.of(1, 0) : List.of(1, 2);
    }

    /** What the coefficients are called, in the order of the terms: w and b for a line. */
    List<String> names() {
        List<String> inTrace = TraceText.of(path, 1, 1).names();
        return isLine() ? List.of(inTrace.get(1), inTrace.get(0)) : inTrace;
    }

    /** Whether doubles hold the losses and the curvature, with room for what is computed of them to draw. */
    boolean isDrawable() {
        double minimum = path.bowl().minimum().nearestDouble();
        double start = path.at(0).loss();
        if (!isOrdinary(start) || !(isOrdinary(minimum) || path.bowl().minimum().signum() == 0)) {
            return path.bowl().minimum().signum() == 0 && start == 0;
        }
        double[][] curvature = path.bowl().curvature();
        return IntStream.range(0, curvature.length).allMatch(i -> isOrdinary(curvature[i][i]));
    }

    private static boolean isOrdinary(double value) {
        return value > 1e-280 && value < 1e280;
    }

    private boolean isLine() {
        Formula formula = path.bowl().formula();
        return formula.hasIntercept() && formula.predictors().size() == 1;
    }

    /** The order in which to name the coefficients: the slope of a line first. */
    List<Integer> order() {
        return isLine()
                ? List.of(1, 0)
                : IntStream.range(0, names().size()).boxed().toList();
    }
}
