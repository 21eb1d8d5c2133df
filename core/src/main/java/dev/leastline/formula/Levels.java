package dev.leastline.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the levels of factors in the place of the factors (treatment contrasts). Of a term's combinations of levels those
 * are left out that the terms before it explain already: those whose levels other than base levels are all of factors
 * that one such term has, beside the same numbers. Terms of fewer factors count as before those of more, and the
 * intercept as a term without any.
 *
 * <p>Where the coding of R's {@code model.matrix} (Chambers and Hastie 1992, p. 38) has full rank, this is the same one.
 * In {@code y ~ C(f):C(g)} and {@code y ~ x + x:C(f) - 1}, R has a column too many, and this has not.
 */
final class Levels {
    /** Digits before the point or after it; a level that has more is a text. */
    private static final int MOST_DIGITS = 300;

    private static final int LISTED = 20;

    static final Comparator<String> ORDER = (a, b) -> {
        BigDecimal left = number(a);
        BigDecimal right = number(b);
        int byNumber =
                left != null && right != null ? left.compareTo(right) : left != null ? -1 : right != null ? 1 : 0;
        return byNumber != 0 ? byNumber : a.compareTo(b);
    };

    /** A term taken apart: its numbers, its single levels, and its factors of other columns. */
    private record Coded(Term term, Term numeric, Set<Term.Level> fixed, List<Term.Factor> factors) {
        static Coded of(Term term) {
            Set<Term.Level> fixed = new LinkedHashSet<>();
            Set<String> columns = new HashSet<>();
            List<Term.Factor> factors = new ArrayList<>();
            for (Term part : Term.categories(term)) {
                if (part instanceof Term.Level level) {
                    fixed.add(level);
                    columns.add(level.column());
                }
            }
            for (Term part : Term.categories(term)) {
                if (part instanceof Term.Factor factor && !columns.contains(factor.column())) {
                    factors.add(factor);
                }
            }
            return new Coded(term, Term.numeric(term), fixed, factors);
        }

        int order() {
            return fixed.size() + factors.size();
        }

        /** Whether this term, with all its levels, adds up to one with these levels and functions of these factors. */
        boolean covers(Coded other, Set<String> columns) {
            if (!numeric.equals(other.numeric) || !other.fixed.containsAll(fixed)) {
                return false;
            }
            Set<String> own = new HashSet<>();
            factors.forEach(factor -> own.add(factor.column()));
            return own.containsAll(columns)
                    && other.fixed.stream().allMatch(level -> fixed.contains(level) || own.contains(level.column()));
        }
    }

    private final Map<String, List<String>> levels;
    private final boolean intercept;
    private final List<Coded> before = new ArrayList<>();

    private Levels(Map<String, List<String>> levels, boolean intercept) {
        this.levels = levels;
        this.intercept = intercept;
        if (intercept) {
            before.add(Coded.of(Term.CONSTANT));
        }
    }

    private static @Nullable BigDecimal number(String text) {
        int first = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        return DecimalDigits.number(text, first, MOST_DIGITS) == text.length() ? new BigDecimal(text) : null;
    }

    /** The terms with levels instead of factors, without those to be left out. */
    static List<Term> expand(List<Term> terms, boolean intercept, Map<String, List<String>> levels, Set<Term> leftOut) {
        Levels expansion = new Levels(levels, intercept);
        List<Coded> inOrder = new ArrayList<>(terms.stream().map(Coded::of).toList());
        // Single levels come last: a factor that stands beside one of its levels has that level too.
        inOrder.sort(
                Comparator.comparing((Coded coded) -> !coded.fixed.isEmpty()).thenComparingInt(Coded::order));
        Map<Term, List<Term>> codings = new HashMap<>();
        for (Coded coded : inOrder) {
            codings.put(coded.term, expansion.combinations(coded));
            expansion.before.add(coded);
        }
        Set<Term> expanded = new LinkedHashSet<>();
        terms.forEach(term -> expanded.addAll(codings.getOrDefault(term, List.of())));
        expanded.removeAll(leftOut);
        return List.copyOf(expanded);
    }

    /** A product of levels under way, and the columns of those that are not base levels. */
    private record Combination(Term term, Set<String> contrasts) {}

    private List<Term> combinations(Coded coded) {
        List<Term> fixed = new ArrayList<>(coded.fixed);
        fixed.add(coded.numeric);
        List<Combination> combinations = List.of(new Combination(Term.product(fixed), Set.of()));
        for (Term.Factor factor : coded.factors) {
            List<String> names = names(factor);
            String base = factor.base().orElse(names.get(0));
            if ((long) names.size() * combinations.size() > Expression.MOST_TERMS) {
                throw new TooManyTermsException("'" + Term.shape(coded.term).name() + "' stands for more than "
                        + Expression.MOST_TERMS + " combinations of levels");
            }
            List<Combination> longer = new ArrayList<>();
            // The first factor varies fastest, as in R.
            for (String name : names) {
                for (Combination combination : combinations) {
                    Set<String> contrasts = new HashSet<>(combination.contrasts);
                    if (!name.equals(base)) {
                        contrasts.add(factor.column());
                    }
                    Term term = Term.product(combination.term, new Term.Level(factor.column(), name));
                    longer.add(new Combination(term, contrasts));
                }
            }
            combinations = longer;
        }
        List<Term> chosen = combinations.stream()
                .filter(combination -> before.stream().noneMatch(term -> term.covers(coded, combination.contrasts)))
                .map(Combination::term)
                .toList();
        if (chosen.isEmpty()) {
            coded.factors.forEach(this::refuseOneLevel);
        }
        return chosen;
    }

    private List<String> names(Term.Factor factor) {
        List<String> names = levels.getOrDefault(factor.column(), List.of());
        if (names.isEmpty()) {
            throw new MissingTermException("factor '" + Term.shape(factor).name() + "' has no level");
        }
        if (factor.base().isPresent() && !names.contains(factor.base().get())) {
            throw missing(factor.name(), factor.base().get(), names);
        }
        return names;
    }

    /** Refuses single levels that are not among those of their factors. */
    static void require(List<Term> terms, Map<String, List<String>> levels) {
        for (Term term : terms) {
            Optional<Term.Level> unknown = unknown(term, levels);
            if (unknown.isPresent()) {
                Term.Level level = unknown.get();
                throw missing(level.name(), level.level(), levels.getOrDefault(level.column(), List.of()));
            }
        }
    }

    /** A level in the term that its factor has not; none of a factor of which nothing is known. */
    static Optional<Term.Level> unknown(Term term, Map<String, List<String>> levels) {
        return term.parts().stream()
                .filter(Term.Level.class::isInstance)
                .map(Term.Level.class::cast)
                .filter(level -> !levels.getOrDefault(level.column(), List.of(level.level()))
                        .contains(level.level()))
                .findFirst();
    }

    private static MissingTermException missing(String term, String level, List<String> names) {
        return new MissingTermException("'" + term + "': there is no such level; "
                + Spelling.nearest(level, names)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("")
                + "there are " + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : ""));
    }

    private void refuseOneLevel(Term.Factor factor) {
        List<String> names = names(factor);
        if (names.size() == 1) {
            throw new MissingTermException("factor '" + Term.shape(factor).name() + "' has only one level, '"
                    + names.get(0) + "': it cannot be told from " + (intercept ? "the intercept" : "the other terms")
                    + "; leave it out");
        }
    }
}
