package dev.leastline.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A part of the right side of a formula, which stands for one term or several. */
sealed interface Expression {
    int MOST_TERMS = 5000;

    /** Products may be the same term again and again: so many are formed, and no more. */
    int MOST_PRODUCTS = 50_000;

    /** So deep may expressions be nested, for the stack's sake. */
    int MOST_DEPTH = 200;

    /** The terms, with columns in the place of the dot. */
    List<Term> terms(List<String> columns);

    boolean hasDot();

    /** The single terms named anywhere in it; a dot names none. */
    Stream<Term> named();

    /** The single terms named after a minus. */
    default Stream<Term> leftOut() {
        return Stream.empty();
    }

    /** How deep parts are nested in parts. */
    default int depth() {
        return 0;
    }

    record Single(Term term) implements Expression {
        @Override
        public List<Term> terms(List<String> columns) {
            return List.of(term);
        }

        @Override
        public Stream<Term> named() {
            return Stream.of(term);
        }

        @Override
        public boolean hasDot() {
            return false;
        }

        @Override
        public String toString() {
            return term.equals(Term.CONSTANT) ? "1" : term.name();
        }
    }

    record Dot() implements Expression {
        @Override
        public List<Term> terms(List<String> columns) {
            return columns.stream().map(Term::column).toList();
        }

        @Override
        public Stream<Term> named() {
            return Stream.empty();
        }

        @Override
        public boolean hasDot() {
            return true;
        }

        @Override
        public String toString() {
            return ".";
        }
    }

    /** A signed part of a sum. */
    record Signed(boolean added, Expression expression) {
        Stream<Term> leftOut() {
            return added ? expression.leftOut() : expression.named();
        }
    }

    /** Terms added, and taken away again, from left to right. */
    record Sum(List<Signed> parts) implements Expression {
        @Override
        public List<Term> terms(List<String> columns) {
            Set<Term> chosen = new LinkedHashSet<>();
            for (Signed part : parts) {
                List<Term> named = part.expression.terms(columns);
                if (part.added) {
                    chosen.addAll(named);
                } else {
                    named.forEach(chosen::remove);
                }
            }
            return List.copyOf(chosen);
        }

        @Override
        public Stream<Term> named() {
            return parts.stream().flatMap(part -> part.expression.named());
        }

        @Override
        public Stream<Term> leftOut() {
            return parts.stream().flatMap(Signed::leftOut);
        }

        @Override
        public boolean hasDot() {
            return parts.stream().anyMatch(part -> part.expression.hasDot());
        }

        @Override
        public int depth() {
            return 1
                    + parts.stream()
                            .mapToInt(part -> part.expression.depth())
                            .max()
                            .orElse(0);
        }

        @Override
        public String toString() {
            return "(" + text(parts).strip() + ")";
        }

        static String text(List<Signed> parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.size(); i++) {
                boolean added = parts.get(i).added;
                text.append(added ? (i == 0 ? " " : " + ") : (i == 0 ? " -" : " - "));
                text.append(parts.get(i).expression);
            }
            return text.toString();
        }
    }

    /** {@code a:b}, and with the parts themselves {@code a*b}. */
    record Crossed(Expression left, Expression right, boolean withParts) implements Expression {
        @Override
        public List<Term> terms(List<String> columns) {
            List<Term> lefts = left.terms(columns);
            List<Term> rights = right.terms(columns);
            Set<Term> crossed = new LinkedHashSet<>();
            refuseTooMany(crossed, (long) lefts.size() * rights.size());
            if (withParts) {
                crossed.addAll(lefts);
                crossed.addAll(rights);
            }
            for (Term a : lefts) {
                for (Term b : rights) {
                    crossed.add(Term.product(a, b));
                    refuseTooMany(crossed, 0);
                }
            }
            return List.copyOf(crossed);
        }

        @Override
        public Stream<Term> named() {
            return Stream.concat(left.named(), right.named());
        }

        @Override
        public Stream<Term> leftOut() {
            return Stream.concat(left.leftOut(), right.leftOut());
        }

        @Override
        public boolean hasDot() {
            return left.hasDot() || right.hasDot();
        }

        @Override
        public int depth() {
            return 1 + Math.max(left.depth(), right.depth());
        }

        @Override
        public String toString() {
            return left + (withParts ? "*" : ":") + right;
        }
    }

    /** {@code (a + b + c)^k}: all products of up to k different terms, those of fewer first. */
    record CrossedPower(Sum sum, int exponent) implements Expression {
        @Override
        public List<Term> terms(List<String> columns) {
            List<Term> terms = sum.terms(columns);
            Set<Term> crossed = new LinkedHashSet<>();
            int[] formed = {0};
            for (int order = 1; order <= Math.min(exponent, terms.size()); order++) {
                addProducts(crossed, terms, 0, order, new ArrayList<>(), formed);
            }
            return List.copyOf(crossed);
        }

        private static void addProducts(
                Set<Term> products, List<Term> terms, int from, int order, List<Term> chosen, int[] formed) {
            if (order == 0) {
                products.add(Term.product(chosen));
                refuseTooMany(products, ++formed[0]);
                return;
            }
            for (int i = from; i <= terms.size() - order; i++) {
                chosen.add(terms.get(i));
                addProducts(products, terms, i + 1, order - 1, chosen, formed);
                chosen.remove(chosen.size() - 1);
            }
        }

        @Override
        public Stream<Term> named() {
            return sum.named();
        }

        @Override
        public Stream<Term> leftOut() {
            return sum.leftOut();
        }

        @Override
        public boolean hasDot() {
            return sum.hasDot();
        }

        @Override
        public int depth() {
            return 1 + sum.depth();
        }

        @Override
        public String toString() {
            return sum + "^" + exponent;
        }
    }

    /** The columns of terms, numbers and factors, each once. */
    static List<String> columns(Stream<Term> terms) {
        return terms.flatMap(term -> Stream.concat(term.columns().stream(), term.factorColumns().stream()))
                .distinct()
                .toList();
    }

    private static void refuseTooMany(Set<Term> terms, long products) {
        if (products > MOST_PRODUCTS) {
            throw new IllegalArgumentException("the formula stands for more than " + MOST_PRODUCTS + " products");
        }
        if (terms.size() > MOST_TERMS) {
            throw new IllegalArgumentException("the formula stands for more than " + MOST_TERMS + " terms");
        }
    }
}
