package dev.leastline.formula;

import java.util.ArrayList;
import java.util.List;

/** Reads the grammar that {@link Formula} documents, from left to right, one method for each of its rules. */
final class FormulaParser {
    private final String text;
    private int at;

    FormulaParser(String text) {
        this.text = text;
    }

    static boolean isPlainName(String name) {
        return !name.isEmpty()
                && name.codePoints().allMatch(FormulaParser::isNamePart)
                && !name.equals(".")
                && !isNumber(name);
    }

    Formula parse() {
        Term response = response();
        List<Formula.Part> parts = new ArrayList<>();
        boolean added = true;
        skipBlanks();
        if (at < text.length() && isSign(text.charAt(at))) {
            added = text.charAt(at++) == '+';
        }
        while (true) {
            parts.add(part(added, response));
            skipBlanks();
            if (at == text.length()) {
                break;
            }
            if (!isSign(text.charAt(at))) {
                throw fault(at, unexpected() + "; expected '+', '-' or the end");
            }
            added = text.charAt(at++) == '+';
        }
        Formula formula = new Formula(response, parts, List.of());
        if (!formula.hasDot() && formula.terms().isEmpty()) {
            throw fault(text.length(), "no term is left on the right side");
        }
        return formula;
    }

    private Term response() {
        skipBlanks();
        int start = at;
        if (at < text.length() && text.charAt(at) == '~') {
            throw fault(at, "the response is missing before '~'");
        }
        String token = token("the response, a column name");
        if (token.charAt(0) != '`' && (isNumber(token) || token.equals("."))) {
            throw fault(start, "the response must be a column, not '" + token + "'");
        }
        skipBlanks();
        if (at == text.length() || text.charAt(at) != '~') {
            throw fault(at, at == text.length() ? "expected '~' and the terms" : unexpected() + "; expected '~'");
        }
        at++;
        return column(token);
    }

    private Formula.Part part(boolean added, Term response) {
        skipBlanks();
        int start = at;
        String token = token("a term");
        if (token.equals(".")) {
            return new Formula.Part(added, null);
        }
        if (token.charAt(0) != '`' && isNumber(token)) {
            return switch (token) {
                case "1" -> new Formula.Part(added, Term.CONSTANT);
                case "0" -> new Formula.Part(!added, Term.CONSTANT);
                default ->
                    throw fault(
                            start,
                            "'" + token
                                    + "' is a number; only 1 and 0 have a meaning here (a column of that name goes in backticks)");
            };
        }
        Term term = column(token);
        if (term.equals(response)) {
            throw fault(start, "the response '" + term.name() + "' cannot explain itself");
        }
        return new Formula.Part(added, term);
    }

    /** The next name, number, dot or backquoted name; a backquoted one keeps its opening backtick as a mark. */
    private String token(String expected) {
        skipBlanks();
        int start = at;
        if (at < text.length() && text.charAt(at) == '`') {
            return backquoted();
        }
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at == start) {
            throw fault(at, at == text.length() ? expected + " is missing" : unexpected() + "; expected " + expected);
        }
        return text.substring(start, at);
    }

    private String backquoted() {
        int opening = at++;
        StringBuilder name = new StringBuilder("`");
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '`') {
                name.append(c);
            } else if (at < text.length() && text.charAt(at) == '`') {
                name.append(text.charAt(at++));
            } else if (name.length() == 1) {
                throw fault(opening, "the name between the backticks is empty");
            } else {
                return name.toString();
            }
        }
        throw fault(opening, "this backtick is never closed");
    }

    private static Term column(String token) {
        return Term.column(token.charAt(0) == '`' ? token.substring(1) : token);
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

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
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
