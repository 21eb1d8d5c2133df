package dev.leastline.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact rational number p/q in lowest terms, q &gt; 0. Immutable; equal when the numbers are equal.
 *
 * <p>Every double and every decimal is one, and so is every sum, product and quotient of them: the coefficients of an
 * exact fit are fractions until {@link #nearestDouble()} rounds them, once.
 */
public final class Fraction implements Comparable<Fraction> {
    /** The number 0. */
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

    /** The number 1. */
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * The fraction numerator / denominator.
     *
     * @param numerator any integer
     * @param denominator any integer but zero
     * @return the fraction, in lowest terms
     * @throws ArithmeticException if the denominator is zero
     */
    public static Fraction of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("the denominator is zero");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
    }

    /**
     * The fraction numerator / denominator of two decimals.
     *
     * @param numerator any decimal
     * @param denominator any decimal but zero
     * @return the fraction, in lowest terms
     * @throws ArithmeticException if the denominator is zero
     */
    public static Fraction of(BigDecimal numerator, BigDecimal denominator) {
        int shift = denominator.scale() - numerator.scale();
        BigInteger p = numerator.unscaledValue();
        BigInteger q = denominator.unscaledValue();
        return shift >= 0
                ? of(p.multiply(BigInteger.TEN.pow(shift)), q)
                : of(p, q.multiply(BigInteger.TEN.pow(-shift)));
    }

    /**
     * A decimal as a fraction.
     *
     * @param value any decimal
     * @return the same number
     */
    public static Fraction of(BigDecimal value) {
        return of(value, BigDecimal.ONE);
    }

    /** {@return the numerator in lowest terms; it carries the sign} */
    public BigInteger numerator() {
        return numerator;
    }

    /** {@return the denominator in lowest terms, above zero} */
    public BigInteger denominator() {
        return denominator;
    }

    /**
     * Adds.
     *
     * @param other the number to add
     * @return this + other
     */
    public Fraction plus(Fraction other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /**
     * Subtracts.
     *
     * @param other the number to subtract
     * @return this − other
     */
    public Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    /**
     * Multiplies.
     *
     * @param other the number to multiply by
     * @return this × other
     */
    public Fraction times(Fraction other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * Divides.
     *
     * @param other the number to divide by, not zero
     * @return this / other
     * @throws ArithmeticException if the other number is zero
     */
    public Fraction dividedBy(Fraction other) {
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** {@return the double nearest to the square root} */
    public double nearestSquareRoot() {
        return NearestDouble.ofSquareRoot(numerator, denominator);
    }

    /** {@return −1, 0 or 1, as the number is negative, zero or positive} */
    public int signum() {
        return numerator.signum();
    }

    /** {@return the nearest double, ties to even; an infinity beyond the range of doubles} */
    public double nearestDouble() {
        return NearestDouble.ofQuotient(numerator, denominator);
    }

    /**
     * The number as a decimal of limited length.
     *
     * @param context digits and rounding
     * @return the quotient, rounded as the context says
     */
    public BigDecimal toBigDecimal(MathContext context) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), context);
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fraction that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** {@return the fraction as {@code p/q}, or {@code p} when q is 1} */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
