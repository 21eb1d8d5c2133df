package dev.leastline.lab;

import dev.leastline.exact.Fraction;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The contours of a bowl in the plane of two coefficients through the lowest point, the others staying where they are: for
 * all t and every loss L the points
 *
 * <pre>
 * θ* + √(L − L_min) · (u·cos t + v·sin t)
 * </pre>
 *
 * are those of loss L. The vectors u and v are conjugate, not the ellipse's axes, which would be ill determined where the
 * ellipse is long: with the curvature a, b, c of the two, u = (√(2/a), 0) and v = √(2/(a·d))·(−b, a), d = ac − b². To some
 * fifteen digits.
 *
 * @param ui the one coefficient of u
 * @param uj the other one, 0
 * @param vi the one coefficient of v
 * @param vj the other one
 */
public record Ellipse(double ui, double uj, double vi, double vj) {
    /**
     * The ellipse of a bowl.
     *
     * @param bowl the bowl
     * @param i a coefficient
     * @param j another one
     * @return the ellipse of the loss L_min + 1
     * @throws IndexOutOfBoundsException if there is no such coefficient
     * @throws IllegalArgumentException if it is one and the same
     */
    public static Ellipse of(MeanSquaredError bowl, int i, int j) {
        int size = bowl.terms().size();
        if (Objects.checkIndex(i, size) == Objects.checkIndex(j, size)) {
            throw new IllegalArgumentException("an ellipse needs two coefficients, not " + i + " twice");
        }
        BigDecimal[][] matrix = bowl.matrix();
        Fraction half = Fraction.of(BigDecimal.ONE, bowl.divisor()); // H is twice S over this
        Fraction a = Fraction.of(matrix[i][i]).times(half);
        BigDecimal minor = matrix[i][i].multiply(matrix[j][j]).subtract(matrix[i][j].multiply(matrix[i][j]));
        Fraction pivot = Fraction.of(minor, matrix[i][i]).times(half);
        double slope = Fraction.of(matrix[i][j].negate(), matrix[i][i]).nearestDouble();
        double across = Fraction.ONE.dividedBy(pivot).nearestSquareRoot();
        return new Ellipse(Fraction.ONE.dividedBy(a).nearestSquareRoot(), 0, slope * across, across);
    }
}
