package dev.leastline.regression;

/** There are fewer rows than coefficients, so that no rows could tell them apart. */
public final class TooFewRowsException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    TooFewRowsException(long rows, int coefficients) {
        super(
                rows == 0
                        ? "there are no rows to fit"
                        : rows + (rows == 1 ? " row" : " rows") + " cannot determine " + coefficients
                                + " coefficients; at least " + coefficients + " rows are needed");
    }
}
