package dev.leastline.data;

import dev.leastline.moments.DomainException;
import org.jspecify.annotations.Nullable;

/** Where in the data something is wrong: a source, perhaps a line or row of it (0 for none), perhaps a column. */
record Place(
        String source, long line, boolean isRow, @Nullable String column) {
    private static final int SHOWN = 40;

    static Place of(DataSource source) {
        return new Place(source.name(), 0, false, null);
    }

    Place atLine(long number) {
        return new Place(source, number, false, column);
    }

    /** In what has no lines, rows are counted. */
    Place atRow(long number) {
        return new Place(source, number, true, column);
    }

    Place inColumn(String name) {
        return new Place(source, line, isRow, name);
    }

    DataException fault(String problem) {
        return new DataException(this, null, problem, null);
    }

    DataException fault(String problem, Throwable cause) {
        return new DataException(this, null, problem, cause);
    }

    /** What a number or text does that is not admitted here, or not in its column as a whole. */
    DataException fault(DomainException e) {
        Place where = e.isOfRow() ? this : new Place(source, 0, false, null);
        return where.inColumn(e.column()).fault(e.problem());
    }

    DataException found(String found, String problem) {
        return new DataException(this, found, problem, null);
    }

    @Override
    public String toString() {
        return visible(source)
                + (line == 0 ? "" : (isRow ? ", row " : ", line ") + line)
                + (column == null ? "" : ", column '" + shown(column) + "'");
    }

    /** A text from the data as it may stand in a message: about 40 characters, all of them visible. */
    static String shown(String text) {
        if (text.codePointCount(0, text.length()) <= SHOWN) {
            return visible(text);
        }
        return visible(text.substring(0, text.offsetByCodePoints(0, SHOWN - 3))) + "...";
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (isInvisible(c)) {
                        visible.append("\\u%04x".formatted(c));
                    } else {
                        visible.appendCodePoint(c);
                    }
                }
            }
        });
        return visible.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Character.isSpaceChar(c) && c != ' ';
        };
    }
}
