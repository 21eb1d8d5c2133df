package dev.leastline.moments;

/** Moments that no rows have: a sum of squares below zero came out of them. Only forged or wrongly removed ones are so. */
public final class ImpossibleMomentsException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /**
     * Moments that no rows have.
     *
     * @param what what came out below zero
     */
    public ImpossibleMomentsException(String what) {
        super(what + " would be below zero: no rows have such moments; collect them from the data again");
    }
}
