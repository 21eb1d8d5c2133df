package dev.leastline.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the levels of factors in the place of the factors (treatment contrasts). A factor in a term leaves out its base
 * level if the term without the factor is in the model too, and has all levels if not; in a model without an intercept,
 * the first factor has all levels. (The rule of R's {@code model.matrix}.)
 */
final class Levels {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]{1,300}(\\.[0-9]{0,300})?|\\.[0-9]{1,300})");

    static final Comparator<String> ORDER = (a, b) -> {
        BigDecimal left = number(a);
        BigDecimal right = number(b);
        int byNumber =
                left != null && right != null ? left.compareTo(right) : left != null ? -1 : right != null ? 1 : 0;
        return byNumber != 0 ? byNumber : a.compareTo(b);
    };

    private final Map<String, List<String>> levels;
    private final Set<Term> model;
    private final boolean intercept;
    private boolean firstFactor = true;

    private Levels(Map<String, List<String>> levels, List<Term> model, boolean intercept) {
        this.levels = levels;
        this.intercept = intercept;
        this.model = new HashSet<>();
        model.forEach(term -> this.model.add(Term.shape(term)));
    }

    private static @Nullable BigDecimal number(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /** The terms with levels instead of factors, without those to be left out. */
    static List<Term> expand(List<Term> terms, boolean intercept, Map<String, List<String>> levels, Set<Term> leftOut) {
        Levels expansion = new Levels(levels, terms, intercept);
        Set<Term> expanded = new LinkedHashSet<>();
        terms.forEach(term -> expanded.addAll(expansion.expand(term)));
        expanded.removeAll(leftOut);
        return List.copyOf(expanded);
    }

    private List<Term> expand(Term term) {
        List<Term> combinations = List.of(Term.numeric(term));
        for (Term part : Term.categories(term)) {
            List<Term> choices = part instanceof Term.Factor factor ? coded(term, factor) : List.of(part);
            List<Term> longer = new ArrayList<>();
            // The first factor varies fastest, as in R.
            for (Term choice : choices) {
                for (Term combination : combinations) {
                    longer.add(Term.product(combination, choice));
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private List<Term> coded(Term term, Term.Factor factor) {
        List<String> names = levels.getOrDefault(factor.column(), List.of());
        boolean all = hasAllLevels(term, factor);
        if (!all && names.size() < 2) {
            throw new MissingTermException("factor '" + Term.shape(factor).name() + "' has "
                    + (names.isEmpty() ? "no level" : "only one level, '" + names.get(0) + "'")
                    + ": it cannot be told from the intercept; leave it out");
        }
        String base = factor.base().orElseGet(() -> names.get(0));
        if (!names.contains(base)) {
            throw new MissingTermException("'" + factor.name() + "': there is no such level; there are "
                    + String.join(", ", names.subList(0, Math.min(20, names.size())))
                    + (names.size() > 20 ? " and " + (names.size() - 20) + " more" : ""));
        }
        List<Term> coded = new ArrayList<>();
        for (String name : names) {
            if (all || !name.equals(base)) {
                coded.add(new Term.Level(factor.column(), name));
            }
        }
        return coded;
    }

    private boolean hasAllLevels(Term term, Term.Factor factor) {
        boolean first = firstFactor;
        firstFactor = false;
        if (first && !intercept) {
            return true;
        }
        List<Term> rest = new ArrayList<>(term.parts());
        rest.remove(factor);
        Term margin = Term.shape(Term.product(rest));
        return !margin.equals(Term.CONSTANT) && !model.contains(margin);
    }
}
