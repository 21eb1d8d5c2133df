package dev.leastline.formula;

import java.util.Locale;

/**
 * A function of a column: a term's value is that of {@link StrictMath} at the double nearest to the column's, and from
 * there on it is exactly that double.
 */
public enum ColumnFunction {
    /** The natural logarithm, of numbers above zero. */
    LOG("a number above zero"),
    /** The logarithm to base ten, of numbers above zero. */
    LOG10("a number above zero"),
    /** e to the power of the value, up to about 709. */
    EXP("a number up to about 709"),
    /** The square root, of numbers not below zero. */
    SQRT("a number not below zero");

    private final String domain;

    ColumnFunction(String domain) {
        this.domain = domain;
    }

    /** {@return what the function takes, in words} */
    public String domain() {
        return domain;
    }

    /** {@return the name as formulas have it, in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The function's value.
     *
     * @param x any double
     * @return a finite double; NaN or an infinity where x is outside the {@link #domain()}
     */
    public double of(double x) {
        return switch (this) {
            case LOG -> StrictMath.log(x);
            case LOG10 -> StrictMath.log10(x);
            case EXP -> StrictMath.exp(x);
            case SQRT -> StrictMath.sqrt(x);
        };
    }
}
