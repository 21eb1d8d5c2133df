package dev.leastline.inference;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A rational number for the tests' own computations. Whether a double is the nearest one is told by comparing with the
 * midpoints between it and its neighbours, without rounding anything.
 */
record Ratio(BigInteger over, BigInteger under) implements Comparable<Ratio> {
    static final Ratio ZERO = of(0);
    static final Ratio ONE = of(1);

    private static final BigDecimal BEYOND_DOUBLES = new BigDecimal(BigInteger.ONE.shiftLeft(1024));

    Ratio {
        BigInteger common = over.gcd(under).multiply(BigInteger.valueOf(under.signum()));
        over = over.divide(common);
        under = under.divide(common);
    }

    static Ratio of(long value) {
        return new Ratio(BigInteger.valueOf(value), BigInteger.ONE);
    }

    static Ratio of(BigDecimal value) {
        return value.scale() <= 0
                ? new Ratio(value.toBigIntegerExact(), BigInteger.ONE)
                : new Ratio(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    Ratio plus(Ratio that) {
        return new Ratio(over.multiply(that.under).add(that.over.multiply(under)), under.multiply(that.under));
    }

    Ratio minus(Ratio that) {
        return plus(new Ratio(that.over.negate(), that.under));
    }

    Ratio times(Ratio that) {
        return new Ratio(over.multiply(that.over), under.multiply(that.under));
    }

    Ratio over(Ratio that) {
        return new Ratio(over.multiply(that.under), under.multiply(that.over));
    }

    int signum() {
        return over.signum();
    }

    @Override
    public int compareTo(Ratio that) {
        return over.multiply(that.under).compareTo(that.over.multiply(under));
    }

    /** Whether a double is the nearest to this number, at a tie the even one. */
    boolean isNearest(double value) {
        if (signum() < 0) {
            return new Ratio(over.negate(), under).isNearest(-value);
        }
        boolean even = (Double.doubleToLongBits(value) & 1) == 0;
        int above = value == 0 ? 1 : compareTo(midpoint(Math.nextDown(value), value));
        int below = Double.isInfinite(value) ? -1 : compareTo(midpoint(value, Math.nextUp(value)));
        return value >= 0 && (even ? above >= 0 && below <= 0 : above > 0 && below < 0);
    }

    /** Whether a double is the nearest to the square root of this number: squares are compared. */
    boolean isSquareOfNearest(double value) {
        boolean even = (Double.doubleToLongBits(value) & 1) == 0;
        int above = value == 0 ? 1 : compareTo(squared(midpoint(Math.nextDown(value), value)));
        int below = Double.isInfinite(value) ? -1 : compareTo(squared(midpoint(value, Math.nextUp(value))));
        return value >= 0 && (even ? above >= 0 && below <= 0 : above > 0 && below < 0);
    }

    private static Ratio squared(Ratio value) {
        return value.times(value);
    }

    private static Ratio midpoint(double low, double high) {
        BigDecimal end = Double.isInfinite(high) ? BEYOND_DOUBLES : new BigDecimal(high);
        return of(new BigDecimal(low).add(end)).over(of(2));
    }
}
