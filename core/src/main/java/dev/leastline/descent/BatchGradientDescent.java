package dev.leastline.descent;

/**
 * Linear regression from scratch: a line found by batch gradient descent, in the plainest way there is.
 *
 * <h2>The model</h2>
 *
 * A line predicts {@code ŷ = w·x + b}: w is its slope, b its intercept (the prediction at x = 0).
 *
 * <h2>The loss</h2>
 *
 * How far off a line is over n points (xᵢ, yᵢ) is the mean of its squared errors,
 *
 * <pre>
 * L(w, b) = 1/n Σ (w·xᵢ + b − yᵢ)²
 * </pre>
 *
 * and the goal is the line for which L is smallest. Drawn over the (w, b) plane, L is a bowl: a quadratic with one lowest
 * point (unless all xᵢ are equal) and no other dip to get stuck in.
 *
 * <h2>The gradients</h2>
 *
 * How much L changes when w or b is nudged follows from the chain rule, one factor 2·error from the square, and one
 * factor xᵢ or 1 from the line inside it:
 *
 * <pre>
 * ∂L/∂w = 2/n Σ (w·xᵢ + b − yᵢ)·xᵢ
 * ∂L/∂b = 2/n Σ (w·xᵢ + b − yᵢ)
 * </pre>
 *
 * Together they point straight uphill, and they vanish only at the bottom.
 *
 * <h2>The update</h2>
 *
 * So a step goes the other way, its length set by the learning rate η:
 *
 * <pre>
 * w ← w − η ∂L/∂w
 * b ← b − η ∂L/∂b
 * </pre>
 *
 * Steep slopes make long steps, and near the bottom the steps shrink by themselves. With a small η the descent crawls;
 * with one above 2/λ, λ the largest curvature of the bowl, every step lands higher on the other side and the
 * numbers blow up. {@link GradientDescent} knows that limit beforehand.
 *
 * <h2>The cost</h2>
 *
 * Each iteration reads every point once: O(n) an iteration, O(n · iterations) in all, O(1) memory beside the data.
 * Nothing is allocated inside the loop: the sums and parameters are local variables, which the JIT compiler keeps in
 * registers or on the stack; the two arrays stay on the heap where they were.
 *
 * <p>The arithmetic is that of plain doubles, so the last digits depend on the order of the points. NaN, infinities and
 * a rate too large pass through as doubles do: the loop ends early, at the first loss that is not finite. For any
 * iteration's exact state without a pass over the data, see {@link GradientDescent}.
 */
public final class BatchGradientDescent {
    private final double learningRate;
    private final long iterations;

    /** Watches the loop. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Called in every iteration, after the update.
         *
         * @param iteration counted from 0
         * @param w the slope after the update
         * @param b the intercept after the update
         * @param loss the mean squared error before the update
         */
        void observe(long iteration, double w, double b, double loss);
    }

    /**
     * Where the loop ended.
     *
     * @param iterations how many updates were made
     * @param w the slope
     * @param b the intercept
     */
    public record Result(long iterations, double w, double b) {}

    /**
     * A descent of fixed rate and length.
     *
     * @param learningRate η, above zero
     * @param iterations how many updates to make, from 0
     * @throws IllegalArgumentException if the rate is not above zero and finite, or the iterations are negative
     */
    public BatchGradientDescent(double learningRate, long iterations) {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("the learning rate must be above zero, not " + learningRate);
        }
        if (iterations < 0) {
            throw new IllegalArgumentException("the iterations cannot be negative: " + iterations);
        }
        this.learningRate = learningRate;
        this.iterations = iterations;
    }

    /**
     * Descends from a start to where the iterations end, or the loss stops being finite.
     *
     * @param x n abscissas
     * @param y n ordinates
     * @param startW the slope to start from
     * @param startB the intercept to start from
     * @param observer told of every iteration
     * @return the last slope and intercept
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Result descend(double[] x, double[] y, double startW, double startB, Observer observer) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException("x has " + x.length + " values, y has " + y.length);
        }
        int n = x.length;
        double w = startW;
        double b = startB;

        for (long iteration = 0; iteration < iterations; iteration++) {
            double gradientW = 0.0;
            double gradientB = 0.0;
            double loss = 0.0;

            for (int i = 0; i < n; i++) {
                double error = w * x[i] + b - y[i];
                loss += error * error;
                gradientW += error * x[i];
                gradientB += error;
            }
            loss /= n;
            gradientW *= 2.0 / n;
            gradientB *= 2.0 / n;

            if (Double.isNaN(loss) || Double.isInfinite(loss)) {
                return new Result(iteration, w, b);
            }
            w -= learningRate * gradientW;
            b -= learningRate * gradientB;
            observer.observe(iteration, w, b, loss);
        }
        return new Result(iterations, w, b);
    }
}
