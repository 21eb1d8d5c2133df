package dev.leastline.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Hands characters on to a reader of records and keeps them until they are written out again, line by line, as the bytes
 * they were: every character is one byte (ISO 8859-1), whatever the encoding of the text.
 */
final class WrittenLines extends Reader {
    private final Reader in;
    private final OutputStream out;
    private char[] kept = new char[1 << 15];
    private int from;
    private int to;

    /** The number of the line in which {@code from} stands. */
    private long line = 1;

    WrittenLines(Reader in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            if (to + count > kept.length) {
                makeRoom(count);
            }
            System.arraycopy(target, offset, kept, to, count);
            to += count;
        }
        return count;
    }

    private void makeRoom(int count) {
        int held = to - from;
        char[] larger = held + count <= kept.length / 2 ? kept : new char[2 * (held + count)];
        System.arraycopy(kept, from, larger, 0, held);
        kept = larger;
        from = 0;
        to = held;
    }

    /** Writes all up to the end of a line, and the addition, in UTF-8, before the line end. */
    void writeThrough(long last, String addition) {
        int at = from;
        while (line < last) {
            at = afterLineEnd(endOfLine(at));
            line++;
        }
        int end = endOfLine(at);
        write(from, end);
        try {
            out.write(addition.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        from = end;
    }

    private int endOfLine(int start) {
        int at = start;
        while (at < to && kept[at] != '\n' && kept[at] != '\r') {
            at++;
        }
        return at;
    }

    private int afterLineEnd(int end) {
        if (end == to) {
            return end;
        }
        return kept[end] == '\r' && end + 1 < to && kept[end + 1] == '\n' ? end + 2 : end + 1;
    }

    /** Writes what is left. */
    void writeRest() {
        write(from, to);
        from = to;
    }

    private void write(int start, int end) {
        byte[] bytes = new byte[end - start];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) kept[start + i];
        }
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the characters say in UTF-8. */
    static String decoded(String characters) {
        return new String(characters.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
