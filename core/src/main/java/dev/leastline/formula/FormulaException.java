package dev.leastline.formula;

/** A formula that cannot be read. The message is one line that shows the formula and the place in it. */
public final class FormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The formula as it was given. */
    private final String formula;

    /** Where in it the reading stopped. */
    private final int position;

    FormulaException(String formula, int position, String problem) {
        super("formula '" + formula.replaceAll("\\p{Cntrl}", " ") + "', character " + (position + 1) + ": " + problem);
        this.formula = formula;
        this.position = position;
    }

    /** {@return the formula as it was given} */
    public String formula() {
        return formula;
    }

    /** {@return the place of the fault: an index into {@link #formula()}, its length if something is missing at the end} */
    public int position() {
        return position;
    }
}
