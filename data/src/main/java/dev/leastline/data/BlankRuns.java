package dev.leastline.data;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Makes one tab of every run of blanks and tabs between fields, and nothing of those at the ends of a line. */
final class BlankRuns extends Reader {
    private static final int NONE = -2;
    private static final int END = -1;

    private final Reader in;
    private final int comment;
    private final char[] buffer = new char[1 << 13];
    private int position;
    private int limit;
    private int held = NONE;
    private boolean atStart = true;
    private boolean afterRun;
    private boolean quoted;
    private boolean afterQuoted;
    private boolean inComment;

    BlankRuns(Reader in, @Nullable Character comment) {
        this.in = in;
        this.comment = comment == null ? NONE : comment;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int c = next();
            if (c == END) {
                return count == 0 ? END : count;
            }
            target[offset + count++] = (char) c;
        }
        return count;
    }

    private int next() throws IOException {
        if (held != NONE) {
            int c = held;
            held = NONE;
            return c;
        }
        int c = take();
        if (quoted) {
            quoted = c != CsvFormat.QUOTE;
            afterQuoted = !quoted;
            return c;
        }
        while (!inComment && (c == ' ' || c == '\t')) {
            afterRun = true;
            c = take();
        }
        if (c == '\n' || c == '\r' || c == END) {
            atStart = true;
            inComment = false;
            afterRun = false;
            afterQuoted = false;
            return c;
        }
        return inComment ? c : startOrGoOn(c);
    }

    private int startOrGoOn(int c) {
        boolean separated = afterRun && !atStart;
        // A quote right after a closing one is a doubled quote: the field goes on.
        quoted = c == CsvFormat.QUOTE && (atStart || afterRun || afterQuoted);
        inComment = atStart && c == comment;
        atStart = false;
        afterRun = false;
        afterQuoted = false;
        if (separated) {
            held = c;
            return '\t';
        }
        return c;
    }

    private int take() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
