package dev.leastline.formula;

/** A formula that cannot be read. The message is one line that shows the formula and the place in it. */
public final class FormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The formula as it was given. */
    private final String formula;

    /** Where in it the reading stopped. */
    private final int position;

    FormulaException(String formula, int position, String problem) {
        super(oneLine("formula '" + formula + "', character " + (position + 1) + ": " + problem));
        this.formula = formula;
        this.position = position;
    }

    /** Control characters and line separators, which names and levels may hold, as blanks. */
    static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message);
        for (int i = 0; i < line.length(); i++) {
            if (breaksLines(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }

    private static boolean breaksLines(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
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
