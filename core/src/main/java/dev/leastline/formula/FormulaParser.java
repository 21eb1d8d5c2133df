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

    private final String text;
    private int at;
    private @Nullable Term response;

    FormulaParser(String text) {
        this.text = text;
    }

    static boolean isPlainName(String name) {
        return isNameText(name) && !name.equals(".") && !isNumber(name);
    }

    /** Whether a text is all letters, digits, "_" and ".", numbers among them. */
    static boolean isNameText(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(FormulaParser::isNamePart);
    }

    /** A text in quotes, those in it doubled. */
    static String text(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    Formula parse() {
        Term explained = response();
        response = explained;
        List<Signed> parts = sum(true);
        if (at < text.length()) {
            throw fault(at, unexpected() + "; expected '+', '-' or the end");
        }
        Formula formula;
        try {
            formula = new Formula(explained, parts, List.of());
        } catch (IllegalArgumentException e) {
            throw fault(text.length(), String.valueOf(e.getMessage()));
        }
        if (!formula.hasDot() && formula.terms().isEmpty()) {
            throw fault(text.length(), "no term is left on the right side");
        }
        return formula;
    }

    Term parseTerm() {
        Expression expression = power();
        while (next(':')) {
            expression = new Expression.Crossed(expression, power(), false);
        }
        List<Term> terms = expression.terms(List.of());
        if (peek() != 0 || expression.hasDot() || terms.size() != 1) {
            throw fault(at, "expected just one term");
        }
        return terms.get(0);
    }

    TermList parseList() {
        List<Expression> entries = new ArrayList<>();
        do {
            entries.add(product());
        } while (next(','));
        if (peek() != 0) {
            throw fault(at, unexpected() + "; expected ',' or the end");
        }
        return new TermList(entries);
    }

    private Term response() {
        skipBlanks();
        int start = at;
        if (peek() == '~') {
            throw fault(at, "the response is missing before '~'");
        }
        if (peek() != '`') {
            refuseNumberAsResponse(start);
        }
        Expression left = power("the response, a column name");
        if (peek() != '~') {
            throw fault(at, at == text.length() ? "expected '~' and the terms" : unexpected() + "; expected '~'");
        }
        at++;
        if (!(left instanceof Expression.Single single)
                || !single.term().factorColumns().isEmpty()
                || single.term() instanceof Term.Product) {
            throw fault(start, "the response must be a column, its power, or log, log10, exp or sqrt of a column");
        }
        return single.term();
    }

    private void refuseNumberAsResponse(int start) {
        String word = word();
        if (word.equals(".") || isNumber(word)) {
            throw fault(start, "the response must be a column, not '" + word + "'");
        }
        at = start;
    }

    /** Signed parts; only at the top may 1 and 0 be among them. */
    private List<Signed> sum(boolean top) {
        List<Signed> parts = new ArrayList<>();
        boolean added = true;
        if (peek() == '+' || peek() == '-') {
            added = text.charAt(at++) == '+';
        }
        while (true) {
            parts.add(part(added, top));
            if (peek() != '+' && peek() != '-') {
                return parts;
            }
            added = text.charAt(at++) == '+';
        }
    }

    private Signed part(boolean added, boolean top) {
        skipBlanks();
        int start = at;
        String word = word();
        if (top && (word.equals("1") || word.equals("0"))) {
            if (peek() == '*' || peek() == ':' || peek() == '^') {
                throw fault(at, "1 and 0 stand alone, for the intercept");
            }
            return new Signed(added == word.equals("1"), new Expression.Single(Term.CONSTANT));
        }
        at = start;
        Expression product = product();
        try {
            if (response != null && product.terms(List.of()).contains(response)) {
                throw fault(start, "the response '" + response.name() + "' cannot explain itself");
            }
        } catch (FormulaException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw fault(start, String.valueOf(e.getMessage()));
        }
        return new Signed(added, product);
    }

    private Expression product() {
        Expression product = interaction();
        while (next('*')) {
            product = new Expression.Crossed(product, interaction(), true);
        }
        return product;
    }

    private Expression interaction() {
        Expression product = power();
        while (next(':')) {
            product = new Expression.Crossed(product, power(), false);
        }
        return product;
    }

    private Expression power() {
        return power("a term");
    }

    private Expression power(String expected) {
        skipBlanks();
        int start = at;
        Expression base = atom(expected);
        if (!next('^')) {
            return base;
        }
        if (peek() == '^') {
            throw fault(at, unexpected() + "; expected a whole number");
        }
        int exponentAt = at;
        int exponent = wholeNumber(base instanceof Expression.Sum ? 1 : 2);
        if (base instanceof Expression.Sum sum) {
            if (!sum.hasDot() && sum.terms(List.of()).size() == 1) {
                throw fault(
                        start,
                        "a power of one term goes without parentheses: "
                                + sum.terms(List.of()).get(0).name() + "^" + exponent);
            }
            return new Expression.CrossedPower(sum, exponent);
        }
        if (base instanceof Expression.Dot) {
            throw fault(exponentAt, "all pairs of columns are written (.)^2");
        }
        Term term = ((Expression.Single) base).term();
        if (!(term instanceof Term.Column || term instanceof Term.Applied)) {
            throw fault(start, "a power is of a column or of a function of one, not of '" + term.name() + "'");
        }
        return new Expression.Single(new Term.Power(term, exponent));
    }

    private int wholeNumber(int least) {
        skipBlanks();
        int start = at;
        String word = word();
        if (!word.matches("[0-9]{1,3}")
                || Integer.parseInt(word) < least
                || Integer.parseInt(word) > Term.MAX_EXPONENT) {
            throw fault(
                    start,
                    (word.isEmpty() ? "an exponent is missing" : "the exponent is '" + word + "'")
                            + "; expected a whole number from " + least + " to " + Term.MAX_EXPONENT);
        }
        return Integer.parseInt(word);
    }

    private Expression atom(String expected) {
        skipBlanks();
        int start = at;
        if (peek() == '`') {
            return single(Term.column(backquoted()));
        }
        if (next('(')) {
            Expression.Sum sum = new Expression.Sum(sum(false));
            expect(')');
            return sum;
        }
        String word = word();
        if (word.isEmpty()) {
            throw fault(at, at == text.length() ? expected + " is missing" : unexpected() + "; expected " + expected);
        }
        if (word.equals(".")) {
            return new Expression.Dot();
        }
        if (isNumber(word)) {
            throw fault(
                    start,
                    "'" + word + "' is a number; only 1 and 0 have a meaning here, outside of parentheses and products"
                            + NAME_IN_BACKTICKS);
        }
        return next('(') ? call(word, start) : single(Term.column(word));
    }

    private static Expression single(Term term) {
        return new Expression.Single(term);
    }

    private Expression call(String function, int start) {
        if (function.equals("C")) {
            return single(factor());
        }
        if (function.equals("I")) {
            return single(asIs());
        }
        for (ColumnFunction known : ColumnFunction.values()) {
            if (known.text().equals(function)) {
                String column = column("a column, of which " + function + " is taken");
                expect(')');
                return single(new Term.Applied(known, column));
            }
        }
        throw fault(
                start, "there is no function '" + function + "'; there are log, log10, exp, sqrt, C (a factor) and I");
    }

    private Term factor() {
        String column = column("the column of the factor");
        String base = null;
        if (next(',')) {
            skipBlanks();
            int start = at;
            if (!word().toLowerCase(Locale.ROOT).equals("base") || !next('=')) {
                throw fault(start, "expected base = \"level\"");
            }
            base = level();
        }
        expect(')');
        if (base != null || !next('[')) {
            return new Term.Factor(column, Optional.ofNullable(base));
        }
        String level = level();
        expect(']');
        return new Term.Level(column, level);
    }

    /** A level, in quotes or, if it is like a name or a number, without. */
    private String level() {
        char quote = peek();
        int start = at;
        if (quote != '"' && quote != '\'') {
            String word = word();
            if (word.isEmpty()) {
                throw fault(at, "a level is missing; expected a text in quotes");
            }
            return word;
        }
        at++;
        StringBuilder level = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                level.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                level.append(text.charAt(at++));
            } else {
                return level.toString();
            }
        }
        throw fault(start, "this quote is never closed");
    }

    /** What R writes I(x^2): powers and products of columns as they are. */
    private Term asIs() {
        List<Term> terms = new ArrayList<>();
        do {
            skipBlanks();
            int start = at;
            Expression factor = power("a power or a product of columns");
            if (!(factor instanceof Expression.Single single)
                    || !single.term().factorColumns().isEmpty()) {
                throw fault(start, "I() takes powers and products of columns, such as I(x^2) or I(a * b)");
            }
            if (terms.contains(single.term())) {
                throw fault(start, "write a power instead: " + single.term().name() + "^2");
            }
            terms.add(single.term());
        } while (next('*'));
        if (peek() != ')') {
            throw fault(
                    at,
                    at == text.length()
                            ? "expected ')'"
                            : unexpected() + "; I() takes powers and products of columns, such as I(x^2) or I(a * b)");
        }
        at++;
        return Term.product(terms);
    }

    private String column(String expected) {
        skipBlanks();
        int start = at;
        if (peek() == '`') {
            return backquoted();
        }
        String word = word();
        if (!isPlainName(word)) {
            throw fault(
                    start,
                    word.isEmpty()
                            ? (at == text.length() ? expected + " is missing" : unexpected() + "; expected " + expected)
                            : "'" + word + "' is no column's name" + NAME_IN_BACKTICKS);
        }
        return word;
    }

    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    private String backquoted() {
        int opening = at++;
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '`') {
                name.append(c);
            } else if (at < text.length() && text.charAt(at) == '`') {
                name.append(text.charAt(at++));
            } else if (name.length() == 0) {
                throw fault(opening, "the name between the backticks is empty");
            } else {
                return name.toString();
            }
        }
        throw fault(opening, "this backtick is never closed");
    }

    private static boolean isNamePart(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || c == '_'
                || c == '.';
    }

    private static boolean isNumber(String token) {
        return token.matches("[0-9]+\\.?[0-9]*([eE][0-9]+)?|\\.[0-9]+([eE][0-9]+)?");
    }

    /** The next character that is not blank, 0 at the end. */
    private char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean next(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char expected) {
        if (!next(expected)) {
            throw fault(at, (at == text.length() ? "" : unexpected() + "; ") + "expected '" + expected + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String unexpected() {
        return "unexpected '" + Character.toString(text.codePointAt(at)) + "'";
    }

    private FormulaException fault(int position, String problem) {
        return new FormulaException(text, position, problem);
    }
}
