package dev.leastline.moments;

/** A number that its place in the model does not admit: the logarithm of a negative one, a negative weight. */
public final class DomainException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The column that holds the number. */
    private final String column;

    /** What is wrong, without the place. */
    private final String problem;

    private final boolean ofRow;

    DomainException(String column, long row, String problem) {
        super("column '" + column + "', row " + row + ": " + problem);
        this.column = column;
        this.problem = problem;
        this.ofRow = true;
    }

    /** Something is wrong with a column as a whole, in whatever row it shows. */
    DomainException(String column, String problem) {
        super("column '" + column + "': " + problem);
        this.column = column;
        this.problem = problem;
        this.ofRow = false;
    }

    /** {@return whether it is one row that is not admitted, rather than the column} */
    public boolean isOfRow() {
        return ofRow;
    }

    /** {@return the name of the column that holds the number} */
    public String column() {
        return column;
    }

    /** {@return what is wrong, without column and row} */
    public String problem() {
        return problem;
    }
}
