package dev.leastline.regression;

import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;

/**
 * The model of the lowest point of the bowl: the coefficients that make the mean squared error as small as it can be.
 *
 * <p>They are solved for in integers (see {@link dev.leastline.exact.ModularElimination}) and each is rounded once: it is the
 * double nearest to the exact least-squares coefficient of the data, whatever their scale or offset, and the same bits
 * for any order of the rows. A coefficient beyond the range of doubles is infinite.
 */
public final class LeastSquares {
    private LeastSquares() {}

    /**
     * Fits a formula.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula for example {@code y ~ x}, {@code y ~ a + b - 1}, {@code y ~ .}
     * @return the model
     * @throws dev.leastline.formula.FormulaException if the text is no formula
     * @throws IllegalArgumentException if a term was not accumulated (names it), or if no term is left
     * @throws TooFewRowsException if there are fewer rows than coefficients, or none
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public static LinearModel fit(Moments moments, String formula) {
        return fit(moments, Formula.parse(formula));
    }

    /**
     * Fits a formula.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula response and terms; a dot stands for all other columns of the moments
     * @return the model
     * @throws IllegalArgumentException if a term was not accumulated (names it), or if no term is left
     * @throws TooFewRowsException if there are fewer rows than coefficients, or none
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public static LinearModel fit(Moments moments, Formula formula) {
        return fit(MeanSquaredError.of(moments, formula));
    }

    /**
     * The model at the lowest point of a bowl.
     *
     * @param bowl the bowl
     * @return the model
     * @throws CollinearTermsException if a term is a linear combination of others; names them
     */
    public static LinearModel fit(MeanSquaredError bowl) {
        double[] coefficients = bowl.lowestPoint().stream()
                .mapToDouble(fraction -> fraction.nearestDouble())
                .toArray();
        return new LinearModel(bowl.formula(), coefficients);
    }
}
