package dev.leastline.lab;

import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.formula.Term;
import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;

/**
 * What a page draws of one bowl: its lowest point, its shape, the rates at which descent is stable, and descents on it.
 * Every figure but {@link #ellipse} is the double nearest to the exact value. Immutable.
 *
 * <p>Arrays of coefficients are in the order of the formula's terms: the intercept first, if there is one.
 */
public final class Problem {
    private final MeanSquaredError bowl;

    private Problem(MeanSquaredError bowl) {
        this.bowl = bowl;
    }

    /**
     * A line through points.
     *
     * @param x n finite doubles, taken as exactly the numbers they are
     * @param y n finite doubles
     * @param xName what x is called
     * @param yName what y is called, something else
     * @return the problem
     * @throws IllegalArgumentException if the lengths differ, the names do not, or for NaN and infinities
     * @throws dev.leastline.regression.TooFewRowsException if there are fewer than two points
     * @throws dev.leastline.regression.CollinearTermsException if all x are equal
     */
    public static Problem ofPoints(double[] x, double[] y, String xName, String yName) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " values of x and " + y.length + " of y");
        }
        Moments.Builder moments = Moments.builder(xName, yName);
        for (int i = 0; i < x.length; i++) {
            moments.row(x[i], y[i]);
        }
        String formula = Term.column(yName).name() + " ~ " + Term.column(xName).name();
        return of(MeanSquaredError.of(moments.build(), formula));
    }

    /**
     * A formula over moments, however many rows they sum up.
     *
     * @param moments the text of a moments file, whose checksum is not looked at
     * @param formula a formula over the moments' terms
     * @return the problem
     * @throws dev.leastline.moments.MomentsFormatException if it is no moments file
     * @throws dev.leastline.formula.FormulaException if the formula cannot be read
     * @throws IllegalArgumentException if a term is not in the moments (names it), or if no term is left
     * @throws dev.leastline.regression.TooFewRowsException if there are fewer rows than coefficients
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others; names them
     */
    public static Problem ofMoments(String moments, String formula) {
        return of(MeanSquaredError.of(MomentsFile.readUnchecked(moments), formula));
    }

    private static Problem of(MeanSquaredError bowl) {
        bowl.lowestPoint(); // collinear terms are found here and not in the middle of drawing
        return new Problem(bowl);
    }

    /** {@return how many coefficients there are} */
    public int size() {
        return bowl.terms().size();
    }

    /**
     * The canonical name of a term.
     *
     * @param index which term, from 0
     * @return for example {@code (Intercept)}, {@code x}
     */
    public String term(int index) {
        return bowl.terms().get(index).name();
    }

    /** {@return the coefficients at the lowest point} */
    public double[] optimum() {
        return LeastSquares.fit(bowl).coefficients();
    }

    /** {@return the loss at the lowest point} */
    public double minimum() {
        return bowl.minimum().nearestDouble();
    }

    /** {@return R²; NaN for a response that does not vary} */
    public double rSquared() {
        return bowl.rSquared().orElse(Double.NaN);
    }

    /**
     * What can be said of the fit without a distribution, in the order: n − p, residual standard error, adjusted R², F, and
     * for each term its standard error and t.
     *
     * @return the figures; NaN for one that does not exist
     */
    public double[] errors() {
        Summary summary = Summary.of(bowl);
        double[] errors = new double[4 + 2 * size()];
        errors[0] = summary.degreesOfFreedom();
        errors[1] = summary.residualStdError().orElse(Double.NaN);
        errors[2] = summary.adjustedRSquared().orElse(Double.NaN);
        errors[3] = summary.fStatistic().orElse(Double.NaN);
        for (int i = 0; i < size(); i++) {
            errors[4 + 2 * i] = summary.stdError(i).orElse(Double.NaN);
            errors[5 + 2 * i] = summary.t(i).orElse(Double.NaN);
        }
        return errors;
    }

    /**
     * The equation of a model.
     *
     * @param coefficients its coefficients
     * @return for example {@code y = 2x + 1}
     * @throws IllegalArgumentException if there are more or fewer of them than terms
     */
    public String equation(double[] coefficients) {
        return new LinearModel(bowl.formula(), coefficients).equation();
    }

    /**
     * The mean squared error.
     *
     * @param coefficients finite doubles
     * @return the loss
     * @throws IllegalArgumentException if there are more or fewer of them than terms, or one is NaN or infinite
     */
    public double loss(double[] coefficients) {
        return bowl.value(coefficients);
    }

    /**
     * The direction in which the loss rises fastest.
     *
     * @param coefficients finite doubles
     * @return the partial derivatives
     * @throws IllegalArgumentException if there are more or fewer of them than terms, or one is NaN or infinite
     */
    public double[] gradient(double[] coefficients) {
        return bowl.gradient(coefficients);
    }

    /** {@return the matrix of second derivatives, row by row} */
    public double[] curvature() {
        double[][] rows = bowl.curvature();
        double[] flat = new double[rows.length * rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows.length, rows.length);
        }
        return flat;
    }

    /**
     * The bowl's contours in the plane of two coefficients; see {@link Ellipse}.
     *
     * @param i a coefficient
     * @param j another one
     * @return u<sub>i</sub>, u<sub>j</sub>, v<sub>i</sub>, v<sub>j</sub>
     * @throws IndexOutOfBoundsException if there is no such coefficient
     * @throws IllegalArgumentException if it is one and the same
     */
    public double[] ellipse(int i, int j) {
        Ellipse ellipse = Ellipse.of(bowl, i, j);
        return new double[] {ellipse.ui(), ellipse.uj(), ellipse.vi(), ellipse.vj()};
    }

    /**
     * The rates that decide how descent goes.
     *
     * @param standardized whether its steps are those on standardised columns
     * @return the limit below which rates are stable, and the fastest rate
     */
    public double[] rates(boolean standardized) {
        GradientDescent descent = GradientDescent.withLearningRate(BigDecimal.ONE);
        Trajectory any = (standardized ? descent.standardized() : descent).descend(bowl);
        return new double[] {any.stableBelow(), any.fastest()};
    }

    /**
     * A descent.
     *
     * @param learningRate a decimal above zero, as it was typed
     * @param start where it begins
     * @param standardized whether its steps are those on standardised columns
     * @return the descent
     * @throws IllegalArgumentException if the rate is no number, not above zero, has more than 1,000 digits or is beyond
     *     1e±400, or the start has more or fewer coefficients than there are, or one is NaN or infinite
     */
    public Descent descend(String learningRate, double[] start, boolean standardized) {
        GradientDescent descent =
                GradientDescent.withLearningRate(decimal(learningRate)).from(start);
        return new Descent((standardized ? descent.standardized() : descent).descend(bowl));
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the learning rate '" + text + "' is no number", e);
        }
    }
}
