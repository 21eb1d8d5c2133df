package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.oracle.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FractionTest {
    private final Random random = new Random(1);

    private BigInteger integer() {
        BigInteger value = new BigInteger(1 + random.nextInt(90), random);
        return random.nextBoolean() ? value : value.negate();
    }

    private Fraction fraction() {
        BigInteger q = integer();
        return Fraction.of(integer(), q.signum() == 0 ? BigInteger.ONE : q);
    }

    private static Fraction of(long p, long q) {
        return Fraction.of(BigInteger.valueOf(p), BigInteger.valueOf(q));
    }

    @Test
    void isInLowestTermsWithTheSignAbove() {
        assertThat(of(6, -4)).hasToString("-3/2");
        assertThat(of(-6, -4)).hasToString("3/2");
        assertThat(of(0, -7)).isEqualTo(Fraction.ZERO).hasToString("0");
        assertThat(of(-8, 4)).hasToString("-2");
        assertThat(of(6, -4).numerator()).isEqualTo(-3);
        assertThat(of(6, -4).denominator()).isEqualTo(2);
    }

    @Test
    void equalNumbersAreEqualObjects() {
        for (int i = 0; i < 1000; i++) {
            Fraction a = fraction();
            BigInteger factor = integer().setBit(0);
            Fraction same =
                    Fraction.of(a.numerator().multiply(factor), a.denominator().multiply(factor));
            assertThat(same).isEqualTo(a).hasSameHashCodeAs(a).isEqualByComparingTo(a);
        }
        assertThat(of(1, 3)).isNotEqualTo(of(1, 2)).isNotEqualTo(of(2, 3));
    }

    @Test
    void decimalsAreTakenExactly() {
        assertThat(Fraction.of(new BigDecimal("0.1"))).isEqualTo(of(1, 10));
        assertThat(Fraction.of(new BigDecimal("-2.50"))).isEqualTo(of(-5, 2));
        assertThat(Fraction.of(new BigDecimal("1e3"))).isEqualTo(of(1000, 1));
        assertThat(Fraction.of(new BigDecimal("1e3"), new BigDecimal("-0.02"))).isEqualTo(of(-50_000, 1));
        assertThat(Fraction.of(new BigDecimal("0.02"), new BigDecimal("4e2"))).isEqualTo(of(1, 20_000));
        double tenth = 0.1;
        assertThat(Fraction.of(new BigDecimal(tenth))).isNotEqualTo(of(1, 10));
    }

    @Test
    void arithmeticIsThatOfTheOracle() {
        for (int i = 0; i < 2000; i++) {
            Fraction a = fraction();
            Fraction b = fraction();
            assertThat(rational(a.plus(b))).isEqualTo(rational(a).plus(rational(b)));
            assertThat(rational(a.minus(b))).isEqualTo(rational(a).minus(rational(b)));
            assertThat(rational(a.times(b))).isEqualTo(rational(a).times(rational(b)));
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(rational(a).compareTo(rational(b)));
            assertThat(a.signum()).isEqualTo(rational(a).signum());
            assertThat(a.nearestDouble()).isEqualTo(rational(a).nearestDouble());
        }
    }

    private static Rational rational(Fraction a) {
        return Rational.of(a.numerator(), a.denominator());
    }

    @Test
    void arithmeticObeysItsLaws() {
        for (int i = 0; i < 1000; i++) {
            Fraction a = fraction();
            Fraction b = fraction();
            Fraction c = fraction();
            assertThat(a.plus(b)).isEqualTo(b.plus(a));
            assertThat(a.times(b)).isEqualTo(b.times(a));
            assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
            assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
            assertThat(a.plus(b).times(c)).isEqualTo(a.times(c).plus(b.times(c)));
            assertThat(a.minus(a)).isEqualTo(Fraction.ZERO);
            assertThat(a.times(Fraction.ONE)).isEqualTo(a);
        }
    }

    @Test
    void roundsToADecimalAsAsked() {
        assertThat(of(2, 3).toBigDecimal(new MathContext(5))).isEqualTo(new BigDecimal("0.66667"));
    }

    @Test
    void hasNoZeroBelow() {
        assertThatThrownBy(() -> of(1, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the denominator is zero");
        assertThatThrownBy(() -> Fraction.of(BigDecimal.ONE, new BigDecimal("0.00")))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the denominator is zero");
    }
}
