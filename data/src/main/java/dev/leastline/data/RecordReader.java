package dev.leastline.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Text to records: RFC 4180 with any of CRLF, LF and CR, blanks around quotes, comments and blank lines skipped. The
 * only class that knows FastCSV.
 */
final class RecordReader {
    /** The most characters of one field. */
    static final int MAX_FIELD = 1 << 24;

    private RecordReader() {}

    /** Takes records piece by piece. */
    interface Handler {
        /** Told before the first record. */
        default void delimitedBy(char delimiter) {}

        /** A record begins in this line, counted from 1. It may turn out to be a blank line, which is never ended. */
        void begin(long line);

        /** The next field. The buffer is to be read now. */
        void field(int index, char[] buffer, int offset, int length);

        /** The record is complete; it ends in this line. */
        void end(int fields, long lastLine);
    }

    /**
     * Reads all records, their delimiter found out if the format does not tell it.
     *
     * @throws DataException for faults of quoting, and whatever the handler throws
     */
    static void read(BufferedReader text, CsvFormat format, Place place, Handler handler, UnaryOperator<Reader> between)
            throws IOException {
        Character delimiter = format.delimiter();
        if (delimiter == null) {
            delimiter = DelimiterSniffer.sniff(text, format);
        }
        Reader fields = between.apply(text);
        handler.delimitedBy(delimiter);
        if (delimiter == CsvFormat.BLANKS) {
            fields = new BlankRuns(fields, format.comment());
            delimiter = '\t';
        }
        read(fields, delimiter, format.comment(), place, handler, 1);
    }

    /**
     * Reads all records.
     *
     * @param firstLine the number of the text's first line
     * @throws DataException for faults of quoting, and whatever the handler throws
     */
    static void read(
            Reader text, char delimiter, @Nullable Character comment, Place place, Handler handler, long firstLine)
            throws IOException {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(CsvFormat.QUOTE)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD);
        if (comment != null) {
            builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
        }
        Callback callback = new Callback(handler, firstLine - 1);
        try (CsvReader<Void> reader = builder.build(callback, text)) {
            reader.forEach(none -> {}); // the callback takes the records and builds none
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw fromHandler(e, place.atLine(callback.line).fault(problem(e), e));
        }
    }

    // FastCSV wraps whatever the callback throws.
    private static RuntimeException fromHandler(CsvParseException e, DataException otherwise) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException thrown ? thrown : otherwise;
    }

    private static String problem(CsvParseException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unclosed quoted field")) {
            return "found a quote \" that is never closed";
        }
        if (message.startsWith("Unexpected character after closing quote")) {
            return "found text after the closing quote of a field, expected the delimiter or the end of the line;"
                    + " a quote inside a quoted field is doubled: \"\"";
        }
        if (message.startsWith("The maximum buffer size")) {
            return String.format(
                    Locale.ROOT,
                    "found a field of more than %,d characters; is a quote \" never closed, or the delimiter another?",
                    MAX_FIELD);
        }
        return "cannot be read: " + Place.visible(message);
    }

    private static final class Callback extends AbstractBaseCsvCallbackHandler<Void> {
        private final Handler handler;
        private final long linesBefore;
        private boolean blank;

        /** Where the field under way begins. */
        private long line;

        Callback(Handler handler, long linesBefore) {
            this.linesBefore = linesBefore;
            this.handler = handler;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = linesBefore + startingLineNumber;
            handler.begin(line);
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (index == 0) {
                blank = !quoted && isBlank(buffer, offset, length);
            }
            if (quoted) {
                line += lineEnds(buffer, offset, length);
            }
            handler.field(index, buffer, offset, length);
        }

        @Override
        protected @Nullable Void buildRecord() {
            if (getRecordType() == RecordType.DATA && !(blank && getFieldCount() == 1)) {
                handler.end(getFieldCount(), line);
            }
            return null;
        }

        private static boolean isBlank(char[] buffer, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (buffer[i] > ' ') {
                    return false;
                }
            }
            return true;
        }

        private static int lineEnds(char[] buffer, int offset, int length) {
            int ends = 0;
            for (int i = offset; i < offset + length; i++) {
                if (buffer[i] == '\r' || (buffer[i] == '\n' && (i == offset || buffer[i - 1] != '\r'))) {
                    ends++;
                }
            }
            return ends;
        }
    }
}
