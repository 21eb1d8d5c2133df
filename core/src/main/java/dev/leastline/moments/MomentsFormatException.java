package dev.leastline.moments;

/** A text that is no moments file, or no whole one. The message is one line; it does not name the file. */
public final class MomentsFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The line at fault, 0 if there is none to name. */
    private final long line;

    MomentsFormatException(long line, String problem) {
        super(problem);
        this.line = line;
    }

    /** {@return the line at fault, counted from 1; 0 if it is none in particular} */
    public long line() {
        return line;
    }
}
