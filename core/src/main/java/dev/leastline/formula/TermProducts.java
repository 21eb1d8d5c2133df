package dev.leastline.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts products of terms into their canonical form: numbers first, then factors, each in alphabetical order. */
final class TermProducts {
    private TermProducts() {}

    /** As formulas cross terms: a part that appears in several of them counts once. */
    static Term crossed(Collection<Term> terms) {
        Set<Term> parts = new LinkedHashSet<>();
        terms.forEach(term -> parts.addAll(term.parts()));
        return ofParts(parts);
    }

    /** As numbers are multiplied: x times x is x^2. */
    static Term multiplied(Collection<Term> terms) {
        List<Term> parts = new ArrayList<>();
        terms.forEach(term -> parts.addAll(term.parts()));
        return ofParts(parts);
    }

    static Term numeric(Term term) {
        return ofParts(term.parts().stream()
                .filter(part -> part.factorColumns().isEmpty())
                .toList());
    }

    static Term shape(Term term) {
        return crossed(term.parts().stream()
                .map(part -> part.factorColumns().isEmpty()
                        ? part
                        : new Term.Factor(part.factorColumns().get(0), Optional.empty()))
                .toList());
    }

    private static Term ofParts(Collection<Term> parts) {
        List<Term> sorted = canonical(parts);
        return switch (sorted.size()) {
            case 0 -> Term.CONSTANT;
            case 1 -> sorted.get(0);
            default -> new Term.Product(sorted);
        };
    }

    /** The parts of their product, in order, with one power of each base. */
    static List<Term> canonical(Collection<Term> parts) {
        TreeMap<String, Term> bases = new TreeMap<>();
        TreeMap<String, Integer> exponents = new TreeMap<>();
        TreeMap<String, Term> categories = new TreeMap<>();
        for (Term part : parts) {
            if (!part.factorColumns().isEmpty()) {
                categories.put(part.name(), part);
            } else if (!part.equals(Term.CONSTANT)) {
                Term base = part instanceof Term.Power power ? power.base() : part;
                bases.put(base.name(), base);
                exponents.merge(base.name(), part instanceof Term.Power power ? power.exponent() : 1, Integer::sum);
            }
        }
        List<Term> sorted = new ArrayList<>();
        bases.forEach((name, base) -> sorted.add(power(base, exponents.getOrDefault(name, 1))));
        sorted.addAll(categories.values());
        return List.copyOf(sorted);
    }

    private static Term power(Term base, int exponent) {
        return exponent == 1 ? base : new Term.Power(base, exponent);
    }
}
