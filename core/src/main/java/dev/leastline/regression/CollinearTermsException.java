package dev.leastline.regression;

import dev.leastline.formula.Term;
import java.util.List;

/**
 * A term is exactly a linear combination of others in every row, so that the bowl has a valley instead of a lowest
 * point. The message names the terms and the combination.
 */
public final class CollinearTermsException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** The terms' canonical names. */
    private final String[] terms;

    CollinearTermsException(List<Term> terms, String message) {
        super(message);
        this.terms = terms.stream().map(Term::name).toArray(String[]::new);
    }

    /** {@return the canonical names of the terms that depend on each other, the one that came last first} */
    public List<String> terms() {
        return List.of(terms);
    }
}
