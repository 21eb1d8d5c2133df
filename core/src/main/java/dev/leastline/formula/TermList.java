package dev.leastline.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Terms to be accumulated, as {@link Term#parseList} reads them; a dot among them stands for all columns.
 */
public final class TermList {
    /** All columns as they stand. */
    public static final TermList ALL_COLUMNS = new TermList(".", List.of(new Expression.Dot()));

    private final String text;
    private final List<Expression> entries;

    TermList(String text, List<Expression> entries) {
        this.text = text;
        this.entries = List.copyOf(entries);
    }

    /**
     * Given terms.
     *
     * @param terms the terms
     * @return the list of them
     */
    public static TermList of(List<Term> terms) {
        return new TermList(
                String.join(", ", terms.stream().map(Term::name).toList()),
                terms.stream().<Expression>map(Expression.Single::new).toList());
    }

    /** {@return whether a dot is among them} */
    public boolean hasDot() {
        return entries.stream().anyMatch(Expression::hasDot);
    }

    /** {@return the columns named after a minus, each once; they mean nothing unless there are such columns} */
    public List<String> columnsLeftOut() {
        return Expression.columns(entries.stream().flatMap(Expression::leftOut));
    }

    /**
     * The terms, columns in the place of the dot.
     *
     * @param columns what the dot stands for
     * @return the terms, each once
     * @throws FormulaException if these columns make too many terms of it, or too high a power
     */
    public List<Term> terms(List<String> columns) {
        Set<Term> terms = new LinkedHashSet<>();
        try {
            entries.forEach(entry -> terms.addAll(entry.terms(columns)));
        } catch (IllegalArgumentException e) {
            throw new FormulaException(text, text.length(), String.valueOf(e.getMessage()));
        }
        return new ArrayList<>(terms);
    }
}
