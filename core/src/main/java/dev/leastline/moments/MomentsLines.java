package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes moments from the lines of a {@link MomentsFile}, its checksum being right; refuses what no rows can have made. */
final class MomentsLines {
    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_DIGITS = 1_000_000;

    private final List<String> lines;
    private int at;

    /** For all lines but the checksum; the first is right. */
    MomentsLines(List<String> lines) {
        this.lines = lines;
    }

    Moments moments() {
        at = 1;
        long rows = count("rows ");
        Optional<Term> weights = Optional.empty();
        BigDecimal logWeights = BigDecimal.ZERO;
        if (at < lines.size() && lines.get(at).startsWith("weights ")) {
            weights = Optional.of(weights(next("weights ")));
            logWeights = number(next("log-weights "));
            if (rows == 0 && logWeights.signum() != 0) {
                throw malformedBefore("0, as there are no rows");
            }
        }
        Set<Term> accumulated = accumulated();
        Map<Term, List<Term>> levels =
                accumulated.stream().anyMatch(MomentsFile::isFactor) ? levels(accumulated) : Map.of();
        List<Term> terms = new ArrayList<>();
        for (Term term : accumulated) {
            terms.addAll(MomentsFile.isFactor(term) ? levels.getOrDefault(term, List.of()) : List.of(term));
        }
        List<BigDecimal> products = products(terms, accumulated, rows, weights.isPresent());
        if (at != lines.size()) {
            throw malformed("the checksum");
        }
        return new Moments(
                rows, accumulated, terms, products.toArray(BigDecimal[]::new), weights.orElse(null), logWeights);
    }

    private Set<Term> accumulated() {
        long size = count("terms ");
        Set<Term> accumulated = new LinkedHashSet<>(List.of(Term.CONSTANT));
        Set<Term> shapesOfLevels = new LinkedHashSet<>();
        for (long i = 0; i < size; i++) {
            Term term = term(next(""));
            boolean isLevel = !term.factorColumns().isEmpty() && areLevels(term);
            if (!isLevel && !term.equals(Term.shape(term))) {
                throw malformedBefore("the name of a term");
            }
            if (!accumulated.add(term)) {
                throw malformedBefore("another term: this one is there already");
            }
            if (isLevel) {
                shapesOfLevels.add(Term.shape(term));
            }
            if (isLevel ? accumulated.contains(Term.shape(term)) : shapesOfLevels.contains(term)) {
                throw malformedBefore("either a factor as a whole or single levels of it");
            }
        }
        return accumulated;
    }

    private static boolean areLevels(Term term) {
        return Term.categories(term).stream().allMatch(Term.Level.class::isInstance);
    }

    /** The levels met of each factor, in the one order in which they are written. */
    private Map<Term, List<Term>> levels(Set<Term> accumulated) {
        long size = count("levels ");
        Map<Term, Integer> order = new HashMap<>();
        accumulated.forEach(term -> order.put(term, order.size()));
        Map<Term, List<Term>> levels = new HashMap<>();
        Term before = Term.CONSTANT;
        for (long i = 0; i < size; i++) {
            Term level = term(next(""));
            Term factor = Term.shape(level);
            boolean isLevel =
                    areLevels(level) && level.parts().size() == factor.parts().size();
            if (!isLevel || !MomentsFile.isFactor(factor) || !accumulated.contains(factor)) {
                throw malformedBefore("a level of one of the factors");
            }
            int moved = Integer.compare(order.getOrDefault(factor, 0), order.getOrDefault(Term.shape(before), 0));
            if (moved < 0 || (moved == 0 && MomentsAlgebra.LEVELS.compare(before, level) >= 0)) {
                throw malformedBefore("the levels in their order, each once");
            }
            levels.computeIfAbsent(factor, all -> new ArrayList<>()).add(level);
            before = level;
        }
        return levels;
    }

    private List<BigDecimal> products(List<Term> terms, Set<Term> accumulated, long rows, boolean weighted) {
        List<BigDecimal> products = new ArrayList<>(); // grows with the lines, not with what they promise
        ExclusiveLevels exclusive = new ExclusiveLevels(terms);
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                if (exclusive.exclude(i, j)) {
                    products.add(BigDecimal.ZERO);
                    continue;
                }
                BigDecimal sum = number(next(MomentsFile.label(terms.get(i), terms.get(j)) + " "));
                if (j == 0 && !weighted && sum.compareTo(BigDecimal.valueOf(rows)) != 0) {
                    throw malformedBefore("the number of rows, " + rows);
                }
                if (i == j && sum.signum() < 0) {
                    throw malformedBefore(
                            j == 0
                                    ? "a sum of weights, which is not below zero"
                                    : "a sum of squares, which is not below zero");
                }
                if (rows == 0 && sum.signum() != 0) {
                    throw malformedBefore("0, as there are no rows");
                }
                if (j == 0 && rows > 0 && sum.signum() == 0) {
                    throw malformedBefore("a sum of weights, which is zero only if there are no rows");
                }
                if (i == j && sum.signum() == 0 && !accumulated.contains(terms.get(i))) {
                    throw malformedBefore("a sum above zero: levels that no row has are left out");
                }
                products.add(sum);
            }
        }
        return products;
    }

    private String next(String beginning) {
        if (at >= lines.size() || !lines.get(at).startsWith(beginning)) {
            throw malformed(beginning.isEmpty() ? "the name of a term" : "'" + shown(beginning.strip()) + " ...'");
        }
        return lines.get(at++).substring(beginning.length());
    }

    private MomentsFormatException malformed(String expected) {
        return new MomentsFormatException(
                at + 1L, "found '" + (at < lines.size() ? shown(lines.get(at)) : "") + "', expected " + expected);
    }

    private MomentsFormatException malformedBefore(String expected) {
        at--;
        return malformed(expected);
    }

    private static String shown(String line) {
        String visible = line.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0085\\u2028\\u2029]", " ");
        return visible.codePointCount(0, visible.length()) <= LONGEST_SHOWN
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_SHOWN - 3)) + "...";
    }

    private long count(String beginning) {
        BigDecimal number = number(next(beginning));
        try {
            long count = number.longValueExact();
            if (count >= 0) {
                return count;
            }
        } catch (ArithmeticException notWhole) {
            // Said below.
        }
        throw malformedBefore("a number of " + beginning.strip());
    }

    private BigDecimal number(String text) {
        try {
            BigDecimal number = text.length() > MOST_DIGITS ? BigDecimal.ONE : new BigDecimal(text);
            if (text.length() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS) {
                return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw malformedBefore("a number");
    }

    private Term weights(String text) {
        Term term = text.equals(Term.CONSTANT.name()) ? Term.CONSTANT : term(text);
        if (!term.factorColumns().isEmpty()) {
            throw malformedBefore("weights, which are numbers");
        }
        return term;
    }

    /** A term by the one name that it has; it is made of named columns, and not the constant. */
    private Term term(String text) {
        try {
            Term term = Term.parse(unescaped(text));
            boolean nameless =
                    term.columns().contains("") || term.factorColumns().contains("");
            if (!nameless
                    && !term.equals(Term.CONSTANT)
                    && MomentsFile.escaped(term.name()).equals(text)) {
                return term;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw malformedBefore("the name of a term");
    }

    private static String unescaped(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                name.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
