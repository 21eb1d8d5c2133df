package dev.leastline.data;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a text: what separates its fields, its header, and where the rows begin.
 *
 * @param offset how many bytes there are before the rows
 * @param line the line in which they begin
 */
record TextBeginning(Place place, CsvFormat format, char delimiter, Header header, int offset, long line) {
    /** Where one of these separates fields, a {@link NumberScanner} would take it for a part of a number. */
    private static final String IN_NUMBERS = "-0123456789";

    /** Looks at the first bytes of a text; nothing if they tell too little, or the text is one to go through slowly. */
    static @Nullable TextBeginning of(byte[] head, CsvFormat format, Place place) throws IOException {
        if (format.comment() != null) {
            return null;
        }
        Character given = format.delimiter();
        char delimiter = given == null ? DelimiterSniffer.sniff(reader(head), format) : given;
        if (delimiter == CsvFormat.BLANKS || delimiter > 127 || IN_NUMBERS.indexOf(delimiter) >= 0) {
            return null;
        }
        FirstRecord first = new FirstRecord();
        try {
            RecordReader.read(reader(head), delimiter, null, place, first, 1);
        } catch (FirstRecord.Read read) {
            // That is all of it that is wanted.
        } catch (DataException odd) {
            return null;
        }
        int offset = 0;
        for (long line = 0; line < first.lastLine && offset < head.length; line++) {
            offset = Chunk.find(head, offset, head.length, (byte) '\n') + 1;
        }
        if (first.lastLine == 0 || offset >= head.length) {
            return null;
        }
        if (Chunk.find(head, 0, offset, (byte) '\r') < offset - 2) {
            return null; // Its lines end in something else.
        }
        Header header = Header.of(place.atLine(first.firstLine), format, first.fields);
        return format.header()
                ? new TextBeginning(place, format, delimiter, header, offset, first.lastLine + 1)
                : new TextBeginning(place, format, delimiter, header, 0, 1);
    }

    private static BufferedReader reader(byte[] head) {
        return TextInput.reader(new ByteArrayInputStream(head), StandardCharsets.UTF_8);
    }

    /** The fields of the first record. */
    private static final class FirstRecord implements RecordReader.Handler {
        /** Ends the reading. */
        private static final class Read extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Read() {
                super(null, null, false, false);
            }
        }

        private final List<String> fields = new ArrayList<>();
        private long firstLine;
        private long lastLine;

        @Override
        public void begin(long line) {
            firstLine = line;
            fields.clear();
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            fields.add(new String(buffer, offset, length));
        }

        @Override
        public void end(int count, long line) {
            lastLine = line;
            throw new Read();
        }
    }
}
