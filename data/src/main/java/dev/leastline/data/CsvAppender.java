package dev.leastline.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies delimited text of any size and adds fields at the end of the header and of every row. All other bytes stay as
 * they are: quotes, blanks, line ends, comments, blank lines, a byte order mark, bytes that are no UTF-8. Text that was
 * gzipped is copied unpacked.
 */
final class CsvAppender implements RecordReader.Handler {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CsvFormat format;
    private final Place place;
    private final Rows rows;
    private final List<String> header = new ArrayList<>();
    private @Nullable WrittenLines lines;
    private char delimiter = ',';
    private boolean open;
    private long line;

    /** Gives the new fields. */
    interface Rows {
        /** Takes the header, or its substitute where the text has none, and gives the names of the new columns. */
        List<String> begin(Header columns);

        /** A row begins in this line, unless it turns out to be blank. */
        void beginRow(long line);

        /** A field of the row under way, its bytes as characters; the buffer is to be read now. */
        void field(int index, char[] buffer, int offset, int length);

        /** The row is complete; gives its new fields, one for each new column. */
        List<String> endRow(int fields);
    }

    private CsvAppender(DataSource source, CsvFormat format, Rows rows) {
        this.format = format;
        this.place = Place.of(source);
        this.rows = rows;
    }

    /**
     * Copies a source.
     *
     * @throws DataException if it cannot be read, is malformed or empty, and whatever {@code rows} throws
     * @throws UncheckedIOException if writing fails
     */
    static void copy(DataSource source, CsvFormat format, OutputStream out, Rows rows) {
        if (isWide(format.delimiter()) || isWide(format.comment())) {
            throw Place.of(source)
                    .fault("to be copied byte for byte it must have a delimiter and a comment character of ASCII");
        }
        CsvAppender appender = new CsvAppender(source, format, rows);
        try {
            TextInput.Unpacked text = TextInput.unpacked(source);
            try (BufferedReader characters = TextInput.reader(text.bytes(), StandardCharsets.ISO_8859_1)) {
                if (StoredMoments.isStored(characters)) {
                    throw appender.place.fault("it holds moments, not rows, to which something could be added");
                }
                write(out, text.marked() ? BYTE_ORDER_MARK : "");
                appender.copy(characters, out);
            }
        } catch (IOException e) {
            throw TextInput.fault(source, e);
        }
    }

    private static boolean isWide(@Nullable Character c) {
        return c != null && c > 127;
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(BufferedReader characters, OutputStream out) throws IOException {
        RecordReader.read(characters, format, place, this, reader -> {
            WrittenLines kept = new WrittenLines(reader, out);
            lines = kept;
            return kept;
        });
        if (!open) {
            throw place.fault("it is empty, expected " + (format.header() ? "a header and rows" : "rows"));
        }
        if (lines != null) {
            lines.writeRest();
        }
    }

    @Override
    public void delimitedBy(char c) {
        delimiter = c;
    }

    @Override
    public void begin(long startLine) {
        line = startLine;
        if (open) {
            rows.beginRow(startLine);
        } else {
            header.clear();
        }
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        if (open) {
            rows.field(index, buffer, offset, length);
        } else {
            header.add(new String(buffer, offset, length));
        }
    }

    @Override
    public void end(int fields, long lastLine) {
        if (open) {
            append(lastLine, rows.endRow(fields));
            return;
        }
        List<String> texts = header.stream().map(WrittenLines::decoded).toList();
        List<String> names = rows.begin(Header.of(place.atLine(line), format, texts));
        open = true;
        if (format.header()) {
            append(lastLine, names);
            return;
        }
        rows.beginRow(line);
        for (int i = 0; i < header.size(); i++) {
            char[] field = header.get(i).toCharArray();
            rows.field(i, field, 0, field.length);
        }
        append(lastLine, rows.endRow(fields));
    }

    private void append(long lastLine, List<String> fields) {
        StringBuilder addition = new StringBuilder();
        for (String field : fields) {
            addition.append(delimiter).append(written(field));
        }
        if (lines != null) {
            lines.writeThrough(lastLine, addition.toString());
        }
    }

    /** In quotes where it would not read back without; among blanks an empty field must be seen. */
    private String written(String field) {
        boolean plain = field.chars().noneMatch(c -> c == delimiter || c == CsvFormat.QUOTE || c == '\n' || c == '\r');
        boolean visible = delimiter != CsvFormat.BLANKS || (!field.isEmpty() && field.indexOf('\t') < 0);
        return plain && visible ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
