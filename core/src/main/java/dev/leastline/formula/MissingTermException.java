package dev.leastline.formula;

/** A term or a level of a factor that the data or the moments do not have. The message names it and what there is. */
public final class MissingTermException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A missing term.
     *
     * @param message names it; line breaks in names become blanks
     */
    public MissingTermException(String message) {
        super(FormulaException.oneLine(message));
    }
}
