package dev.leastline.formula;

/** Factors whose levels, or combinations of levels, are more terms than a fit can have. The message says how many it may be. */
public final class TooManyTermsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Too many terms.
     *
     * @param message names what stands for them; line breaks in names become blanks
     */
    public TooManyTermsException(String message) {
        super(FormulaException.oneLine(message));
    }
}
