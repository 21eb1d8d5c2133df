package dev.leastline.data;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used. The message is one line: the source, the line, the column, the text found, what was
 * expected, and a hint; for example {@code sales.csv, line 17, column 'price': found '12,50', expected a number; for
 * decimal commas give --decimal ,}.
 *
 * <p>Lines are those of the text, counted from 1; that of a row is the one in which it begins.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the file. */
    private final String source;

    /** The line, 0 if there is none to name. */
    private final long line;

    /** The column, null if the fault is not in one column. */
    private final @Nullable String column;

    /** The offending text, in full. */
    private final @Nullable String found;

    DataException(Place place, @Nullable String found, String problem, @Nullable Throwable cause) {
        super(place + ": " + (found == null ? "" : "found '" + Place.shown(found) + "', ") + problem, cause);
        this.source = place.source();
        this.line = place.line();
        this.column = place.column();
        this.found = found;
    }

    /** {@return the name of the source: the file as it was given, or {@code standard input}} */
    public String source() {
        return source;
    }

    /** {@return the line, counted from 1, if the fault is in one} */
    public OptionalLong line() {
        return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
    }

    /** {@return the name of the column, if the fault is in one} */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /** {@return the text that was found, in full, if there is one to show} */
    public Optional<String> found() {
        return Optional.ofNullable(found);
    }
}
