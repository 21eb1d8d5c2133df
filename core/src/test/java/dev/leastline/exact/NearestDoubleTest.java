package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.oracle.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestDoubleTest {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TWO_53 = ONE.shiftLeft(53);

    private static double quotient(BigInteger p, BigInteger q) {
        return NearestDouble.ofQuotient(p, q);
    }

    private static double power(int exponent) {
        return exponent >= 0 ? quotient(ONE.shiftLeft(exponent), ONE) : quotient(ONE, ONE.shiftLeft(-exponent));
    }

    /** p/q and the same with a quotient too long for its bits, once positive and once negative. */
    private static void assertNearest(BigInteger p, BigInteger q, double expected) {
        BigInteger long3 = BigInteger.valueOf(3).pow(70);
        assertThat(quotient(p, q)).isEqualTo(expected);
        assertThat(quotient(p.multiply(long3), q.multiply(long3))).isEqualTo(expected);
        assertThat(quotient(p.negate(), q)).isEqualTo(expected == 0 ? 0.0 : -expected);
        assertThat(quotient(p, q.negate())).isEqualTo(expected == 0 ? 0.0 : -expected);
        assertThat(quotient(p.negate(), q.negate())).isEqualTo(expected);
    }

    @Test
    void tieGoesToTheEvenNeighbour() {
        for (int exponent = -1000; exponent <= 900; exponent += 95) {
            BigInteger up = ONE.shiftLeft(Math.max(0, exponent));
            BigInteger down = ONE.shiftLeft(Math.max(0, -exponent));
            double unit = power(exponent);
            assertNearest(TWO_53.add(ONE).multiply(up), down, 0x1p53 * unit);
            assertNearest(TWO_53.add(BigInteger.valueOf(3)).multiply(up), down, 0x1.0000000000002p53 * unit);
        }
    }

    @Test
    void anythingBesideATieDecidesIt() {
        BigInteger tie = TWO_53.add(ONE);
        for (int far = 1; far <= 3000; far += 7) {
            BigInteger q = ONE.shiftLeft(far);
            assertNearest(tie.multiply(q).add(ONE), q, 0x1.0000000000001p53);
            assertNearest(tie.multiply(q).subtract(ONE), q, 0x1p53);
            BigInteger thirds = q.multiply(BigInteger.valueOf(3));
            assertNearest(tie.multiply(thirds).add(ONE), thirds, 0x1.0000000000001p53);
            assertNearest(tie.multiply(thirds).subtract(ONE), thirds, 0x1p53);
        }
    }

    @Test
    void halfOfTheSmallestSubnormalIsZeroAndAnythingMoreIsNot() {
        BigInteger q = ONE.shiftLeft(1075);
        assertNearest(ONE, q, 0.0);
        assertNearest(q.add(ONE), q.multiply(q), Double.MIN_VALUE);
        assertNearest(q.subtract(ONE), q.multiply(q), 0.0);
        assertNearest(BigInteger.valueOf(3), q, 2 * Double.MIN_VALUE);
        assertNearest(BigInteger.valueOf(5), q, 2 * Double.MIN_VALUE);
        assertNearest(ONE, ONE.shiftLeft(1076), 0.0);
        assertNearest(BigInteger.valueOf(3), ONE.shiftLeft(1076), Double.MIN_VALUE);
        assertNearest(ONE, ONE.shiftLeft(100_000), 0.0);
    }

    @Test
    void subnormalsMeetTheSmallestNormalNumber() {
        BigInteger q = ONE.shiftLeft(1075);
        assertNearest(TWO_53.subtract(ONE), q, Double.MIN_NORMAL);
        assertNearest(TWO_53.subtract(BigInteger.TWO), q, Math.nextDown(Double.MIN_NORMAL));
        assertNearest(TWO_53.subtract(BigInteger.valueOf(3)), q, 0x0.ffffffffffffep-1022);
        assertNearest(TWO_53.add(ONE), q, Double.MIN_NORMAL);
    }

    @Test
    void overflowBeginsHalfAUnitBeyondTheLargestDouble() {
        BigInteger edge = ONE.shiftLeft(1024).subtract(ONE.shiftLeft(970));
        BigInteger q = BigInteger.TEN.pow(50);
        assertNearest(edge, ONE, Double.POSITIVE_INFINITY);
        assertNearest(edge.subtract(ONE), ONE, Double.MAX_VALUE);
        assertNearest(edge.multiply(q).subtract(ONE), q, Double.MAX_VALUE);
        assertNearest(ONE.shiftLeft(1024), ONE, Double.POSITIVE_INFINITY);
        assertNearest(ONE.shiftLeft(100_000), BigInteger.valueOf(3), Double.POSITIVE_INFINITY);
        assertThat(NearestDouble.of(new BigDecimal(edge))).isInfinite();
        assertThat(NearestDouble.of(new BigDecimal(edge).subtract(new BigDecimal("1e-400"))))
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void powersOfTwoAndTheirNeighboursAreThemselves() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double power = Math.scalb(1.0, exponent);
            for (double value : new double[] {power, Math.nextUp(power), Math.nextDown(power)}) {
                assertThat(NearestDouble.of(new BigDecimal(value))).isEqualTo(value);
            }
            assertThat(power(exponent)).isEqualTo(power);
        }
    }

    @Test
    void everyDoubleIsItsOwnNearest() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && value != 0) {
                assertThat(NearestDouble.of(new BigDecimal(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void randomQuotientsEqualTheOracle() {
        Random random = new Random(2);
        for (int i = 0; i < 150_000; i++) {
            BigInteger p = new BigInteger(1 + random.nextInt(140), random);
            BigInteger q = new BigInteger(1 + random.nextInt(140), random).add(ONE);
            if (random.nextBoolean()) {
                p = p.negate();
            }
            assertSameAsOracle(p, q);
        }
    }

    @Test
    void randomQuotientsOfAnyMagnitudeEqualTheOracle() {
        Random random = new Random(3);
        for (int i = 0; i < 15_000; i++) {
            BigInteger p = new BigInteger(1 + random.nextInt(60), random).shiftLeft(random.nextInt(1100));
            BigInteger q =
                    new BigInteger(1 + random.nextInt(60), random).add(ONE).shiftLeft(random.nextInt(1100));
            assertSameAsOracle(p, q);
        }
    }

    @Test
    void quotientsRightBesideDoublesAndTheirMidpointsEqualTheOracle() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            double low = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (!Double.isFinite(low) || low == Double.MAX_VALUE) {
                continue;
            }
            Rational exact = Rational.of(low);
            if (random.nextBoolean()) {
                exact = exact.plus(Rational.of(Math.nextUp(low))).over(Rational.of(2));
            }
            BigInteger scale = BigInteger.valueOf(3).pow(random.nextInt(60));
            BigInteger p = exact.numerator().multiply(scale).add(BigInteger.valueOf(random.nextInt(3) - 1));
            assertSameAsOracle(p, exact.denominator().multiply(scale));
        }
    }

    private static void assertSameAsOracle(BigInteger p, BigInteger q) {
        double expected = Rational.of(p, q).nearestDouble();
        double found = quotient(p, q);
        if (Double.doubleToRawLongBits(found) != Double.doubleToRawLongBits(expected)) {
            assertThat(found).as("%s / %s", p, q).isEqualTo(expected);
        }
    }

    @Test
    void meanOfTwoAdjacentDoublesIsTheEvenOne() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double low = random.nextGaussian();
            double high = Math.nextUp(low);
            double even = (Double.doubleToLongBits(low) & 1) == 0 ? low : high;
            BigDecimal sum = new BigDecimal(low).add(new BigDecimal(high));
            assertThat(Fraction.of(sum, BigDecimal.valueOf(2)).nearestDouble()).isEqualTo(even);
        }
    }

    @Test
    void decimalsReadAsJavaReadsThem() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            BigInteger digits = new BigInteger(1 + random.nextInt(200), random);
            BigDecimal value = new BigDecimal(digits, random.nextInt(800) - 400);
            assertThat(NearestDouble.of(value)).isEqualTo(Double.parseDouble(value.toString()));
        }
    }

    @Test
    void decimalsFarOutOfRangeAreDecidedAtOnce() {
        assertThat(NearestDouble.of(new BigDecimal("1e999999999"))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NearestDouble.of(new BigDecimal("-1e999999999"))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NearestDouble.of(new BigDecimal("-1e-999999999"))).isEqualTo(0.0);
        assertThat(NearestDouble.of(new BigDecimal("2.470328229206232720e-324")))
                .isEqualTo(0.0);
        assertThat(NearestDouble.of(new BigDecimal("2.470328229206232721e-324")))
                .isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void zeroHasNoSign() {
        assertThat(quotient(BigInteger.ZERO, BigInteger.valueOf(-3))).isEqualTo(0.0);
        assertThat(quotient(BigInteger.valueOf(-1), ONE.shiftLeft(2000))).isEqualTo(0.0);
        assertThat(NearestDouble.of(new BigDecimal("-0.000"))).isEqualTo(0.0);
    }

    @Test
    void nothingIsDividedByZero() {
        assertThatThrownBy(() -> quotient(ONE, BigInteger.ZERO))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the denominator is zero");
    }
}
