package dev.leastline.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained, and by which terms: {@code response ~ term + term}, in the notation of Wilkinson and Rogers
 * (Applied Statistics 22, 1973) that R uses.
 *
 * <pre>
 * formula    = response "~" right
 * response   = column
 * right      = [ sign ] part { sign part }
 * sign       = "+" | "-"
 * part       = "1" | "0" | "." | column
 * column     = name | "`" any text, a backtick in it doubled "`"
 * name       = letters, digits, "_" and "."; not a number, not "." alone
 * </pre>
 *
 * <p>The intercept is there unless {@code - 1} or {@code + 0} drops it. {@code .} is every column that is not used on
 * the left; {@code - x} leaves out a term named before. A term named twice counts once. Immutable; equal when response,
 * terms and {@code .} are.
 */
public final class Formula {
    private final Term response;
    private final List<Part> parts;
    private final boolean intercept;
    private final List<Term> predictors;

    /** One signed part of the right side; {@code term} is null for the dot. */
    record Part(boolean added, @Nullable Term term) {}

    Formula(Term response, List<Part> parts, List<String> columns) {
        this.response = response;
        this.parts = List.copyOf(parts);
        boolean withIntercept = true;
        Set<Term> chosen = new LinkedHashSet<>();
        for (Part part : parts) {
            List<Term> named = part.term != null ? List.of(part.term) : remaining(columns);
            if (named.contains(Term.CONSTANT)) {
                withIntercept = part.added;
            } else if (part.added) {
                chosen.addAll(named);
            } else {
                named.forEach(chosen::remove);
            }
        }
        this.intercept = withIntercept;
        this.predictors = List.copyOf(chosen);
    }

    /**
     * Reads a formula.
     *
     * @param text for example {@code dist ~ speed}
     * @return the formula; {@link #expand} it before use if it has a dot
     * @throws FormulaException if the text is no formula
     */
    public static Formula parse(String text) {
        return new FormulaParser(text).parse();
    }

    private List<Term> remaining(List<String> columns) {
        List<Term> others = new ArrayList<>();
        for (String column : columns) {
            if (!response.columns().contains(column)) {
                others.add(Term.column(column));
            }
        }
        return others;
    }

    /** {@return the term that is to be explained} */
    public Term response() {
        return response;
    }

    /** {@return the terms that explain it, without the constant, in the formula's order} */
    public List<Term> predictors() {
        return predictors;
    }

    /** {@return whether the model has an intercept} */
    public boolean hasIntercept() {
        return intercept;
    }

    /** {@return the terms that get a coefficient: the constant first, if there is an intercept, then the predictors} */
    public List<Term> terms() {
        List<Term> all = new ArrayList<>();
        if (intercept) {
            all.add(Term.CONSTANT);
        }
        all.addAll(predictors);
        return List.copyOf(all);
    }

    /** {@return the columns that the formula needs, the response's first, each once} */
    public List<String> columns() {
        Set<String> needed = new LinkedHashSet<>(response.columns());
        predictors.forEach(term -> needed.addAll(term.columns()));
        return List.copyOf(needed);
    }

    /** {@return whether the formula still holds a {@code .} that stands for columns not yet known} */
    public boolean hasDot() {
        return parts.stream().anyMatch(part -> part.term == null);
    }

    /**
     * Puts columns in the place of the dot.
     *
     * @param columns all columns of the data, in their order
     * @return a formula without a dot; this one if it has none
     * @throws FormulaException if no term is left
     */
    public Formula expand(List<String> columns) {
        if (!hasDot()) {
            return this;
        }
        Formula expanded = new Formula(response, parts, columns);
        List<Part> explicit = new ArrayList<>();
        if (!expanded.intercept) {
            explicit.add(new Part(false, Term.CONSTANT));
        }
        expanded.predictors.forEach(term -> explicit.add(new Part(true, term)));
        if (expanded.terms().isEmpty()) {
            throw new FormulaException(toString(), toString().length(), "no term is left on the right side");
        }
        return new Formula(response, explicit, List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula that
                && response.equals(that.response)
                && intercept == that.intercept
                && predictors.equals(that.predictors)
                && hasDot() == that.hasDot()
                && (!hasDot() || parts.equals(that.parts));
    }

    @Override
    public int hashCode() {
        return Objects.hash(response, intercept, predictors);
    }

    /** {@return the formula in its plainest form: {@code y ~ x}, {@code y ~ a + b - 1}, {@code y ~ 1}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(response.name()).append(" ~");
        if (hasDot()) {
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                text.append(part.added ? (i == 0 ? " " : " + ") : (i == 0 ? " -" : " - "));
                text.append(part.term == null ? "." : part.term.equals(Term.CONSTANT) ? "1" : part.term.name());
            }
            return text.toString();
        }
        if (predictors.isEmpty()) {
            return text.append(intercept ? " 1" : " 0").toString();
        }
        for (int i = 0; i < predictors.size(); i++) {
            text.append(i == 0 ? " " : " + ").append(predictors.get(i).name());
        }
        return text.append(intercept ? "" : " - 1").toString();
    }
}
