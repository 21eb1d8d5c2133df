package dev.leastline.moments;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.ColumnFunction;
import dev.leastline.formula.Term;
import java.util.List;

/** Forms the exact value of a term without factors from the columns of a row. */
final class RowTerm {
    private final Term term;

    /** Which of the columns a column or its function reads. */
    private final int input;

    /** The values of the columns in the row under way. */
    private final ExactValue[] inputs;

    private final RowTerm[] parts;
    private final ExactValue own = new ExactValue();
    private final int repeated;

    RowTerm(Term term, List<String> columns, ExactValue[] inputs) {
        this.term = term;
        this.input =
                term.columns().isEmpty() ? -1 : columns.indexOf(term.columns().get(0));
        this.inputs = inputs;
        if (term instanceof Term.Power power) {
            this.parts = new RowTerm[] {new RowTerm(power.base(), columns, inputs)};
            this.repeated = power.exponent();
        } else {
            List<Term> factors = term instanceof Term.Product ? term.parts() : List.of();
            this.parts = factors.stream()
                    .map(part -> new RowTerm(part, columns, inputs))
                    .toArray(RowTerm[]::new);
            this.repeated = 1;
        }
        if (term.equals(Term.CONSTANT)) {
            own.setDecimal(1, 0);
        }
    }

    /** The value in the row under way; it is overwritten in the next. */
    ExactValue value(long row) {
        if (term instanceof Term.Column) {
            return inputs[input];
        }
        if (term instanceof Term.Applied applied) {
            return own.setDouble(applied(applied.function(), applied.column(), row));
        }
        for (int i = 0; i < parts.length; i++) {
            ExactValue part = parts[i].value(row);
            if (i == 0) {
                own.setPower(part, repeated);
            } else {
                own.setProduct(own, part);
            }
        }
        return own;
    }

    private double applied(ColumnFunction function, String column, long row) {
        double x = inputs[input].nearestDouble();
        double value = function.of(x);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new DomainException(
                    column,
                    row,
                    function.text() + " of " + NumberText.shortest(x) + " does not exist, expected "
                            + function.domain());
        }
        return value;
    }
}
