package dev.leastline.moments;

import dev.leastline.exact.Semidefinite;
import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Spelling;
import dev.leastline.formula.Term;
import dev.leastline.formula.TooManyTermsException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

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

    private static final int MOST_TERMS = 40_000;

    private MomentsAlgebra() {}

    static Moments merge(Moments a, Moments b) {
        return combined(a, b, a.accumulated(), union(a, b), a.rows() + b.rows(), BigDecimal::add);
    }

    static Moments remove(Moments from, Moments gone) {
        List<Term> union = union(from, gone);
        long rows = from.rows() - gone.rows();
        Moments rest = combined(from, gone, from.accumulated(), union, rows, BigDecimal::subtract);
        refuseImpossible(rest);
        List<Term> met = union.stream()
                .filter(term ->
                        !rest.isLevel(term) || rest.sumOfProducts(term, term).signum() != 0)
                .toList();
        return chosen(rest, rest.accumulated(), met);
    }

    static Moments select(Moments moments, List<Term> chosen) {
        Set<Term> accumulated = new LinkedHashSet<>();
        accumulated.add(Term.CONSTANT);
        for (Term term : chosen) {
            if (!moments.accumulated().contains(term) && !moments.isLevel(term)) {
                throw missing(moments, term);
            }
            accumulated.add(term);
        }
        // A single level beside its whole factor is one of that factor's.
        accumulated.removeIf(term -> !term.equals(Term.shape(term)) && accumulated.contains(Term.shape(term)));
        Map<Term, List<Term>> levels = levels(List.of(moments));
        List<Term> terms = accumulated.stream()
                .flatMap(term -> isFactor(term) ? levels.getOrDefault(term, List.of()).stream() : Stream.of(term))
                .toList();
        return chosen(moments, accumulated, terms);
    }

    private static Moments chosen(Moments moments, Set<Term> accumulated, List<Term> terms) {
        return combined(moments, moments, accumulated, terms, moments.rows(), (sum, same) -> sum);
    }

    static MissingTermException missing(Moments moments, Term term) {
        return new MissingTermException(
                moments.accumulated().contains(term)
                        ? "'" + term.name() + "' stands for all its levels, which have moments each"
                        : "no moments of '" + term.name() + "'; there are those of " + moments.described());
    }

    /** Refuses columns of which there is nothing, neither among terms nor weights. */
    static void requireColumns(Moments moments, List<String> columns) {
        Set<String> known = new LinkedHashSet<>();
        Stream.concat(moments.accumulated().stream(), moments.weights().stream())
                .forEach(term -> {
                    known.addAll(term.columns());
                    known.addAll(term.factorColumns());
                });
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new MissingTermException("no column '" + column + "' to leave out; "
                        + Spelling.nearest(column, known)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                        + "there are moments of " + moments.described());
            }
        }
    }

    private static Moments combined(
            Moments a,
            Moments b,
            Set<Term> accumulated,
            List<Term> terms,
            long rows,
            BinaryOperator<BigDecimal> operation) {
        BigDecimal[] sums = new BigDecimal[pairs(terms.size())];
        int[] inA = terms.stream().mapToInt(a::index).toArray();
        int[] inB = terms.stream().mapToInt(b::index).toArray();
        int pair = 0;
        for (int i = 0; i < inA.length; i++) {
            for (int j = i; j < inA.length; j++) {
                sums[pair++] = lowest(operation.apply(a.product(inA[i], inA[j]), b.product(inB[i], inB[j])));
            }
        }
        BigDecimal logs = lowest(operation.apply(a.sumOfLogWeights(), b.sumOfLogWeights()));
        return new Moments(rows, accumulated, terms, sums, a.weights().orElse(null), logs);
    }

    /** How many pairs of terms there are, a term with itself included. */
    static int pairs(int terms) {
        if (terms > MOST_TERMS) {
            throw new TooManyTermsException(
                    "the levels of all factors are more than " + MOST_TERMS + " terms together");
        }
        return terms * (terms + 1) / 2;
    }

    private static BigDecimal lowest(BigDecimal sum) {
        return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }

    /** The terms of both, in the order of the first, levels in their own order. */
    private static List<Term> union(Moments a, Moments b) {
        if (!a.weights().equals(b.weights()) || !a.accumulated().equals(b.accumulated())) {
            throw new IllegalArgumentException(
                    "moments of " + a.described() + " and of " + b.described() + " do not merge");
        }
        Map<Term, List<Term>> levels = levels(List.of(a, b));
        return a.accumulated().stream()
                .flatMap(term -> isFactor(term) ? levels.getOrDefault(term, List.of()).stream() : Stream.of(term))
                .toList();
    }

    /** The levels met of each whole factor, and product of factors, in order. */
    private static Map<Term, List<Term>> levels(List<Moments> all) {
        Map<Term, Set<Term>> met = new HashMap<>();
        for (Moments moments : all) {
            for (Term term : moments.terms()) {
                if (moments.isLevel(term)) {
                    met.computeIfAbsent(Term.shape(term), shape -> new LinkedHashSet<>())
                            .add(term);
                }
            }
        }
        Map<Term, List<Term>> levels = new HashMap<>();
        met.forEach((shape, terms) ->
                levels.put(shape, terms.stream().sorted(LEVELS).toList()));
        return levels;
    }

    private static boolean isFactor(Term term) {
        return Term.categories(term).stream().anyMatch(Term.Factor.class::isInstance);
    }

    private static void refuseImpossible(Moments rest) {
        if (rest.rows() < 0) {
            throw new RowsNotContainedException("there are " + -rest.rows()
                    + " more rows to remove than there are rows: these rows were never added");
        }
        if (rest.rows() == 0 ? hasSums(rest) : rest.totalWeight().signum() <= 0) {
            throw new RowsNotContainedException("what is left would have "
                    + (rest.rows() == 0 ? "sums without any row" : rest.rows() + " rows of no weight")
                    + ": these rows were never added");
        }
        for (Term a : rest.terms()) {
            if (rest.sumOfProducts(a, a).signum() < 0) {
                throw impossible(a, "negative");
            }
        }
        List<Term> terms = rest.terms();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j < i; j++) {
                BigDecimal product = rest.product(i, j);
                // With the constant this is a variance below zero.
                if (product.signum() != 0
                        && product.multiply(product)
                                        .compareTo(rest.product(i, i).multiply(rest.product(j, j)))
                                > 0) {
                    throw impossible(
                            terms.get(i),
                            "impossible beside that of '" + terms.get(j).name() + "'");
                }
            }
        }
        BigDecimal[][] products = new BigDecimal[terms.size()][terms.size()];
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                products[i][j] = rest.product(i, j);
            }
        }
        Semidefinite.impossibleRow(products).ifPresent(row -> {
            throw impossible(terms.get(row), "impossible beside the sums of the others");
        });
    }

    private static boolean hasSums(Moments moments) {
        return moments.sumOfLogWeights().signum() != 0
                || moments.terms().stream()
                        .anyMatch(term -> moments.sumOfProducts(term, term).signum() != 0);
    }

    private static RowsNotContainedException impossible(Term term, String what) {
        return new RowsNotContainedException("what is left would have a sum of squares of '" + term.name()
                + "' that is " + what + ": these rows were never added");
    }
}
