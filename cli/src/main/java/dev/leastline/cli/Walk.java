package dev.leastline.cli;

import dev.leastline.descent.BatchGradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.formula.Formula;
import dev.leastline.regression.LinearModel;
import java.util.function.Consumer;

/** A descent as a row of steps to look at: iterations 0, every, 2·every, … and the last one. */
@FunctionalInterface
interface Walk {
    /**
     * Visits the steps in order, as long as their numbers are finite.
     *
     * @param iterations the last iteration
     * @param every the distance between two steps
     * @param visitor takes the steps
     */
    void visit(long iterations, long every, Consumer<Step> visitor);

    /**
     * A step.
     *
     * @param iteration how many updates came before
     * @param before the model before the update
     * @param loss its mean squared error
     * @param after the model after the update; in the last step that before
     */
    record Step(long iteration, LinearModel before, double loss, LinearModel after) {}

    /** The exact path: nothing is computed but the steps that are visited. */
    static Walk along(Trajectory path) {
        return (iterations, every, visitor) -> {
            for (long k = 0; ; k = next(k, every, iterations)) {
                Trajectory.Point here = path.at(k);
                Trajectory.Point next = k < iterations ? path.at(k + 1) : here;
                if (!here.isFinite() || !isFinite(next.model())) {
                    return;
                }
                visitor.accept(new Step(k, here.model(), here.loss(), next.model()));
                if (k == iterations) {
                    return;
                }
            }
        };
    }

    /** The article's loop over the data, one pass for each iteration, and one more for the loss of the last. */
    static Walk inPasses(double[] x, double[] y, Formula formula, double learningRate, double startW, double startB) {
        return (iterations, every, visitor) -> {
            var observer = new BatchGradientDescent.Observer() {
                private double w = startW;
                private double b = startB;
                private boolean more = true;

                @Override
                public void observe(long iteration, double newW, double newB, double loss) {
                    boolean last = iteration == iterations;
                    if (more && (last || iteration % every == 0)) {
                        LinearModel before = new LinearModel(formula, b, w);
                        LinearModel after = last ? before : new LinearModel(formula, newB, newW);
                        more = isFinite(after);
                        if (more) {
                            visitor.accept(new Step(iteration, before, loss, after));
                        }
                    }
                    w = newW;
                    b = newB;
                }
            };
            new BatchGradientDescent(learningRate, Math.addExact(iterations, 1))
                    .descend(x, y, startW, startB, observer);
        };
    }

    private static long next(long k, long every, long iterations) {
        return every > iterations - k ? iterations : k + every;
    }

    private static boolean isFinite(LinearModel model) {
        for (double coefficient : model.coefficients()) {
            if (!Double.isFinite(coefficient)) {
                return false;
            }
        }
        return true;
    }
}
