package dev.leastline.formula;

/** A term or a level of a factor that the data or the moments do not have. The message names it and what there is. */
public final class MissingTermException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A missing term.
     *
     * @param message one line that names it
     */
    public MissingTermException(String message) {
        super(message);
    }
}
