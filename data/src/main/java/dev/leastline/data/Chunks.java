package dev.leastline.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of a text into chunks of whole records, to be read by several threads at a time: {@link #next} is called
 * under a lock, what is in a chunk is looked at outside of it.
 *
 * <p>A chunk ends behind a line feed before which there is an even number of quotes. That is the end of a record if quotes
 * only stand around fields, or doubled within quoted ones, which is made sure of here. Where they do not, and where lines
 * end in a carriage return alone, the text cannot be cut: {@link #rest} is then all that has not been handed out.
 */
final class Chunks {
    private static final byte QUOTE = '"';
    private static final byte FEED = '\n';
    private static final byte RETURN = '\r';

    private final InputStream bytes;
    private final byte delimiter;
    private final int largest;
    private byte[] carried = {};
    private int carriedLength;
    private long line;
    private long number;
    private boolean ended;
    private boolean uncuttable;

    /**
     * Chunks of a text from a record's beginning.
     *
     * @param line the line of that beginning
     * @param largest how many bytes may be read in search of the end of a record
     */
    Chunks(InputStream bytes, byte delimiter, long line, int largest) {
        this.bytes = bytes;
        this.delimiter = delimiter;
        this.line = line;
        this.largest = largest;
    }

    /** Fills the next chunk, or tells that there is none: the text is at its end, or cannot be cut. */
    boolean next(Chunk chunk) throws IOException {
        if (uncuttable || (ended && carriedLength == 0)) {
            return false;
        }
        if (chunk.capacity() < carriedLength) {
            chunk.bytes = new byte[carriedLength + Chunk.SPARE];
        }
        System.arraycopy(carried, 0, chunk.bytes, 0, carriedLength);
        chunk.length = carriedLength;
        carriedLength = 0;
        for (; ; ) {
            fill(chunk);
            if (ended && chunk.length == 0) {
                return false;
            }
            int end = ended ? chunk.length : endOfRecords(chunk.bytes, chunk.length);
            if (end > 0 && isRegular(chunk.bytes, end)) {
                carry(chunk.bytes, end, chunk.length);
                chunk.length = end;
                chunk.line = line;
                chunk.number = number++;
                line += Chunk.count(chunk.bytes, 0, end, FEED);
                return true;
            }
            if (end > 0 || chunk.length >= largest) {
                carry(chunk.bytes, 0, chunk.length);
                uncuttable = true;
                return false;
            }
            chunk.bytes = Arrays.copyOf(chunk.bytes, 2 * chunk.capacity() + Chunk.SPARE);
        }
    }

    private void fill(Chunk chunk) throws IOException {
        while (!ended && chunk.length < chunk.capacity()) {
            int read = bytes.read(chunk.bytes, chunk.length, chunk.capacity() - chunk.length);
            ended = read < 0;
            chunk.length += Math.max(read, 0);
        }
    }

    private void carry(byte[] from, int start, int end) {
        carriedLength = end - start;
        if (carried.length < carriedLength) {
            carried = new byte[Math.max(carriedLength, 2 * carried.length)];
        }
        System.arraycopy(from, start, carried, 0, carriedLength);
    }

    /** Behind the last line feed before which there is an even number of quotes; 0 if there is none. */
    private static int endOfRecords(byte[] bytes, int length) {
        int before = Chunk.count(bytes, 0, length, QUOTE);
        for (int at = length - 1; at >= 0; at--) {
            if (bytes[at] == QUOTE) {
                before--;
            } else if (bytes[at] == FEED && (before & 1) == 0) {
                return at + 1;
            }
        }
        return 0;
    }

    /** Whether lines end in line feeds, and quotes stand around fields only. */
    private boolean isRegular(byte[] bytes, int end) {
        for (int at = Chunk.find(bytes, 0, end, RETURN); at < end; at = Chunk.find(bytes, at + 1, end, RETURN)) {
            if (at + 1 == end || bytes[at + 1] != FEED) {
                return false;
            }
        }
        int at = Chunk.find(bytes, 0, end, QUOTE);
        while (at < end) {
            if (at > 0 && bytes[at - 1] != delimiter && bytes[at - 1] != FEED) {
                return false;
            }
            int closing = closing(bytes, at, end);
            if (closing < 0) {
                return false;
            }
            at = Chunk.find(bytes, closing + 1, end, QUOTE);
        }
        return true;
    }

    /** Where a quoted field closes; −1 if it does not, or something other than the field's end comes behind. */
    static int closing(byte[] bytes, int opening, int end) {
        int at = Chunk.find(bytes, opening + 1, end, QUOTE);
        while (at + 1 < end && bytes[at + 1] == QUOTE) {
            at = Chunk.find(bytes, at + 2, end, QUOTE);
        }
        return at < end ? at : -1;
    }

    /** Whether there is more that cannot be cut. */
    boolean hasRest() {
        return uncuttable;
    }

    /** The line in which the rest begins. */
    long line() {
        return line;
    }

    /** All bytes that have not been handed out. */
    InputStream rest() {
        InputStream first = new ByteArrayInputStream(carried, 0, carriedLength);
        return ended ? first : new SequenceInputStream(first, bytes);
    }
}
