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

    /** Levels taken away from factors among the predictors. */
    private final Set<Term> leftOut;

    private final @Nullable Map<String, List<String>> levels;

    /** With the levels of factors, once they are known. */
    private final List<Term> expanded;

    Formula(Term response, List<Signed> parts, List<String> columns) {
        this.response = response;
        this.parts = List.copyOf(parts);
        this.levels = null;
        boolean withIntercept = true;
        Set<Term> chosen = new LinkedHashSet<>();
        Set<Term> away = new LinkedHashSet<>();
        List<String> others = columns.stream()
                .filter(column -> !response.columns().contains(column))
                .toList();
        for (Signed part : parts) {
            List<Term> named = part.expression().terms(others);
            if (named.contains(Term.CONSTANT)) {
                withIntercept = part.added();
            } else if (part.added()) {
                chosen.addAll(named);
                named.forEach(term -> away.removeIf(level -> level.equals(term) || isLevelOf(level, term)));
            } else {
                named.forEach(term -> takeAway(term, chosen, away));
            }
        }
        if (chosen.contains(response)) {
            throw new IllegalArgumentException("the response '" + response.name() + "' cannot explain itself");
        }
        this.intercept = withIntercept;
        this.predictors = List.copyOf(chosen);
        this.leftOut = Set.copyOf(away);
        this.expanded = predictors;
        refuseTwoBases();
    }

    /** A factor is taken away whatever its base, and of a factor each of its levels may be. */
    private static void takeAway(Term term, Set<Term> chosen, Set<Term> away) {
        chosen.remove(term);
        if (term.factorColumns().isEmpty()) {
            return;
        }
        chosen.removeIf(one -> hasFactor(one) && Term.shape(one).equals(term));
        if (chosen.stream().anyMatch(one -> isLevelOf(term, one))) {
            away.add(term);
        } else {
            away.removeIf(level -> chosen.stream().noneMatch(one -> isLevelOf(level, one)));
        }
    }

    /** Whether one of the terms that a factor, or a product with factors, stands for is this. */
    private static boolean isLevelOf(Term level, Term factors) {
        return hasFactor(factors)
                && !hasFactor(level)
                && Term.shape(level).equals(Term.shape(factors))
                && Term.categories(factors).stream()
                        .allMatch(part ->
                                part instanceof Term.Factor || level.parts().contains(part));
    }

    private Formula(Formula formula, Map<String, List<String>> levels) {
        this.response = formula.response;
        this.parts = formula.parts;
        this.intercept = formula.intercept;
        this.predictors = formula.predictors;
        this.levels = levels;
        this.leftOut = formula.leftOut;
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

    /**
     * What moments must be accumulated of: predictors and response, factors with all their levels. Beside a product of
     * numbers and factors stand the factors alone: they tell of a level in which the numbers are all zero.
     *
     * @return the terms, each once
     */
    public List<Term> accumulated() {
        Set<Term> shapes = new LinkedHashSet<>();
        predictors.forEach(term -> shapes.add(Term.shape(term)));
        shapes.add(response);
        for (Term term : predictors) {
            List<Term> factors = Term.categories(Term.shape(term));
            if (!factors.isEmpty() && !Term.numeric(term).equals(Term.CONSTANT)) {
                shapes.add(Term.product(factors));
            }
        }
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

    /** {@return the columns named after a minus, each once; they mean nothing unless there are such columns} */
    public List<String> columnsLeftOut() {
        return Expression.columns(parts.stream().flatMap(Signed::leftOut));
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
        return filled.explicit(filled.leftOut);
    }

    /** Without a dot, and with these levels left out. */
    private Formula explicit(Set<Term> away) {
        List<Signed> explicit = new ArrayList<>();
        if (!intercept) {
            explicit.add(new Signed(false, new Expression.Single(Term.CONSTANT)));
        }
        predictors.forEach(term -> explicit.add(new Signed(true, new Expression.Single(term))));
        inOrder(away).forEach(level -> explicit.add(new Signed(false, new Expression.Single(level))));
        return new Formula(response, explicit, List.of());
    }

    private static List<Term> inOrder(Set<Term> terms) {
        return terms.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /**
     * Puts the levels of factors in the place of the factors: all but the base level, or all of them where the terms
     * before leave room for it. Of interactions, those combinations are left out whose levels other than base levels are
     * all of factors that an earlier term has beside the same numbers. This is R's rule, without the columns too many
     * that R has in {@code y ~ C(f):C(g)}.
     *
     * @param known the levels of each factor's column
     * @return a formula whose terms are numbers and levels; this one if it has no factor
     * @throws MissingTermException if a base is not among the levels, or a factor has none to tell from the intercept
     * @throws TooManyTermsException if one term stands for more than 5,000 combinations of levels
     */
    public Formula withLevels(Map<String, List<String>> known) {
        if (predictors.stream().noneMatch(Formula::hasFactor)) {
            return this;
        }
        Map<String, List<String>> needed = new HashMap<>();
        for (String column : factorColumns()) {
            List<String> sorted = new ArrayList<>(new LinkedHashSet<>(known.getOrDefault(column, List.of())));
            sorted.sort(Term.levelOrder());
            needed.put(column, List.copyOf(sorted));
        }
        return new Formula(this, Map.copyOf(needed));
    }

    /**
     * Makes sure that levels named by themselves, or left out, are there. A slip in the name of one left out would go
     * unnoticed.
     *
     * @param known the levels of each factor's column
     * @throws MissingTermException if a level is not among them; names it, and what there is
     */
    public void requireLevels(Map<String, List<String>> known) {
        Levels.require(predictors, known);
        Levels.require(inOrder(leftOut), known);
    }

    /**
     * This formula for some of the rows, which may lack levels that others have.
     *
     * @param known the levels of each factor's column in these rows
     * @return a formula without the removals of other levels
     */
    public Formula forLevels(Map<String, List<String>> known) {
        Set<Term> met = new LinkedHashSet<>(leftOut);
        met.removeIf(term -> Levels.unknown(term, known).isPresent());
        return met.size() == leftOut.size() ? this : explicit(met);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula that
                && response.equals(that.response)
                && intercept == that.intercept
                && predictors.equals(that.predictors)
                && leftOut.equals(that.leftOut)
                && expanded.equals(that.expanded)
                && hasDot() == that.hasDot()
                && (!hasDot() || toString().equals(that.toString()));
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
        inOrder(leftOut).forEach(level -> text.append(" - ").append(level.name()));
        return text.append(intercept ? "" : " - 1").toString();
    }
}
