package dev.leastline.descent;

import dev.leastline.exact.NearestDouble;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batch gradient descent on the bowl, θ ← θ − η∇L(θ), without a pass over the data: the moments know the bowl, and the
 * bowl is quadratic, so that k steps are one power of a matrix.
 *
 * <pre>
 * GradientDescent.withLearningRate(0.01).descend(moments, "y ~ x").at(1_000_000_000_000L)
 * </pre>
 *
 * The steps are those of {@link BatchGradientDescent}, in exact arithmetic and for any number of predictors. Immutable.
 */
public final class GradientDescent {
    private static final int MOST_DIGITS = 1000;
    private static final int MOST_EXPONENT = 400;

    private final @Nullable BigDecimal learningRate;
    private final @Nullable List<BigDecimal> start;
    private final boolean standardized;

    private GradientDescent(@Nullable BigDecimal learningRate, @Nullable List<BigDecimal> start, boolean standardized) {
        this.learningRate = learningRate;
        this.start = start;
        this.standardized = standardized;
    }

    /**
     * Descent at a learning rate.
     *
     * @param learningRate η; the decimal that Java prints for it is meant, 0.01 and not the double near it
     * @return a descent from zero
     * @throws IllegalArgumentException if the rate is not above zero and finite
     */
    public static GradientDescent withLearningRate(double learningRate) {
        if (Double.isNaN(learningRate) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("the learning rate must be above zero, not " + learningRate);
        }
        return withLearningRate(new BigDecimal(NumberText.shortest(learningRate)));
    }

    /**
     * Descent at a learning rate given as a decimal.
     *
     * @param learningRate η
     * @return a descent from zero
     * @throws IllegalArgumentException if the rate is not above zero, has more than 1,000 digits or is beyond 1e±400
     */
    public static GradientDescent withLearningRate(BigDecimal learningRate) {
        if (learningRate.signum() <= 0) {
            throw new IllegalArgumentException("the learning rate must be above zero, not " + learningRate);
        }
        if (!isWithinReach(learningRate)) {
            throw new IllegalArgumentException(
                    "the learning rate must lie within 1e-400 and 1e400, in at most " + MOST_DIGITS + " digits");
        }
        return new GradientDescent(learningRate, null, false);
    }

    private static boolean isWithinReach(BigDecimal value) {
        return value.signum() == 0
                || (value.precision() <= MOST_DIGITS && Math.abs(Enclosure.leadingExponent(value)) <= MOST_EXPONENT);
    }

    /**
     * Descent at the fastest stable rate, 2/(λ_min + λ_max), rounded down to a double.
     *
     * @return a descent from zero
     */
    public static GradientDescent fastest() {
        return new GradientDescent(null, null, false);
    }

    /**
     * The same from another start.
     *
     * @param coefficients one for each term, in the order of {@link Formula#terms()}, in the units of the data
     * @return the descent
     * @throws IllegalArgumentException if one has more than 1,000 digits or is beyond 1e±400
     */
    public GradientDescent from(BigDecimal... coefficients) {
        for (BigDecimal coefficient : coefficients) {
            if (!isWithinReach(coefficient)) {
                throw new IllegalArgumentException(
                        "a start must lie within 1e-400 and 1e400, in at most " + MOST_DIGITS + " digits");
            }
        }
        return new GradientDescent(learningRate, List.of(coefficients), standardized);
    }

    /**
     * The same from another start.
     *
     * @param coefficients finite doubles, taken as exactly the numbers they are; one for each term, in the order of
     *     {@link Formula#terms()}, in the units of the data
     * @return the descent
     * @throws IllegalArgumentException for NaN and infinities
     */
    public GradientDescent from(double... coefficients) {
        List<BigDecimal> exact = new ArrayList<>();
        for (double coefficient : coefficients) {
            if (Double.isNaN(coefficient) || Double.isInfinite(coefficient)) {
                throw new IllegalArgumentException("cannot start from " + coefficient);
            }
            exact.add(new BigDecimal(coefficient));
        }
        return new GradientDescent(learningRate, List.copyOf(exact), standardized);
    }

    /**
     * The same on standardised columns, (x − mean)/standard deviation (without an intercept: x/root mean square), which
     * makes a long valley round. Learning rates are then those of the standardised columns; coefficients, start and loss
     * stay in the units of the data.
     *
     * @return the descent
     */
    public GradientDescent standardized() {
        return new GradientDescent(learningRate, start, true);
    }

    /**
     * Descends.
     *
     * @param moments the moments; they must hold the formula's terms
     * @param formula for example {@code y ~ x}
     * @return the path, any point of which can be asked for
     * @throws dev.leastline.formula.FormulaException if the text is no formula
     * @throws IllegalArgumentException if a term was not accumulated (names it), or the start has more or fewer
     *     coefficients than the formula has terms
     * @throws dev.leastline.regression.TooFewRowsException if there are fewer rows than coefficients, or none
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others
     */
    public Trajectory descend(Moments moments, String formula) {
        return descend(MeanSquaredError.of(moments, formula));
    }

    /**
     * Descends.
     *
     * @param bowl the bowl
     * @return the path, any point of which can be asked for
     * @throws IllegalArgumentException if the start has more or fewer coefficients than the bowl has terms
     * @throws dev.leastline.regression.CollinearTermsException if a term is a linear combination of others
     */
    public Trajectory descend(MeanSquaredError bowl) {
        int size = bowl.terms().size();
        List<BigDecimal> from = start != null ? start : Collections.nCopies(size, BigDecimal.ZERO);
        if (from.size() != size) {
            throw new IllegalArgumentException(
                    "the start has " + from.size() + " coefficients, the formula '" + bowl.formula() + "' has " + size);
        }
        bowl.lowestPoint();
        Coordinates coordinates = standardized ? Coordinates.standardized(bowl) : Coordinates.plain(bowl);
        BigDecimal rate = learningRate != null
                ? learningRate
                : roundedDown(coordinates.spectrum().fastest(), coordinates);
        return new Trajectory(bowl, coordinates, rate, from);
    }

    // The nearest double could lie above the stable limit where the valley is so long that limit and fastest rate agree
    // in sixteen digits. The decimal is the one that a user would type again.
    static BigDecimal roundedDown(BigDecimal rate, Coordinates coordinates) {
        double candidate = NearestDouble.of(rate);
        if (candidate < Double.MIN_NORMAL || Double.isInfinite(candidate)) {
            // A bowl too steep or too flat for doubles.
            BigDecimal digits = rate.round(new MathContext(17, RoundingMode.DOWN));
            while (!coordinates.isStable(digits)) {
                digits = digits.subtract(digits.ulp());
            }
            return digits;
        }
        BigDecimal decimal = new BigDecimal(NumberText.shortest(candidate));
        while (decimal.compareTo(rate) > 0 || !coordinates.isStable(decimal)) {
            candidate = Double.longBitsToDouble(Double.doubleToLongBits(candidate) - 1);
            decimal = new BigDecimal(NumberText.shortest(candidate));
        }
        return decimal;
    }
}
