package dev.leastline.descent;

import dev.leastline.exact.Fraction;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The error of the coefficients after a few steps as fractions over one denominator, nothing rounded. They grow with
 * every step: this is for figures that lie exactly midway between two doubles, which no number of digits decides.
 */
final class ExactError {
    final BigDecimal[] numerators;
    final BigDecimal denominator;

    private ExactError(BigDecimal[] numerators, BigDecimal denominator) {
        this.numerators = numerators;
        this.denominator = denominator;
    }

    static ExactError after(int steps, Coordinates coordinates, BigDecimal learningRate, List<Fraction> startErrors) {
        BigDecimal[] denominators = startErrors.stream()
                .map(error -> new BigDecimal(error.denominator()))
                .toArray(BigDecimal[]::new);
        BigDecimal[] numerators = new BigDecimal[denominators.length];
        Arrays.setAll(numerators, i -> new BigDecimal(startErrors.get(i).numerator())
                .multiply(productWithout(i, denominators)));
        BigDecimal[][] step = coordinates.stepTimesScale(learningRate);
        for (int i = 0; i < step.length; i++) {
            BigDecimal others = productWithout(i, coordinates.scale);
            for (int j = 0; j < step.length; j++) {
                step[i][j] = step[i][j].multiply(others);
            }
        }
        BigDecimal divisor = productWithout(-1, coordinates.scale);
        BigDecimal denominator = productWithout(-1, denominators).multiply(divisor.pow(steps));
        for (int k = 0; k < steps; k++) {
            BigDecimal[] before = numerators;
            numerators = new BigDecimal[before.length];
            Arrays.setAll(numerators, i -> dot(step[i], before));
        }
        return new ExactError(numerators, denominator);
    }

    private static BigDecimal productWithout(int left, BigDecimal[] factors) {
        BigDecimal product = BigDecimal.ONE;
        for (int i = 0; i < factors.length; i++) {
            product = i == left ? product : product.multiply(factors[i]);
        }
        return product;
    }

    static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]));
        }
        return sum;
    }
}
