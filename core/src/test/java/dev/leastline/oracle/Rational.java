package dev.leastline.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A rational number for the tests' own computations, and an independent rounding to the nearest double: a guess, its
 * two neighbours, and the exact distances to all three.
 */
public final class Rational implements Comparable<Rational> {
    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);

    private static final BigDecimal BEYOND_DOUBLES = new BigDecimal(BigInteger.ONE.shiftLeft(1024));

    private final BigInteger over;
    private final BigInteger under;

    private Rational(BigInteger over, BigInteger under) {
        this.over = over;
        this.under = under;
    }

    public static Rational of(BigInteger over, BigInteger under) {
        BigInteger common = over.gcd(under).multiply(BigInteger.valueOf(under.signum()));
        return new Rational(over.divide(common), under.divide(common));
    }

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    public static Rational of(BigDecimal value) {
        return value.scale() <= 0
                ? new Rational(value.toBigIntegerExact(), BigInteger.ONE)
                : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    public static Rational of(double value) {
        return of(new BigDecimal(value));
    }

    public Rational plus(Rational that) {
        return of(over.multiply(that.under).add(that.over.multiply(under)), under.multiply(that.under));
    }

    public Rational minus(Rational that) {
        return plus(that.negate());
    }

    public Rational negate() {
        return new Rational(over.negate(), under);
    }

    public Rational times(Rational that) {
        return of(over.multiply(that.over), under.multiply(that.under));
    }

    public Rational over(Rational that) {
        return of(over.multiply(that.under), under.multiply(that.over));
    }

    public int signum() {
        return over.signum();
    }

    public BigInteger numerator() {
        return over;
    }

    public BigInteger denominator() {
        return under;
    }

    public BigDecimal rounded(MathContext digits) {
        return new BigDecimal(over).divide(new BigDecimal(under), digits);
    }

    /** The nearest double, ties to the even mantissa, 2^1024 standing for infinity; zero has no sign. */
    public double nearestDouble() {
        if (over.signum() == 0) {
            return 0.0;
        }
        Rational magnitude = new Rational(over.abs(), under);
        double guess = magnitude.rounded(new MathContext(30)).doubleValue();
        double best = guess;
        for (double other : new double[] {guess == 0 ? 0 : Math.nextDown(guess), Math.nextUp(guess)}) {
            int closer = magnitude.distance(other).compareTo(magnitude.distance(best));
            boolean even = (Double.doubleToLongBits(other) & 1) == 0;
            if (closer < 0 || (closer == 0 && even)) {
                best = other;
            }
        }
        return over.signum() < 0 && best != 0 ? -best : best;
    }

    private BigDecimal distance(double candidate) {
        BigDecimal exact = Double.isInfinite(candidate) ? BEYOND_DOUBLES : new BigDecimal(candidate);
        return new BigDecimal(over)
                .subtract(exact.multiply(new BigDecimal(under)))
                .abs();
    }

    @Override
    public int compareTo(Rational that) {
        return minus(that).signum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rational that && over.equals(that.over) && under.equals(that.under);
    }

    @Override
    public int hashCode() {
        return over.hashCode() ^ under.hashCode();
    }

    @Override
    public String toString() {
        return over + "/" + under;
    }
}
