package dev.leastline.formula;

import dev.leastline.formula.Expression.Signed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained, and by which terms: {@code response ~ term + term}, in the notation of Wilkinson and Rogers
 * (Applied Statistics 22, 1973) that R uses.
 *
 * <pre>
 * formula     = atom [ "^" exponent ] "~" sum
 * sum         = [ sign ] part { sign part }             sign = "+" | "-"
 * part        = "1" | "0" | product                     1 and 0 only outside of parentheses
 * product     = interaction { "*" interaction }         a*b is a + b + a:b
 * interaction = power { ":" power }
 * power       = atom [ "^" exponent ] | "(" sum ")" [ "^" exponent ]
 * atom        = "." | column | function "(" column ")" | "I" "(" power { "*" power } ")" | factor
 * function    = "log" | "log10" | "exp" | "sqrt"
 * factor      = "C" "(" column [ ", base =" text ] ")" [ "[" text "]" ]
 * column      = name | "`" any text, a backtick in it doubled "`"
 * </pre>
 *
 * A name has letters, digits, "_" and "."; it is not a number, not "." alone. A text is in quotes, those in it doubled. An
 * exponent is a whole number from 2 to 20: a power of a column or function, or of a sum, all products of its terms up to
 * that order.
 *
 * <p>The intercept is there unless {@code - 1} or {@code + 0} drops it. {@code .} is every column that is not used on
 * the left; {@code - x} leaves out a term named before. A term named twice counts once. Immutable; equal when response,
 * terms, {@code .} and known levels are.
 */
public final class Formula {
    private final Term response;
    private final List<Signed> parts;
    private final boolean intercept;

    /** As written: factors stand for all their levels. */
    private final List<Term> predictors;

    private final @Nullable Map<String, List<String>> levels;

    /** With the levels of factors, once they are known. */
    private final List<Term> expanded;

    Formula(Term response, List<Signed> parts, List<String> columns) {
        this.response = response;
        this.parts = List.copyOf(parts);
        this.levels = null;
        boolean withIntercept = true;
        Set<Term> chosen = new LinkedHashSet<>();
        List<String> others = columns.stream()
                .filter(column -> !response.columns().contains(column))
                .toList();
        for (Signed part : parts) {
            List<Term> named = part.expression().terms(others);
            if (named.contains(Term.CONSTANT)) {
                withIntercept = part.added();
            } else if (part.added()) {
                chosen.addAll(named);
            } else {
                named.forEach(chosen::remove);
            }
        }
        if (chosen.contains(response)) {
            throw new IllegalArgumentException("the response '" + response.name() + "' cannot explain itself");
        }
        this.intercept = withIntercept;
        this.predictors = List.copyOf(chosen);
        this.expanded = predictors;
        refuseTwoBases();
    }

    private Formula(Formula formula, Map<String, List<String>> levels) {
        this.response = formula.response;
        this.parts = formula.parts;
        this.intercept = formula.intercept;
        this.predictors = formula.predictors;
        this.levels = levels;
        Set<Term> leftOut = new LinkedHashSet<>();
        for (Signed part : parts) {
            if (!part.added()) {
                leftOut.addAll(part.expression().terms(List.of()));
            }
        }
        leftOut.removeAll(predictors);
        this.expanded = Levels.expand(predictors, intercept, levels, leftOut);
    }

    private void refuseTwoBases() {
        Map<String, Term> codings = new HashMap<>();
        for (Term predictor : predictors) {
            for (Term part : Term.categories(predictor)) {
                if (part instanceof Term.Factor factor) {
                    Term other = codings.putIfAbsent(factor.column(), factor);
                    if (other != null && !other.equals(factor)) {
                        throw new IllegalArgumentException(
                                "'" + other.name() + "' and '" + factor.name() + "' cannot stand in one formula");
                    }
                }
            }
        }
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

    /** {@return the term that is to be explained} */
    public Term response() {
        return response;
    }

    /** {@return the terms that explain it, without the constant, in the formula's order; levels once they are known} */
    public List<Term> predictors() {
        return expanded;
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
        all.addAll(expanded);
        return List.copyOf(all);
    }

    /** {@return what moments must be accumulated of: predictors and response, factors with all their levels} */
    public List<Term> accumulated() {
        Set<Term> shapes = new LinkedHashSet<>();
        predictors.forEach(term -> shapes.add(Term.shape(term)));
        shapes.add(response);
        return List.copyOf(shapes);
    }

    /** {@return the columns whose numbers the formula needs, the response's first, each once} */
    public List<String> columns() {
        Set<String> needed = new LinkedHashSet<>(response.columns());
        predictors.forEach(term -> needed.addAll(term.columns()));
        return List.copyOf(needed);
    }

    /** {@return the columns whose texts the formula needs as factors, each once} */
    public List<String> factorColumns() {
        Set<String> needed = new LinkedHashSet<>();
        predictors.forEach(term -> needed.addAll(term.factorColumns()));
        return List.copyOf(needed);
    }

    /** {@return whether the formula still holds a {@code .} that stands for columns not yet known} */
    public boolean hasDot() {
        return parts.stream().anyMatch(part -> part.expression().hasDot());
    }

    /** {@return whether the formula holds factors whose levels are not yet known} */
    public boolean needsLevels() {
        return levels == null && predictors.stream().anyMatch(Formula::hasFactor);
    }

    private static boolean hasFactor(Term term) {
        return Term.categories(term).stream().anyMatch(Term.Factor.class::isInstance);
    }

    /** {@return the levels of its factors by column, once they are known} */
    public Map<String, List<String>> levels() {
        return levels == null ? Map.of() : levels;
    }

    /**
     * Puts columns in the place of the dot.
     *
     * @param columns all columns of the data, in their order
     * @return a formula without a dot; this one if it has none
     * @throws FormulaException if no term is left, or a column is both sides
     */
    public Formula expand(Collection<String> columns) {
        if (!hasDot()) {
            return this;
        }
        Formula filled;
        try {
            filled = new Formula(response, parts, List.copyOf(columns));
        } catch (IllegalArgumentException e) {
            throw new FormulaException(toString(), toString().length(), String.valueOf(e.getMessage()));
        }
        if (filled.terms().isEmpty()) {
            throw new FormulaException(toString(), toString().length(), "no term is left on the right side");
        }
        List<Signed> explicit = new ArrayList<>();
        if (!filled.intercept) {
            explicit.add(new Signed(false, new Expression.Single(Term.CONSTANT)));
        }
        filled.predictors.forEach(term -> explicit.add(new Signed(true, new Expression.Single(term))));
        for (Signed part : parts) {
            if (!part.added() && !part.expression().hasDot()) {
                explicit.addAll(removedLevels(part.expression()));
            }
        }
        return new Formula(response, explicit, List.of());
    }

    private static List<Signed> removedLevels(Expression removed) {
        return removed.terms(List.of()).stream()
                .filter(term -> Term.categories(term).stream().anyMatch(Term.Level.class::isInstance))
                .map(term -> new Signed(false, new Expression.Single(term)))
                .toList();
    }

    /**
     * Puts the levels of factors in the place of the factors.
     *
     * @param known the levels of each factor's column
     * @return a formula whose terms are numbers and levels; this one if it has no factor
     * @throws MissingTermException if a base is not among the levels, or a factor has none to tell from the intercept
     */
    public Formula withLevels(Map<String, List<String>> known) {
        if (predictors.stream().noneMatch(Formula::hasFactor)) {
            return this;
        }
        Map<String, List<String>> needed = new HashMap<>();
        for (String column : factorColumns()) {
            List<String> sorted = new ArrayList<>(known.getOrDefault(column, List.of()));
            sorted.sort(Term.levelOrder());
            needed.put(column, List.copyOf(sorted));
        }
        return new Formula(this, Map.copyOf(needed));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula that
                && response.equals(that.response)
                && intercept == that.intercept
                && predictors.equals(that.predictors)
                && expanded.equals(that.expanded)
                && hasDot() == that.hasDot()
                && (!hasDot() || parts.equals(that.parts));
    }

    @Override
    public int hashCode() {
        return Objects.hash(response, intercept, expanded);
    }

    /** {@return the formula in its plainest form: {@code y ~ x}, {@code y ~ a + b - 1}, {@code y ~ 1}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(response.name()).append(" ~");
        if (hasDot()) {
            return text.append(Expression.Sum.text(parts)).toString();
        }
        if (predictors.isEmpty()) {
            return text.append(intercept ? " 1" : " 0").toString();
        }
        for (int i = 0; i < predictors.size(); i++) {
            text.append(i == 0 ? " " : " + ").append(predictors.get(i).name());
        }
        for (Signed part : parts) {
            if (!part.added()) {
                removedLevels(part.expression())
                        .forEach(level -> text.append(" - ").append(level.expression()));
            }
        }
        return text.append(intercept ? "" : " - 1").toString();
    }
}
