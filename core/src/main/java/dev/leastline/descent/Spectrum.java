package dev.leastline.descent;

import dev.leastline.exact.NearestDouble;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest and the smallest curvature of the bowl, λ_max and λ_min of 2D⁻¹K, to some forty digits: what decides
 * which learning rates are stable and which is fastest.
 *
 * <p>λ_max is the limit of tr(Gᵐ)^(1/m), never off by more than a factor p^(1/m); squaring doubles m, so that 150
 * squarings do for any matrix, however close its eigenvalues, and a few when they are apart. λ_min comes the same way
 * from the inverse, which is taken to as many digits as it needs: a bowl ten to the twentieth times longer than wide
 * loses none.
 */
final class Spectrum {
    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

    /** What is left of the digits in the end: a rate of one half comes out as one half, not as fifty nines. */
    private static final MathContext KNOWN = new MathContext(40, RoundingMode.HALF_EVEN);

    private static final int MOST_SQUARINGS = 150;
    private static final BigDecimal SETTLED = BigDecimal.ONE.scaleByPowerOfTen(-50);
    private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.scaleByPowerOfTen(-200);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    final BigDecimal largest;
    final BigDecimal smallest;

    Spectrum(Coordinates coordinates) {
        int size = coordinates.size();
        BigDecimal[][] halfCurvature = new BigDecimal[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                halfCurvature[i][j] = coordinates.curvature[i][j].divide(coordinates.scale[i], DIGITS);
            }
        }
        this.largest = TWO.multiply(largestEigenvalue(halfCurvature));
        this.smallest = TWO.divide(largestEigenvalue(coordinates.inverse(DIGITS)), DIGITS);
    }

    /** Learning rates below 2/λ_max are stable. */
    BigDecimal stableBelow() {
        return TWO.divide(largest, KNOWN);
    }

    /** The rate 2/(λ_min + λ_max) shrinks the slowest part of the error fastest. */
    BigDecimal fastest() {
        return TWO.divide(smallest.add(largest), KNOWN);
    }

    private static BigDecimal largestEigenvalue(BigDecimal[][] matrix) {
        BigDecimal scale = trace(matrix);
        BigDecimal[][] power = divided(matrix, scale);
        List<BigDecimal> traces = new ArrayList<>();
        for (int i = 0; i < MOST_SQUARINGS; i++) {
            BigDecimal[][] square = square(power);
            BigDecimal trace = trace(square);
            square = divided(square, trace);
            traces.add(trace);
            boolean settled = difference(square, power).compareTo(SETTLED) < 0;
            power = square;
            if (settled) {
                break;
            }
        }
        // λ/scale = t₁^(1/2) · t₂^(1/4) · …, whose factors beyond the last repeat it: v = √(t·v) has the solution v =
        // t.
        BigDecimal root = traces.get(traces.size() - 1);
        for (int i = traces.size() - 1; i >= 0; i--) {
            root = squareRoot(traces.get(i).multiply(root));
        }
        return scale.multiply(root, DIGITS);
    }

    private static BigDecimal[][] square(BigDecimal[][] a) {
        BigDecimal[][] square = new BigDecimal[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int k = 0; k < a.length; k++) {
                    if (a[i][k].signum() != 0 && a[k][j].signum() != 0) {
                        sum = sum.add(a[i][k].multiply(a[k][j]));
                    }
                }
                square[i][j] = sum.round(DIGITS);
            }
        }
        return square;
    }

    private static BigDecimal trace(BigDecimal[][] a) {
        BigDecimal trace = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            trace = trace.add(a[i][i], DIGITS);
        }
        return trace;
    }

    /**
     * The matrix over its trace, without directions that have no part in it. What they could add to the trace of any
     * higher power is not more than their share of this one; kept, it would be squared until its exponent overflows.
     */
    private static BigDecimal[][] divided(BigDecimal[][] a, BigDecimal trace) {
        BigDecimal least = trace.multiply(NEGLIGIBLE);
        BigDecimal[][] quotient = new BigDecimal[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                boolean counts = a[i][i].compareTo(least) > 0 && a[j][j].compareTo(least) > 0;
                quotient[i][j] = counts ? a[i][j].divide(trace, DIGITS) : BigDecimal.ZERO;
            }
        }
        return quotient;
    }

    /** How far two matrices differ in what does not change when coordinates are rescaled: a[i][j]·a[j][i]. */
    private static BigDecimal difference(BigDecimal[][] a, BigDecimal[][] b) {
        BigDecimal most = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            most = most.max(a[i][i].subtract(b[i][i], DIGITS).abs());
            for (int j = 0; j < i; j++) {
                BigDecimal left = a[i][j].multiply(a[j][i], DIGITS);
                most = most.max(
                        left.subtract(b[i][j].multiply(b[j][i], DIGITS), DIGITS).abs());
            }
        }
        return most;
    }

    /** By way of integers: Java's own BigDecimal.sqrt is not everywhere this code runs. */
    static BigDecimal squareRoot(BigDecimal value) {
        int tens = 2 * DIGITS.getPrecision() - value.precision() + value.scale();
        tens += tens & 1;
        BigInteger radicand = value.scaleByPowerOfTen(tens).toBigInteger();
        return new BigDecimal(NearestDouble.floorSquareRoot(radicand), tens / 2);
    }
}
