package dev.leastline.descent;

import dev.leastline.exact.Fraction;
import dev.leastline.exact.NearestDouble;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The path of a gradient descent: its state after any number of steps, each figure the double nearest to the exact
 * trajectory, at the price of some forty small matrix products even for step 10<sup>12</sup>.
 *
 * <p>The error e = θ − θ* shrinks by the same matrix in every step, so that after k steps it is that matrix to the k-th
 * power times the start's error. Powers are taken by repeated squaring in decimals of 60 digits, with bounds carried
 * along for all that was rounded. Where the bounds do not decide the nearest double, the digits are doubled (Ziv 1991),
 * up to 960; then the first 1,100 steps are taken in fractions, which tell a midpoint of two doubles from what is near
 * it. (2<sup>−1075</sup>, the finest midpoint, is reached by 1,075 halvings.) Only a value after more steps that lies
 * within 10<sup>−1000</sup> or so of a midpoint is decided by the middle of its bounds, of 1,920 digits. The loss is L_min plus a sum of squares of e, so that nothing cancels.
 *
 * <p>Thread-safe; the powers are kept for the next question.
 */
public final class Trajectory {
    private static final int FIRST_DIGITS = 60;
    private static final int MOST_DIGITS = 1920;
    private static final int MOST_EXACT_STEPS = 1100;
    private static final BigDecimal NOTICEABLE = BigDecimal.ONE.scaleByPowerOfTen(-900);

    private final MeanSquaredError bowl;
    private final Coordinates coordinates;
    private final BigDecimal learningRate;
    private final boolean stable;
    private final List<Fraction> lowestPoint;
    private final Fraction minimum;
    private final List<Fraction> startErrors;
    private final Map<Integer, StepPowers> powers = new ConcurrentHashMap<>();

    /**
     * The state after a number of updates.
     *
     * @param iteration how many updates, 0 for the start
     * @param model the coefficients after them; an infinity where they have left the range of doubles
     * @param loss the mean squared error of exactly these coefficients (before their rounding); it may be infinite
     */
    public record Point(long iteration, LinearModel model, double loss) {
        /** {@return the coefficients, in the order of the model's terms} */
        public double[] coefficients() {
            return model.coefficients();
        }

        /** {@return whether loss and coefficients all lie in the range of doubles} */
        public boolean isFinite() {
            for (double coefficient : model.coefficients()) {
                if (Double.isInfinite(coefficient)) {
                    return false;
                }
            }
            return !Double.isInfinite(loss);
        }
    }

    Trajectory(MeanSquaredError bowl, Coordinates coordinates, BigDecimal learningRate, List<BigDecimal> start) {
        this.bowl = bowl;
        this.coordinates = coordinates;
        this.learningRate = learningRate;
        this.stable = coordinates.isStable(learningRate);
        this.lowestPoint = bowl.lowestPoint();
        this.minimum = bowl.minimum();
        List<Fraction> errors = new ArrayList<>();
        for (int i = 0; i < start.size(); i++) {
            errors.add(Fraction.of(start.get(i)).minus(lowestPoint.get(i)));
        }
        this.startErrors = coordinates.errors(errors);
    }

    /** {@return the bowl that is descended} */
    public MeanSquaredError bowl() {
        return bowl;
    }

    /** {@return η, exactly} */
    public BigDecimal learningRate() {
        return learningRate;
    }

    /** {@return 2/λ_max, the limit that a learning rate must stay below, as the nearest double} */
    public double stableBelow() {
        return NearestDouble.of(coordinates.spectrum().stableBelow());
    }

    /** {@return 2/(λ_min + λ_max), the rate whose slowest error shrinks fastest, rounded down to a stable double} */
    public double fastest() {
        return NearestDouble.of(
                GradientDescent.roundedDown(coordinates.spectrum().fastest(), coordinates));
    }

    /** {@return whether η is below 2/λ_max, decided exactly: then, and only then, every start leads to the bottom} */
    public boolean isStable() {
        return stable;
    }

    /**
     * The state after a number of updates.
     *
     * @param iteration how many, from 0 to as many as a {@code long} can say
     * @return coefficients and loss, each the double nearest to the exact trajectory
     * @throws IllegalArgumentException if the number is negative
     */
    public Point at(long iteration) {
        if (iteration < 0) {
            throw new IllegalArgumentException("the iteration cannot be negative: " + iteration);
        }
        int size = coordinates.size();
        double[] figures = new double[size + 1];
        boolean[] decided = new boolean[size + 1];
        for (int digits = FIRST_DIGITS; ; digits *= 2) {
            boolean last = digits >= MOST_DIGITS;
            if (last && iteration <= MOST_EXACT_STEPS) {
                return point(iteration, exactFigures((int) iteration));
            }
            Enclosure error = powers(digits).after(iteration);
            boolean all = true;
            for (int i = 0; i <= size; i++) {
                if (!decided[i]) {
                    Bounds bounds =
                            i < size ? coefficient(error, i) : excess(error).above(minimum);
                    figures[i] = last ? bounds.middle() : bounds.low();
                    decided[i] = last || figures[i] == bounds.high();
                    all &= decided[i];
                }
            }
            if (all) {
                return point(iteration, figures);
            }
        }
    }

    private Point point(long iteration, double[] figures) {
        int size = figures.length - 1;
        return new Point(iteration, new LinearModel(bowl.formula(), Arrays.copyOf(figures, size)), figures[size]);
    }

    private double[] exactFigures(int iteration) {
        ExactError error = ExactError.after(iteration, coordinates, learningRate, startErrors);
        int size = coordinates.size();
        double[] figures = new double[size + 1];
        BigDecimal[] pulls = new BigDecimal[size];
        for (int i = 0; i < size; i++) {
            figures[i] = nearest(
                    lowestPoint.get(i),
                    ExactError.dot(coordinates.back[i], error.numerators),
                    coordinates.backDivisor.multiply(error.denominator));
            pulls[i] = ExactError.dot(coordinates.curvature[i], error.numerators);
        }
        figures[size] = nearest(
                minimum,
                ExactError.dot(pulls, error.numerators),
                coordinates.divisor.multiply(error.denominator.pow(2)));
        return figures;
    }

    /** The double nearest to base + offset/divisor. */
    private static double nearest(Fraction base, BigDecimal offset, BigDecimal divisor) {
        BigDecimal denominator = new BigDecimal(base.denominator()).multiply(divisor);
        BigDecimal numerator = new BigDecimal(base.numerator())
                .multiply(divisor)
                .add(offset.multiply(new BigDecimal(base.denominator())));
        int tens = Math.max(0, Math.max(numerator.scale(), denominator.scale()));
        return NearestDouble.ofQuotient(
                numerator.scaleByPowerOfTen(tens).toBigIntegerExact(),
                denominator.scaleByPowerOfTen(tens).toBigIntegerExact());
    }

    /** base + (middle ± radius)·10^exponent/divisor, rounded at either end and in the middle. */
    private record Bounds(Fraction base, BigDecimal value, BigDecimal radius, long exponent, BigDecimal divisor) {
        double low() {
            return rounded(value.subtract(radius));
        }

        double high() {
            return rounded(value.add(radius));
        }

        double middle() {
            return rounded(value);
        }

        Bounds above(Fraction otherBase) {
            return new Bounds(otherBase, value, radius, exponent, divisor);
        }

        private double rounded(BigDecimal end) {
            return nearest(base, Enclosure.materialize(end, exponent, beyond()), divisor);
        }

        /**
         * p/q, the base, is not nearer to a midpoint of doubles, m/2^1075, than 10^−(324 + digits of q) unless it is one,
         * and not above 10^(digits of p): what is far below the one or far above the other counts by its sign.
         */
        private int beyond() {
            int digits = (base.numerator().bitLength() + base.denominator().bitLength()) / 3;
            return 400 + digits + (int) Math.abs(Enclosure.leadingExponent(divisor));
        }
    }

    private Bounds coefficient(Enclosure error, int i) {
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal radius = BigDecimal.ZERO;
        for (int j = 0; j < coordinates.size(); j++) {
            BigDecimal back = coordinates.back[i][j];
            value = value.add(back.multiply(error.middle[j][0]));
            radius = radius.add(
                    back.abs(Enclosure.BOUND).multiply(error.radius[j][0], Enclosure.BOUND), Enclosure.BOUND);
        }
        return new Bounds(lowestPoint.get(i), value, radius, error.exponent, coordinates.backDivisor);
    }

    /** (eᵀKe)/q, the loss above its minimum. */
    private Bounds excess(Enclosure error) {
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal radius = BigDecimal.ZERO;
        for (int i = 0; i < coordinates.size(); i++) {
            for (int j = 0; j < coordinates.size(); j++) {
                BigDecimal a = error.middle[i][0];
                BigDecimal b = error.middle[j][0];
                BigDecimal k = coordinates.curvature[i][j];
                value = value.add(k.multiply(a.multiply(b)));
                BigDecimal bound = Enclosure.productBound(a, error.radius[i][0], b, error.radius[j][0]);
                radius = radius.add(k.abs(Enclosure.BOUND).multiply(bound, Enclosure.BOUND), Enclosure.BOUND);
            }
        }
        return new Bounds(Fraction.ZERO, value, radius, 2 * error.exponent, coordinates.divisor);
    }

    /**
     * How many updates it takes until the loss above its minimum is at most a share of what it was at the start. The
     * answer is known without making them, and may well be beyond what a {@code long} can count.
     *
     * @param share for example 1e-12
     * @return the smallest such number; 0 from the lowest point itself; empty at a learning rate that is not stable, or
     *     one so close to the limit that 1,920 digits cannot tell
     * @throws IllegalArgumentException if the share is not between 0 and 1, both excluded
     */
    public Optional<BigInteger> iterationsTo(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share must lie between 0 and 1, not " + share);
        }
        if (!stable) {
            return Optional.empty();
        }
        if (startErrors.stream().allMatch(error -> error.signum() == 0)) {
            return Optional.of(BigInteger.ZERO);
        }
        for (int digits = FIRST_DIGITS; digits <= MOST_DIGITS; digits *= 2) {
            StepPowers step = powers(digits);
            Bounds atStart = excess(step.start());
            BigDecimal target =
                    Enclosure.materialize(atStart.value, atStart.exponent).multiply(new BigDecimal(share));
            BigInteger found = step.first(error -> atMost(excess(error), target));
            if (!found.equals(StepPowers.UNDECIDED)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static StepPowers.Verdict atMost(Bounds excess, BigDecimal target) {
        BigDecimal high = excess.value.add(excess.radius);
        BigDecimal low = excess.value.subtract(excess.radius);
        if (Enclosure.materialize(high, excess.exponent).compareTo(target) <= 0) {
            return StepPowers.Verdict.YES;
        }
        if (Enclosure.materialize(low, excess.exponent).compareTo(target) > 0) {
            return StepPowers.Verdict.NO;
        }
        // Two numbers that hundreds of digits do not tell apart are equal, so that the share is reached.
        BigDecimal radius = Enclosure.materialize(excess.radius, excess.exponent);
        return radius.compareTo(target.multiply(NOTICEABLE)) < 0
                ? StepPowers.Verdict.YES
                : StepPowers.Verdict.UNDECIDED;
    }

    private StepPowers powers(int digits) {
        return powers.computeIfAbsent(digits, d -> new StepPowers(coordinates, learningRate, startErrors, d));
    }
}
