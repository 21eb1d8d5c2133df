package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Gradient descent in decimals of many digits, as straightforwardly as it can be said: gradients and loss from the rows
 * in every step; standardised columns really standardised, with square roots, and the coefficients transformed back.
 * Many steps at once are a power of the affine matrix (M, c; 0, 1) of u ← Mu + c. Knows nothing of the lowest point.
 */
public final class DescentOracle {
    private static final BigDecimal NOTHING = new BigDecimal("1e-3000");

    private final MathContext digits;
    private final BigDecimal[][] rows;
    private final BigDecimal[] response;
    private final BigDecimal twiceRateOverRows;
    private final BigDecimal[] means;
    private final BigDecimal[] scales;
    private final boolean intercept;
    private final BigDecimal[] start;

    private DescentOracle(
            Sample sample, String formula, BigDecimal rate, int digits, boolean standardized, BigDecimal... from) {
        Formula parsed = Formula.parse(formula);
        this.digits = new MathContext(digits);
        this.rows = sample.design(parsed);
        this.response = sample.response(parsed);
        this.intercept = parsed.hasIntercept();
        BigDecimal n = BigDecimal.valueOf(rows.length);
        this.twiceRateOverRows = rate.add(rate).divide(n, this.digits);
        int p = rows[0].length;
        this.means = new BigDecimal[p];
        this.scales = new BigDecimal[p];
        Arrays.fill(means, BigDecimal.ZERO);
        Arrays.fill(scales, BigDecimal.ONE);
        if (standardized) {
            standardize(n);
        }
        this.start = new BigDecimal[p];
        Arrays.fill(start, BigDecimal.ZERO);
        for (int i = 0; i < from.length; i++) {
            start[i] = from[i].multiply(scales[i], this.digits);
        }
        for (int i = 1; i < from.length; i++) {
            start[0] = start[0].add(from[i].multiply(means[i]), this.digits);
        }
    }

    public static DescentOracle of(Sample sample, String formula, BigDecimal rate, int digits, BigDecimal... from) {
        return new DescentOracle(sample, formula, rate, digits, false, from);
    }

    public static DescentOracle standardized(
            Sample sample, String formula, BigDecimal rate, int digits, BigDecimal... from) {
        return new DescentOracle(sample, formula, rate, digits, true, from);
    }

    private void standardize(BigDecimal n) {
        for (int j = intercept ? 1 : 0; j < means.length; j++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (BigDecimal[] row : rows) {
                sum = sum.add(row[j]);
            }
            means[j] = intercept ? sum.divide(n, digits) : BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (BigDecimal[] row : rows) {
                squares = squares.add(row[j].subtract(means[j]).pow(2), digits);
            }
            scales[j] = squares.divide(n, digits).sqrt(digits);
            for (BigDecimal[] row : rows) {
                row[j] = row[j].subtract(means[j]).divide(scales[j], digits);
            }
        }
    }

    /** Where the descent starts, in its own coordinates. */
    public BigDecimal[] start() {
        return start.clone();
    }

    /** One step further. */
    public BigDecimal[] step(BigDecimal... u) {
        BigDecimal[] gradient = new BigDecimal[u.length];
        Arrays.fill(gradient, BigDecimal.ZERO);
        for (int row = 0; row < rows.length; row++) {
            BigDecimal error = error(row, u);
            for (int i = 0; i < u.length; i++) {
                gradient[i] = gradient[i].add(error.multiply(rows[row][i]), digits);
            }
        }
        BigDecimal[] next = new BigDecimal[u.length];
        Arrays.setAll(next, i -> u[i].subtract(twiceRateOverRows.multiply(gradient[i]), digits));
        return next;
    }

    /** After any number of steps. */
    public BigDecimal[] after(BigInteger steps) {
        int p = start.length;
        BigDecimal[][] power = affineStep();
        BigDecimal[] state = Arrays.copyOf(start, p + 1);
        state[p] = BigDecimal.ONE;
        for (int bit = 0; bit < steps.bitLength(); bit++) {
            if (steps.testBit(bit)) {
                BigDecimal[][] matrix = power;
                BigDecimal[] before = state;
                state = new BigDecimal[p + 1];
                Arrays.setAll(state, i -> dot(matrix[i], before));
            }
            power = squared(power);
        }
        return Arrays.copyOf(state, p);
    }

    private BigDecimal[][] affineStep() {
        int p = start.length;
        BigDecimal[][] step = new BigDecimal[p + 1][p + 1];
        for (int i = 0; i <= p; i++) {
            for (int j = 0; j <= p; j++) {
                BigDecimal entry = i == j ? BigDecimal.ONE : BigDecimal.ZERO;
                for (int row = 0; i < p && row < rows.length; row++) {
                    BigDecimal other = j < p ? rows[row][j] : response[row].negate();
                    entry = entry.subtract(
                            twiceRateOverRows.multiply(rows[row][i], digits).multiply(other), digits);
                }
                step[i][j] = entry;
            }
        }
        return step;
    }

    private BigDecimal[][] squared(BigDecimal[][] matrix) {
        int size = matrix.length;
        BigDecimal[][] square = new BigDecimal[size][size];
        for (int j = 0; j < size; j++) {
            BigDecimal[] column = new BigDecimal[size];
            for (int i = 0; i < size; i++) {
                column[i] = matrix[i][j];
            }
            for (int i = 0; i < size; i++) {
                square[i][j] = dot(matrix[i], column);
            }
        }
        return square;
    }

    private BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]), digits);
        }
        // What is smaller than any double's last bit is nothing; a BigDecimal's own exponent would underflow.
        return sum.abs().compareTo(NOTHING) < 0 ? BigDecimal.ZERO : sum;
    }

    private BigDecimal error(int row, BigDecimal... u) {
        return dot(rows[row], u).subtract(response[row], digits);
    }

    /** The coefficients in the units of the data, each as the nearest double. */
    public double[] coefficients(BigDecimal... u) {
        BigDecimal[] theta = new BigDecimal[u.length];
        Arrays.setAll(theta, i -> u[i].divide(scales[i], digits));
        for (int i = 1; i < u.length; i++) {
            theta[0] = theta[0].subtract(theta[i].multiply(means[i]), digits);
        }
        return Arrays.stream(theta)
                .mapToDouble(value -> Rational.of(value).nearestDouble())
                .toArray();
    }

    /** The mean squared error. */
    public BigDecimal loss(BigDecimal... u) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < rows.length; row++) {
            sum = sum.add(error(row, u).pow(2), digits);
        }
        return sum.divide(BigDecimal.valueOf(rows.length), digits);
    }

    public double nearestLoss(BigDecimal... u) {
        return Rational.of(loss(u)).nearestDouble();
    }
}
