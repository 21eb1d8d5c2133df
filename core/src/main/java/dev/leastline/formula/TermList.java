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
    public static final TermList ALL_COLUMNS = new TermList(List.of(new Expression.Dot()));

    private final List<Expression> entries;

    TermList(List<Expression> entries) {
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
                terms.stream().<Expression>map(Expression.Single::new).toList());
    }

    /** {@return whether a dot is among them} */
    public boolean hasDot() {
        return entries.stream().anyMatch(Expression::hasDot);
    }

    /**
     * The terms, columns in the place of the dot.
     *
     * @param columns what the dot stands for
     * @return the terms, each once
     */
    public List<Term> terms(List<String> columns) {
        Set<Term> terms = new LinkedHashSet<>();
        entries.forEach(entry -> terms.addAll(entry.terms(columns)));
        return new ArrayList<>(terms);
    }
}
