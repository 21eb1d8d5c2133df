package dev.leastline.report;

import dev.leastline.formula.Term;
import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.regression.MeanSquaredError;

/** Fits to draw. */
final class Fits {
    private Fits() {}

    /** A line through points, of which there may be more than those. */
    static Fitted line(double[] x, double[] y, long of) {
        return of("x", "y", x, y, of);
    }

    static Fitted of(String xName, String yName, double[] x, double[] y, long of) {
        Moments.Builder moments = Moments.builder(xName, yName);
        for (int i = 0; i < x.length; i++) {
            moments.row(x[i], y[i]);
        }
        MeanSquaredError bowl = MeanSquaredError.of(
                moments.build(),
                Term.column(yName).name() + " ~ " + Term.column(xName).name());
        Summary summary = Summary.of(bowl);
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = bowl.residualSumOfSquares().signum() == 0
                    ? 0
                    : y[i] - summary.model().predict(x[i]);
        }
        return new Fitted(bowl, summary, new Fitted.Rows() {
            @Override
            public int size() {
                return x.length;
            }

            @Override
            public long of() {
                return of;
            }

            @Override
            public double[] values(Term term) {
                return term.equals(Term.column(xName)) ? x.clone() : y.clone();
            }

            @Override
            public double[] residuals() {
                return residuals.clone();
            }
        });
    }

    static Fitted withoutRows(Fitted fit) {
        return new Fitted(fit.bowl(), fit.summary(), Fitted.Rows.none());
    }
}
