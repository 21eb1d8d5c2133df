package dev.leastline.formula;

/** The characters of a formula, read from left to right: blanks, single characters, words, and quoted texts. */
final class FormulaReader {
    private final String text;
    private int at;

    FormulaReader(String text) {
        this.text = text;
    }

    static boolean isPlainName(String name) {
        return isNameText(name) && !name.equals(".") && !isNumber(name);
    }

    /** Whether a text is all letters, digits, "_" and ".", numbers among them. */
    static boolean isNameText(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(FormulaReader::isNamePart);
    }

    static boolean isNumber(String word) {
        int end = DecimalDigits.number(word, 0, Integer.MAX_VALUE);
        if (end >= 0 && end + 1 < word.length() && (word.charAt(end) == 'e' || word.charAt(end) == 'E')) {
            end = DecimalDigits.run(word, end + 1);
        }
        return end == word.length();
    }

    /** A column's name as formulas have it, in backticks where it needs them. */
    static String column(String name) {
        return isPlainName(name) ? name : quoted(name, '`');
    }

    /** A text between quotes, those in it doubled. */
    static String quoted(String value, char quote) {
        String mark = String.valueOf(quote);
        return mark + value.replace(mark, mark + mark) + mark;
    }

    private static boolean isNamePart(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || c == '_'
                || c == '.';
    }

    /** {@return where the next character stands that is not blank; the text's length at the end} */
    int position() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Goes back to a position. */
    void back(int position) {
        at = position;
    }

    boolean atEnd() {
        return position() == text.length();
    }

    /** {@return whether the next character that is not blank is this one} */
    boolean sees(char expected) {
        return !atEnd() && text.charAt(at) == expected;
    }

    /** Reads the next character if it is this one. */
    boolean next(char expected) {
        if (!sees(expected)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char expected) {
        if (!next(expected)) {
            throw fault(at, (atEnd() ? "" : unexpected() + "; ") + "expected '" + expected + "'");
        }
    }

    /** {@return the letters, digits, "_" and "." that follow; perhaps none} */
    String word() {
        int start = position();
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    /** The text up to the closing quote, for which the next character stands. */
    String quoted(String unclosed) {
        int opening = position();
        char quote = text.charAt(at++);
        StringBuilder inside = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                inside.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                inside.append(text.charAt(at++));
            } else {
                return inside.toString();
            }
        }
        throw fault(opening, unclosed);
    }

    /** What is wrong where something else should stand. */
    FormulaException missing(String expected) {
        return fault(at, atEnd() ? expected + " is missing" : unexpected() + "; expected " + expected);
    }

    String unexpected() {
        return "unexpected '" + new String(Character.toChars(text.codePointAt(at))) + "'";
    }

    FormulaException fault(int position, String problem) {
        return new FormulaException(text, position, problem);
    }

    FormulaException faultAtEnd(String problem) {
        return fault(text.length(), problem);
    }
}
