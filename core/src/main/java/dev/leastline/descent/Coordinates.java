package dev.leastline.descent;

import dev.leastline.exact.Elimination;
import dev.leastline.exact.Fraction;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coordinates in which descent takes its steps, p of them, exactly.
 *
 * <pre>
 * e   ← (I − 2η D⁻¹K) e                 e: how far the coefficients are from the lowest point
 * L   = L_min + eᵀKe / q                K symmetric and positive, D diagonal and positive
 * θ   = θ* + B e / r
 * </pre>
 *
 * Plain coordinates are the coefficients themselves: K = S, D = n·I, q = n, B/r = I.
 *
 * <p>Standardised columns are z = (x − x̄)/s, s² = Σ(x − x̄)²/n. A step on their coefficients is a step on the original
 * ones with each slope's gradient divided by s²; s itself, a square root, drops out. Written for the slopes and the
 * prediction c = b + Σ w·x̄ at the mean, K is n² for c and n²·covariance for the slopes, D is K's diagonal, and
 * b = c − Σ w·x̄. Without an intercept the columns are scaled by their root mean square, not centred: K = S, D its
 * diagonal. With weights n is Σw; a ridge penalty is in K and not in D.
 */
final class Coordinates {
    final BigDecimal[][] curvature;
    final BigDecimal[] scale;
    final BigDecimal divisor;
    final BigDecimal[][] back;
    final BigDecimal backDivisor;

    /** Found when a rate is first asked for: a descent at a given rate does without. */
    private @Nullable Spectrum spectrum;

    private Coordinates(
            BigDecimal[][] curvature,
            BigDecimal[] scale,
            BigDecimal divisor,
            BigDecimal[][] back,
            BigDecimal backDivisor) {
        this.curvature = curvature;
        this.scale = scale;
        this.divisor = divisor;
        this.back = back;
        this.backDivisor = backDivisor;
    }

    static Coordinates plain(MeanSquaredError bowl) {
        BigDecimal[][] matrix = bowl.matrix();
        return new Coordinates(
                matrix,
                filled(matrix.length, bowl.divisor()),
                bowl.divisor(),
                diagonal(matrix.length, BigDecimal.ONE),
                BigDecimal.ONE);
    }

    static Coordinates standardized(MeanSquaredError bowl) {
        BigDecimal rows = bowl.divisor();
        BigDecimal[][] products = bowl.matrix();
        int size = products.length;
        BigDecimal[][] back = diagonal(size, rows);
        BigDecimal divisor = rows;
        BigDecimal[][] curvature = products;
        BigDecimal[] scale = new BigDecimal[size];
        for (int i = 0; i < size; i++) {
            scale[i] = products[i][i].subtract(bowl.penalty(i));
        }
        if (bowl.formula().hasIntercept()) {
            divisor = rows.multiply(rows);
            curvature = diagonal(size, divisor);
            scale[0] = divisor;
            for (int i = 1; i < size; i++) {
                back[0][i] = products[0][i].negate();
                scale[i] = rows.multiply(scale[i]).subtract(products[0][i].multiply(products[0][i]));
                for (int j = 1; j < size; j++) {
                    curvature[i][j] = rows.multiply(products[i][j]).subtract(products[0][i].multiply(products[0][j]));
                }
            }
        }
        return new Coordinates(curvature, scale, divisor, back, rows);
    }

    private static BigDecimal[] filled(int size, BigDecimal value) {
        BigDecimal[] filled = new BigDecimal[size];
        Arrays.fill(filled, value);
        return filled;
    }

    private static BigDecimal[][] diagonal(int size, BigDecimal value) {
        BigDecimal[][] matrix = new BigDecimal[size][];
        for (int i = 0; i < size; i++) {
            matrix[i] = filled(size, BigDecimal.ZERO);
            matrix[i][i] = value;
        }
        return matrix;
    }

    int size() {
        return scale.length;
    }

    synchronized Spectrum spectrum() {
        if (spectrum == null) {
            spectrum = new Spectrum(this);
        }
        return spectrum;
    }

    /** An error of the coefficients in these coordinates, e = r·B⁻¹(θ − θ*). Only the first row of B is not diagonal. */
    List<Fraction> errors(List<Fraction> errorsOfCoefficients) {
        List<Fraction> errors = new ArrayList<>(errorsOfCoefficients);
        Fraction first = errors.get(0);
        for (int j = 1; j < size(); j++) {
            first = first.minus(Fraction.of(back[0][j], backDivisor).times(errorsOfCoefficients.get(j)));
        }
        errors.set(0, first);
        return errors;
    }

    /** The matrix of a step, I − 2η D⁻¹K, to a number of digits. */
    Enclosure step(BigDecimal learningRate, int digits) {
        return Enclosure.ofQuotients(stepTimesScale(learningRate), scale, digits);
    }

    /** D − 2ηK, exactly. */
    BigDecimal[][] stepTimesScale(BigDecimal learningRate) {
        BigDecimal twice = learningRate.add(learningRate);
        BigDecimal[][] numerators = new BigDecimal[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                BigDecimal move = twice.multiply(curvature[i][j]);
                numerators[i][j] = i == j ? scale[i].subtract(move) : move.negate();
            }
        }
        return numerators;
    }

    /** Whether every eigenvalue λ of 2D⁻¹K has ηλ &lt; 2, which is to say that D − ηK is positive definite. Exact. */
    boolean isStable(BigDecimal learningRate) {
        BigDecimal[][] margin = new BigDecimal[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                BigDecimal pull = learningRate.multiply(curvature[i][j]);
                margin[i][j] = i == j ? scale[i].subtract(pull) : pull.negate();
            }
        }
        Elimination elimination = Elimination.of(integers(margin), new BigInteger[size()][0], size());
        return elimination.eliminated() == size() && elimination.isPositive();
    }

    /** K⁻¹·D, good to more digits than asked for: its product with K must give D back. */
    BigDecimal[][] inverse(MathContext rounding) {
        for (int digits = 4 * rounding.getPrecision(); ; digits *= 2) {
            BigDecimal[][] inverse = inverse(digits);
            if (isInverse(inverse, digits, rounding.getPrecision() + 10)) {
                return inverse;
            }
        }
    }

    /** Elimination without exchanges, which a positive definite matrix does not need. */
    private BigDecimal[][] inverse(int digits) {
        MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
        int size = size();
        BigDecimal[][] rows = new BigDecimal[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = Arrays.copyOf(curvature[i], 2 * size);
            Arrays.fill(rows[i], size, 2 * size, BigDecimal.ZERO);
            rows[i][size + i] = scale[i];
        }
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                if (i != k && rows[i][k].signum() != 0 && rows[k][k].signum() != 0) {
                    BigDecimal factor = rows[i][k].divide(rows[k][k], context);
                    for (int j = k; j <= size + k; j++) {
                        rows[i][j] = rows[i][j].subtract(factor.multiply(rows[k][j], context), context);
                    }
                    rows[i][k] = BigDecimal.ZERO;
                }
            }
        }
        BigDecimal[][] inverse = new BigDecimal[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean solvable = rows[i][i].signum() != 0;
                inverse[i][j] = solvable ? rows[i][size + j].divide(rows[i][i], context) : BigDecimal.ZERO;
            }
        }
        return inverse;
    }

    private boolean isInverse(BigDecimal[][] inverse, int digits, int goodDigits) {
        MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                BigDecimal rest = i == j ? scale[i].negate() : BigDecimal.ZERO;
                BigDecimal magnitude = scale[i];
                for (int k = 0; k < size(); k++) {
                    BigDecimal part = curvature[i][k].multiply(inverse[k][j], context);
                    rest = rest.add(part, context);
                    magnitude = magnitude.max(part.abs());
                }
                if (rest.abs().compareTo(magnitude.scaleByPowerOfTen(-goodDigits)) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** All entries times the same power of ten, so that they are whole. */
    private static BigInteger[][] integers(BigDecimal[][] matrix) {
        int finest = Integer.MIN_VALUE;
        for (BigDecimal[] row : matrix) {
            for (BigDecimal entry : row) {
                finest = entry.signum() == 0 ? finest : Math.max(finest, entry.scale());
            }
        }
        BigInteger[][] integers = new BigInteger[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            integers[i] = new BigInteger[matrix[i].length];
            for (int j = 0; j < matrix[i].length; j++) {
                integers[i][j] = matrix[i][j].scaleByPowerOfTen(finest).toBigIntegerExact();
            }
        }
        return integers;
    }
}
