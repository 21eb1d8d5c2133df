package dev.leastline.moments;

/** Rows cannot be removed from moments that they were never added to: what would be left is the moments of no data. */
public final class RowsNotContainedException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    RowsNotContainedException(String message) {
        super(message);
    }
}
