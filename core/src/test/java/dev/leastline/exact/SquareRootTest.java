package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Square roots of fractions: no other double is nearer, and ties go to the even one. */
class SquareRootTest {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Between the squares of the midpoints to both neighbours, which decides without taking a root. */
    private static void assertNearest(double root, BigInteger p, BigInteger q) {
        BigDecimal below =
                new BigDecimal(root).add(new BigDecimal(Math.nextDown(root))).multiply(HALF);
        BigDecimal above =
                new BigDecimal(root).add(new BigDecimal(Math.nextUp(root))).multiply(HALF);
        boolean even = (Double.doubleToLongBits(root) & 1) == 0;
        BigDecimal numerator = new BigDecimal(p);
        int low = below.multiply(below).multiply(new BigDecimal(q)).compareTo(numerator);
        int high = above.multiply(above).multiply(new BigDecimal(q)).compareTo(numerator);
        assertThat(low).isLessThan(even ? 1 : 0);
        assertThat(high).isGreaterThan(even ? -1 : 0);
    }

    @Test
    void randomFractionsOfAnySize() {
        Random random = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            BigInteger p = new BigInteger(1 + random.nextInt(400), random).add(BigInteger.ONE);
            BigInteger q = new BigInteger(1 + random.nextInt(400), random).add(BigInteger.ONE);
            assertNearest(NearestDouble.ofSquareRoot(p, q), p, q);
        }
    }

    @Test
    void squaresOfDoublesAndOfTheirMidpoints() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            double root = random.nextDouble() * Math.pow(2, random.nextInt(100) - 50);
            Fraction exact = Fraction.of(new BigDecimal(root));
            assertThat(exact.times(exact).nearestSquareRoot()).isEqualTo(root);
            Fraction middle = Fraction.of(
                    new BigDecimal(root).add(new BigDecimal(Math.nextUp(root))).multiply(HALF));
            double rounded = middle.times(middle).nearestSquareRoot();
            assertThat(rounded).isIn(root, Math.nextUp(root));
            assertThat(Double.doubleToLongBits(rounded) & 1).isZero();
        }
    }

    @Test
    void theEndsOfTheRange() {
        Fraction least = Fraction.of(new BigDecimal(Double.MIN_VALUE));
        assertThat(least.times(least).nearestSquareRoot()).isEqualTo(Double.MIN_VALUE);
        Fraction most = Fraction.of(new BigDecimal(Double.MAX_VALUE));
        assertThat(most.times(most).nearestSquareRoot()).isEqualTo(Double.MAX_VALUE);
        Fraction beyond = most.plus(most);
        assertThat(beyond.times(beyond).nearestSquareRoot()).isInfinite();
        assertThat(Fraction.ZERO.nearestSquareRoot()).isZero();
        assertThatThrownBy(() -> NearestDouble.ofSquareRoot(BigInteger.ONE.negate(), BigInteger.ONE))
                .hasMessage("the square root of a negative number");
        assertThatThrownBy(() -> NearestDouble.ofSquareRoot(BigInteger.ONE, BigInteger.ZERO))
                .hasMessage("the denominator is zero");
    }
}
