package dev.leastline.data;

import org.jspecify.annotations.Nullable;

/**
 * How delimited text is written. Fields may stand in double quotes, as RFC 4180 has it: a quoted field may hold
 * delimiters, line ends and, doubled, quotes.
 *
 * @param delimiter what separates the fields; a blank means any run of blanks and tabs, where runs at the beginning and
 *     end of a line do not count; null to find out among comma, semicolon and tab
 * @param decimalMark {@code '.'} or {@code ','}
 * @param comment lines that begin with this character are skipped, before the header as well; null for none
 * @param header whether the first row names the columns; otherwise they are named c1, c2, …
 */
public record CsvFormat(
        @Nullable Character delimiter,
        char decimalMark,
        @Nullable Character comment,
        boolean header) {
    /** A header, a delimiter to be found out, decimal points, no comments. */
    public static final CsvFormat DEFAULT = new CsvFormat(null, '.', null, true);

    static final char QUOTE = '"';
    static final char BLANKS = ' ';

    /**
     * A format.
     *
     * @throws IllegalArgumentException if the decimal mark is neither point nor comma, if delimiter, decimal mark,
     *     comment character, quote and line end are not all different, or if a number can begin with the comment
     *     character
     */
    public CsvFormat {
        if (decimalMark != '.' && decimalMark != ',') {
            throw new IllegalArgumentException("the decimal mark is . or , and not '" + shown(decimalMark) + "'");
        }
        if (delimiter != null) {
            refuseQuoteAndLineEnd("delimiter", delimiter);
            if (delimiter == decimalMark) {
                throw new IllegalArgumentException(
                        "delimiter and decimal mark are both '" + decimalMark + "'; they must differ");
            }
        }
        if (comment != null) {
            refuseQuoteAndLineEnd("comment character", comment);
            if (comment.equals(delimiter)) {
                throw new IllegalArgumentException(
                        "delimiter and comment character are both '" + shown(comment) + "'; they must differ");
            }
            if ("0123456789+-., \t".indexOf(comment) >= 0) {
                throw new IllegalArgumentException(
                        "the comment character cannot be '" + shown(comment) + "', with which a number may begin");
            }
        }
    }

    private static void refuseQuoteAndLineEnd(String what, char c) {
        if (c == QUOTE || c == '\n' || c == '\r') {
            throw new IllegalArgumentException(
                    "the " + what + " cannot be " + (c == QUOTE ? "the quote \"" : "a line end"));
        }
    }

    private static String shown(char c) {
        return Place.shown(String.valueOf(c));
    }

    /**
     * This format with a delimiter.
     *
     * @param c the delimiter; a blank for any run of blanks and tabs
     * @return the format
     * @throws IllegalArgumentException if it is the decimal mark, the comment character, the quote or a line end
     */
    public CsvFormat withDelimiter(char c) {
        return new CsvFormat(c, decimalMark, comment, header);
    }

    /**
     * This format with a decimal mark.
     *
     * @param c {@code '.'} or {@code ','}
     * @return the format
     * @throws IllegalArgumentException if it is neither, or the delimiter
     */
    public CsvFormat withDecimalMark(char c) {
        return new CsvFormat(delimiter, c, comment, header);
    }

    /**
     * This format with comments.
     *
     * @param c the character with which lines to be skipped begin
     * @return the format
     * @throws IllegalArgumentException if it is the delimiter, the quote, a line end, or a number can begin with it
     */
    public CsvFormat withComment(char c) {
        return new CsvFormat(delimiter, decimalMark, c, header);
    }

    /**
     * This format with or without a header.
     *
     * @param present whether the first row names the columns
     * @return the format
     */
    public CsvFormat withHeader(boolean present) {
        return new CsvFormat(delimiter, decimalMark, comment, present);
    }
}
