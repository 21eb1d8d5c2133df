package dev.leastline.moments;

import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Adds, subtracts and selects moments. Level terms that are zero in every row left are dropped. */
final class MomentsAlgebra {
    /** Orders terms of one shape by their levels. */
    static final Comparator<Term> LEVELS = (a, b) -> {
        for (int i = 0; i < a.parts().size(); i++) {
            if (a.parts().get(i) instanceof Term.Level left && b.parts().get(i) instanceof Term.Level right) {
                int order = Term.levelOrder().compare(left.level(), right.level());
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    };

    private MomentsAlgebra() {}

    static Moments merge(Moments a, Moments b) {
        List<Term> union = union(a, b);
        return combined(a, b, union, a.rows() + b.rows(), BigDecimal::add);
    }

    static Moments remove(Moments from, Moments gone) {
        Moments rest = combined(from, gone, union(from, gone), from.rows() - gone.rows(), BigDecimal::subtract);
        refuseImpossible(rest);
        return select(
                rest,
                rest.terms().stream()
                        .filter(term -> term.factorColumns().isEmpty()
                                || rest.sumOfProducts(term, term).signum() != 0)
                        .toList());
    }

    static Moments select(Moments moments, List<Term> chosen) {
        Set<Term> kept = new LinkedHashSet<>();
        kept.add(Term.CONSTANT);
        for (Term term : chosen) {
            if (moments.hasTerm(term)) {
                kept.add(term);
            } else if (!term.factorColumns().isEmpty() && moments.shapes().contains(term)) {
                moments.terms().stream()
                        .filter(met -> Term.shape(met).equals(term))
                        .forEach(kept::add);
            } else if (!moments.isLevelNotMet(term)
                    && (moments.rows() > 0 || term.factorColumns().isEmpty())) {
                throw missing(moments, term);
            }
        }
        return combined(moments, moments, List.copyOf(kept), moments.rows(), (sum, same) -> sum);
    }

    static MissingTermException missing(Moments moments, Term term) {
        return new MissingTermException(
                "no moments of '" + term.name() + "'; there are those of " + moments.described());
    }

    private static Moments combined(
            Moments a, Moments b, List<Term> order, long rows, BinaryOperator<BigDecimal> operation) {
        BigDecimal[] sums = new BigDecimal[order.size() * (order.size() + 1) / 2];
        int pair = 0;
        for (int i = 0; i < order.size(); i++) {
            for (int j = i; j < order.size(); j++) {
                Term left = order.get(i);
                Term right = order.get(j);
                sums[pair++] = lowest(operation.apply(a.sumOfProducts(left, right), b.sumOfProducts(left, right)));
            }
        }
        BigDecimal logs = lowest(operation.apply(a.sumOfLogWeights(), b.sumOfLogWeights()));
        return new Moments(rows, order, sums, a.weights().orElse(null), logs);
    }

    private static BigDecimal lowest(BigDecimal sum) {
        return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }

    /** The terms of both, by shape in the order of the first, levels in their own order. */
    private static List<Term> union(Moments a, Moments b) {
        boolean fits = a.weights().equals(b.weights());
        Set<Term> all = new LinkedHashSet<>(a.terms());
        all.addAll(b.terms());
        for (Term term : all) {
            fits &= a.hasTerm(term) || a.isLevelNotMet(term);
            fits &= b.hasTerm(term) || b.isLevelNotMet(term);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "moments of " + a.described() + " and of " + b.described() + " do not merge");
        }
        Map<Term, List<Term>> byShape = new LinkedHashMap<>();
        for (Term term : all) {
            byShape.computeIfAbsent(Term.shape(term), shape -> new ArrayList<>())
                    .add(term);
        }
        byShape.values().forEach(group -> group.sort(LEVELS));
        return byShape.values().stream().flatMap(List::stream).toList();
    }

    private static void refuseImpossible(Moments rest) {
        if (rest.rows() < 0) {
            throw new RowsNotContainedException("there are " + -rest.rows()
                    + " more rows to remove than there are rows: these rows were never added");
        }
        for (Term a : rest.terms()) {
            BigDecimal square = rest.sumOfProducts(a, a);
            if (square.signum() < 0 || (rest.rows() == 0 && square.signum() != 0)) {
                throw impossible(a, rest.rows() == 0 ? "without any row" : "negative");
            }
            for (Term b : rest.terms()) {
                BigDecimal product = rest.sumOfProducts(a, b);
                // With b = 1 this is a variance below zero.
                if (product.multiply(product).compareTo(square.multiply(rest.sumOfProducts(b, b))) > 0) {
                    throw impossible(a, "impossible beside that of '" + b.name() + "'");
                }
            }
        }
    }

    private static RowsNotContainedException impossible(Term term, String what) {
        return new RowsNotContainedException("what is left would have a sum of squares of '" + term.name()
                + "' that is " + what + ": these rows were never added");
    }
}
