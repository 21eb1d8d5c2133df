package dev.leastline.formula;

import dev.leastline.formula.Expression.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the grammar that {@link Formula} documents, from left to right, one method for each of its rules. */
final class FormulaParser {
    private static final String NAME_IN_BACKTICKS = " (a column of that name goes in backticks)";
    private static final int MOST_PARENTHESES = 100;

    private final FormulaReader reader;
    private @Nullable Term response;
    private int open;

    FormulaParser(String text) {
        this.reader = new FormulaReader(text);
    }

    Formula parse() {
        Term explained = response();
        response = explained;
        List<Signed> parts = sum(true);
        if (!reader.atEnd()) {
            throw reader.fault(reader.position(), reader.unexpected() + "; expected '+', '-' or the end");
        }
        Formula formula;
        try {
            formula = new Formula(explained, parts, List.of());
        } catch (IllegalArgumentException e) {
            throw reader.faultAtEnd(String.valueOf(e.getMessage()));
        }
        if (!formula.hasDot() && formula.terms().isEmpty()) {
            throw reader.faultAtEnd("no term is left on the right side");
        }
        return formula;
    }

    Term parseTerm() {
        int start = reader.position();
        if (reader.next('(') && reader.word().equals("Intercept") && reader.next(')') && reader.atEnd()) {
            return Term.CONSTANT;
        }
        reader.back(start);
        Expression expression = interaction();
        List<Term> terms = termsOf(expression, start);
        if (!reader.atEnd() || expression.hasDot() || terms.size() != 1) {
            throw reader.fault(reader.position(), "expected just one term");
        }
        return terms.get(0);
    }

    TermList parseList(String text) {
        List<Expression> entries = new ArrayList<>();
        do {
            int start = reader.position();
            Expression entry = product();
            termsOf(entry, start);
            entries.add(entry);
        } while (reader.next(','));
        if (!reader.atEnd()) {
            throw reader.fault(reader.position(), reader.unexpected() + "; expected ',' or the end");
        }
        return new TermList(text, entries);
    }

    private Term response() {
        int start = reader.position();
        if (reader.sees('~')) {
            throw reader.fault(start, "the response is missing before '~'");
        }
        String word = reader.word();
        if (word.equals(".") || FormulaReader.isNumber(word)) {
            throw reader.fault(start, "the response must be a column, not '" + word + "'");
        }
        reader.back(start);
        Expression left = power("the response, a column name");
        if (!reader.next('~')) {
            throw reader.fault(
                    reader.position(),
                    reader.atEnd() ? "expected '~' and the terms" : reader.unexpected() + "; expected '~'");
        }
        if (!(left instanceof Expression.Single single)
                || !single.term().factorColumns().isEmpty()
                || single.term() instanceof Term.Product) {
            throw reader.fault(
                    start, "the response must be a column, its power, or log, log10, exp or sqrt of a column");
        }
        return single.term();
    }

    /** Signed parts; only at the top may 1 and 0 be among them. */
    private List<Signed> sum(boolean top) {
        List<Signed> parts = new ArrayList<>();
        boolean added = !reader.next('-');
        if (added) {
            reader.next('+');
        }
        while (true) {
            parts.add(part(added, top));
            if (reader.next('+')) {
                added = true;
            } else if (reader.next('-')) {
                added = false;
            } else {
                return parts;
            }
        }
    }

    private Signed part(boolean added, boolean top) {
        int start = reader.position();
        String word = reader.word();
        if (top && (word.equals("1") || word.equals("0"))) {
            if (reader.sees('*') || reader.sees(':') || reader.sees('^')) {
                throw reader.fault(reader.position(), "1 and 0 stand alone, for the intercept");
            }
            return new Signed(added == word.equals("1"), new Expression.Single(Term.CONSTANT));
        }
        reader.back(start);
        Expression product = product();
        if (response != null && termsOf(product, start).contains(response)) {
            throw reader.fault(start, "the response '" + response.name() + "' cannot explain itself");
        }
        return new Signed(added, product);
    }

    private List<Term> termsOf(Expression expression, int start) {
        try {
            return expression.terms(List.of());
        } catch (IllegalArgumentException e) {
            throw reader.fault(start, String.valueOf(e.getMessage()));
        }
    }

    private Expression product() {
        int start = reader.position();
        Expression product = interaction();
        while (reader.next('*')) {
            product = crossed(start, product, interaction(), true);
        }
        return product;
    }

    private Expression interaction() {
        int start = reader.position();
        Expression product = power("a term");
        while (reader.next(':')) {
            product = crossed(start, product, power("a term"), false);
        }
        return product;
    }

    private Expression crossed(int start, Expression left, Expression right, boolean withParts) {
        Expression crossed = new Expression.Crossed(left, right, withParts);
        if (crossed.depth() > Expression.MOST_DEPTH) {
            throw reader.fault(start, "a product of more than " + Expression.MOST_DEPTH + " factors");
        }
        return crossed;
    }

    private Expression power(String expected) {
        int start = reader.position();
        Expression base = atom(expected);
        if (!reader.next('^')) {
            return base;
        }
        if (reader.sees('^')) {
            throw reader.fault(reader.position(), reader.unexpected() + "; expected a whole number");
        }
        int exponentAt = reader.position();
        int exponent = wholeNumber(base instanceof Expression.Sum ? 1 : 2);
        if (base instanceof Expression.Sum sum) {
            List<Term> terms = termsOf(sum, start);
            if (!sum.hasDot() && terms.size() == 1) {
                String name = terms.get(0).name();
                throw reader.fault(
                        start,
                        hasPowers(terms.get(0)) && exponent > 1
                                ? "a power of one term goes without parentheses: " + name + "^" + exponent
                                : "a power of a sum needs two terms, here is only '" + name + "'");
            }
            return new Expression.CrossedPower(sum, exponent);
        }
        if (base instanceof Expression.Dot) {
            throw reader.fault(exponentAt, "all pairs of columns are written (.)^2");
        }
        Term term = ((Expression.Single) base).term();
        if (!hasPowers(term)) {
            throw reader.fault(start, "a power is of a column or of a function of one, not of '" + term.name() + "'");
        }
        return new Expression.Single(new Term.Power(term, exponent));
    }

    private static boolean hasPowers(Term term) {
        return term instanceof Term.Column || term instanceof Term.Applied;
    }

    private int wholeNumber(int least) {
        int start = reader.position();
        String word = reader.word();
        if (!isSmallNumber(word) || Integer.parseInt(word) < least || Integer.parseInt(word) > Term.MAX_EXPONENT) {
            throw reader.fault(
                    start,
                    (word.isEmpty() ? "an exponent is missing" : "the exponent is '" + word + "'")
                            + "; expected a whole number from " + least + " to " + Term.MAX_EXPONENT);
        }
        return Integer.parseInt(word);
    }

    private static boolean isSmallNumber(String word) {
        return !word.isEmpty() && word.length() <= 3 && DecimalDigits.run(word, 0) == word.length();
    }

    private Expression atom(String expected) {
        int start = reader.position();
        if (reader.sees('`')) {
            return single(Term.column(backquoted()));
        }
        if (reader.next('(')) {
            if (++open > MOST_PARENTHESES) {
                throw reader.fault(start, "more than " + MOST_PARENTHESES + " parentheses in each other");
            }
            Expression.Sum sum = new Expression.Sum(sum(false));
            reader.expect(')');
            open--;
            return sum;
        }
        String word = reader.word();
        if (word.isEmpty()) {
            throw reader.missing(expected);
        }
        if (word.equals(".")) {
            return new Expression.Dot();
        }
        if (FormulaReader.isNumber(word)) {
            throw reader.fault(
                    start,
                    "'" + word + "' is a number; only 1 and 0 have a meaning here, outside of parentheses and products"
                            + NAME_IN_BACKTICKS);
        }
        return reader.next('(') ? call(word, start) : single(Term.column(word));
    }

    private static Expression single(Term term) {
        return new Expression.Single(term);
    }

    private Expression call(String function, int start) {
        if (function.equals("C")) {
            return single(factor());
        }
        if (function.equals("I")) {
            return single(asIs(start));
        }
        for (ColumnFunction known : ColumnFunction.values()) {
            if (known.text().equals(function)) {
                String column = column("a column, of which " + function + " is taken");
                reader.expect(')');
                return single(new Term.Applied(known, column));
            }
        }
        throw reader.fault(
                start, "there is no function '" + function + "'; there are log, log10, exp, sqrt, C (a factor) and I");
    }

    private Term factor() {
        String column = column("the column of the factor");
        String base = null;
        if (reader.next(',')) {
            int start = reader.position();
            if (!reader.word().toLowerCase(Locale.ROOT).equals("base") || !reader.next('=')) {
                throw reader.fault(start, "expected base = \"level\"");
            }
            base = level();
        }
        reader.expect(')');
        if (base != null || !reader.next('[')) {
            return new Term.Factor(column, Optional.ofNullable(base));
        }
        String level = level();
        reader.expect(']');
        return new Term.Level(column, level);
    }

    /** A level, in quotes or, if it is like a name or a number, without. */
    private String level() {
        if (reader.sees('"') || reader.sees('\'')) {
            return reader.quoted("this quote is never closed");
        }
        String word = reader.word();
        if (word.isEmpty()) {
            throw reader.fault(reader.position(), "a level is missing; expected a text in quotes");
        }
        return word;
    }

    /** What R writes I(x^2): powers and products of columns as they are. */
    private Term asIs(int opening) {
        if (++open > MOST_PARENTHESES) {
            throw reader.fault(opening, "more than " + MOST_PARENTHESES + " parentheses in each other");
        }
        List<Term> factors = new ArrayList<>();
        do {
            int start = reader.position();
            Expression factor = power("a power or a product of columns");
            if (!(factor instanceof Expression.Single single)
                    || !single.term().factorColumns().isEmpty()) {
                throw reader.fault(start, "I() takes powers and products of columns, such as I(x^2) or I(a * b)");
            }
            factors.add(single.term());
        } while (reader.next('*'));
        if (!reader.next(')')) {
            throw reader.fault(
                    reader.position(),
                    reader.atEnd()
                            ? "expected ')'"
                            : reader.unexpected()
                                    + "; I() takes powers and products of columns, such as I(x^2) or I(a * b)");
        }
        open--;
        try {
            return TermProducts.multiplied(factors);
        } catch (IllegalArgumentException e) {
            throw reader.fault(opening, String.valueOf(e.getMessage()));
        }
    }

    private String column(String expected) {
        if (reader.sees('`')) {
            return backquoted();
        }
        int start = reader.position();
        String word = reader.word();
        if (word.isEmpty()) {
            throw reader.missing(expected);
        }
        if (!FormulaReader.isPlainName(word)) {
            throw reader.fault(start, "'" + word + "' is no column's name" + NAME_IN_BACKTICKS);
        }
        return word;
    }

    private String backquoted() {
        int opening = reader.position();
        String name = reader.quoted("this backtick is never closed");
        if (name.isEmpty()) {
            throw reader.fault(opening, "the name between the backticks is empty");
        }
        return name;
    }
}
