package dev.leastline.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact rational number p/q. Immutable; equal when the numbers are equal. Lowest terms, q &gt; 0, are found when they are
 * first asked for: rounding does without, and a greatest common divisor of long numbers takes longer than the rest.
 *
 * <p>Every double and every decimal is one, and so is every sum, product and quotient of them: the coefficients of an
 * exact fit are fractions until {@link #nearestDouble()} rounds them, once.
 */
public final class Fraction implements Comparable<Fraction> {
    /** The number 0. */
    public static final Fraction ZERO = new Fraction(new Terms(BigInteger.ZERO, BigInteger.ONE, true));

    /** The number 1. */
    public static final Fraction ONE = new Fraction(new Terms(BigInteger.ONE, BigInteger.ONE, true));

    /** Both parts, the lower one above zero; replaced by equal ones in lowest terms. */
    private volatile Terms terms;

    private record Terms(BigInteger over, BigInteger under, boolean lowest) {
        Terms reduced() {
            if (lowest) {
                return this;
            }
            BigInteger divisor = over.gcd(under);
            return new Terms(over.divide(divisor), under.divide(divisor), true);
        }
    }

    private Fraction(Terms terms) {
        this.terms = terms;
    }

    /**
     * The fraction numerator / denominator.
     *
     * @param numerator any integer
     * @param denominator any integer but zero
     * @return the fraction
     * @throws ArithmeticException if the denominator is zero
     */
    public static Fraction of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("the denominator is zero");
        }
        return denominator.signum() < 0
                ? new Fraction(new Terms(numerator.negate(), denominator.negate(), false))
                : new Fraction(new Terms(numerator, denominator, false));
    }

    private Terms lowest() {
        Terms reduced = terms.reduced();
        terms = reduced;
        return reduced;
    }

    /**
     * The fraction numerator / denominator of two decimals.
     *
     * @param numerator any decimal
     * @param denominator any decimal but zero
     * @return the fraction
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
        return lowest().over;
    }

    /** {@return the denominator in lowest terms, above zero} */
    public BigInteger denominator() {
        return lowest().under;
    }

    /**
     * Adds.
     *
     * @param other the number to add
     * @return this + other
     */
    public Fraction plus(Fraction other) {
        Terms a = terms;
        Terms b = other.terms;
        Fraction sum = of(a.over.multiply(b.under).add(b.over.multiply(a.under)), a.under.multiply(b.under));
        // Not to be put off: in a long sum the terms would grow with every summand.
        sum.lowest();
        return sum;
    }

    /**
     * Subtracts.
     *
     * @param other the number to subtract
     * @return this − other
     */
    public Fraction minus(Fraction other) {
        Terms b = other.terms;
        return plus(new Fraction(new Terms(b.over.negate(), b.under, b.lowest)));
    }

    /**
     * Multiplies.
     *
     * @param other the number to multiply by
     * @return this × other
     */
    public Fraction times(Fraction other) {
        Terms a = terms;
        Terms b = other.terms;
        return of(a.over.multiply(b.over), a.under.multiply(b.under));
    }

    /**
     * Divides.
     *
     * @param other the number to divide by, not zero
     * @return this / other
     * @throws ArithmeticException if the other number is zero
     */
    public Fraction dividedBy(Fraction other) {
        Terms a = terms;
        Terms b = other.terms;
        return of(a.over.multiply(b.under), a.under.multiply(b.over));
    }

    /** {@return the double nearest to the square root} */
    public double nearestSquareRoot() {
        Terms any = terms;
        return NearestDouble.ofSquareRoot(any.over, any.under);
    }

    /** {@return −1, 0 or 1, as the number is negative, zero or positive} */
    public int signum() {
        return terms.over.signum();
    }

    /** {@return the nearest double, ties to even; an infinity beyond the range of doubles} */
    public double nearestDouble() {
        Terms any = terms;
        return NearestDouble.ofQuotient(any.over, any.under);
    }

    /**
     * The number as a decimal of limited length.
     *
     * @param context digits and rounding
     * @return the quotient, rounded as the context says
     */
    public BigDecimal toBigDecimal(MathContext context) {
        Terms any = terms;
        return new BigDecimal(any.over).divide(new BigDecimal(any.under), context);
    }

    @Override
    public int compareTo(Fraction other) {
        Terms a = terms;
        Terms b = other.terms;
        return a.over.multiply(b.under).compareTo(b.over.multiply(a.under));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fraction that
                && numerator().equals(that.numerator())
                && denominator().equals(that.denominator());
    }

    @Override
    public int hashCode() {
        return 31 * numerator().hashCode() + denominator().hashCode();
    }

    /** {@return the fraction as {@code p/q}, or {@code p} when q is 1} */
    @Override
    public String toString() {
        Terms reduced = lowest();
        return reduced.under.equals(BigInteger.ONE) ? reduced.over.toString() : reduced.over + "/" + reduced.under;
    }
}
