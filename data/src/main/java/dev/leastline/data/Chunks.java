package dev.leastline.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

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
    private static final long QUOTES = Chunk.repeated(QUOTE);
    private static final long RETURNS = Chunk.repeated(RETURN);

    private InputStream bytes;
    private final byte delimiter;
    private final int usual;
    private final int largest;
    private byte[] carried = {};
    private int carriedLength;
    private long number;
    private boolean ended;
    private boolean uncuttable;
    private @Nullable IOException broken;

    /**
     * Chunks of a text from a record's beginning.
     *
     * @param usual how many bytes to read for a chunk; what becomes of a chunk depends on the text alone
     * @param largest how many bytes may be read in search of the end of a record
     */
    Chunks(InputStream bytes, byte delimiter, int usual, int largest) {
        this.bytes = bytes;
        this.delimiter = delimiter;
        this.usual = usual;
        this.largest = largest;
    }

    /** Fills the next chunk, or tells that there is none: the text is at its end, or cannot be cut. */
    boolean next(Chunk chunk) throws IOException {
        if (uncuttable || (ended && carriedLength == 0)) {
            return false;
        }
        int length = Math.max(usual, 2 * carriedLength);
        chunk.length = 0;
        chunk.reserve(length);
        System.arraycopy(carried, 0, chunk.bytes, 0, carriedLength);
        chunk.length = carriedLength;
        carriedLength = 0;
        for (; ; length *= 2) {
            chunk.reserve(length);
            fill(chunk, length);
            if (ended && chunk.length == 0) {
                return false;
            }
            boolean plain = isPlain(chunk.bytes, chunk.length);
            int regular = plain ? chunk.length : regular(chunk.bytes, chunk.length);
            int quotes = plain ? 0 : Chunk.count(chunk.bytes, 0, regular, QUOTE);
            int end = endOfRecords(chunk.bytes, regular, quotes, ended && regular == chunk.length);
            if (end == 0 && broken != null && regular == chunk.length) {
                throw broken;
            }
            if (end > 0) {
                carry(chunk.bytes, end, chunk.length);
                chunk.length = end;
                chunk.number = number++;
                return true;
            }
            if (ended || regular < chunk.length || chunk.length >= largest) {
                carry(chunk.bytes, 0, chunk.length);
                uncuttable = true;
                return false;
            }
        }
    }

    /** What comes before the place where a text cannot be read may have faults, which come first then. */
    private void fill(Chunk chunk, int length) {
        try {
            while (!ended && broken == null && chunk.length < length) {
                int read = bytes.read(chunk.bytes, chunk.length, length - chunk.length);
                ended = read < 0;
                chunk.length += Math.max(read, 0);
            }
        } catch (IOException e) {
            broken = e;
            bytes = new Broken(e);
        }
    }

    /** Goes on failing. */
    private static final class Broken extends InputStream {
        private final IOException why;

        Broken(IOException why) {
            this.why = why;
        }

        @Override
        public int read() throws IOException {
            throw why;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw why;
        }
    }

    private void carry(byte[] from, int start, int end) {
        carriedLength = end - start;
        if (carried.length < carriedLength) {
            carried = new byte[Math.max(carriedLength, 2 * carried.length)];
        }
        System.arraycopy(from, start, carried, 0, carriedLength);
    }

    /** Whether there is neither a quote nor a carriage return: the others wait meanwhile, so this is to be quick. */
    private static boolean isPlain(byte[] text, int length) {
        long found = 0;
        for (int at = 0; at < length; at += Long.BYTES) {
            long word = (long) Chunk.WORDS.get(text, at);
            found |= Chunk.equal(word, QUOTES) | Chunk.equal(word, RETURNS);
        }
        return found == 0;
    }

    /** How far lines end in line feeds, and quotes stand around fields only. */
    private int regular(byte[] text, int length) {
        boolean quoted = false;
        for (int at = 0; at < length; at += Long.BYTES) {
            long word = (long) Chunk.WORDS.get(text, at);
            long found = Chunk.equal(word, QUOTES) | Chunk.equal(word, RETURNS);
            for (; found != 0; found &= found - 1) {
                int place = at + (Long.numberOfTrailingZeros(found) >>> 3);
                if (place >= length) {
                    break;
                }
                if (text[place] == QUOTE) {
                    quoted ^= true;
                    if (quoted && place > 0 && !mayOpenAfter(text[place - 1])) {
                        return place;
                    }
                } else if (place + 1 == length ? ended : text[place + 1] != FEED) {
                    return place;
                }
            }
        }
        return length;
    }

    /** A quote behind another that has just closed a field doubles it: the field goes on. */
    private boolean mayOpenAfter(byte before) {
        return before == delimiter || before == FEED || before == QUOTE;
    }

    /** Behind the last line feed before which there is an even number of quotes; 0 if there is none. */
    private static int endOfRecords(byte[] text, int length, int quotes, boolean isAll) {
        int before = quotes;
        if (isAll && (before & 1) == 0) {
            return length;
        }
        for (int at = length - 1; at >= 0; at--) {
            if (text[at] == QUOTE) {
                before--;
            } else if (text[at] == FEED && (before & 1) == 0) {
                return at + 1;
            }
        }
        return 0;
    }

    /** Where a quoted field closes; −1 if it does not. */
    static int closing(byte[] text, int opening, int end) {
        int at = Chunk.find(text, opening + 1, end, QUOTE);
        while (at + 1 < end && text[at + 1] == QUOTE) {
            at = Chunk.find(text, at + 2, end, QUOTE);
        }
        return at < end ? at : -1;
    }

    /** Whether there is more that cannot be cut. */
    boolean hasRest() {
        return uncuttable;
    }

    /** How many chunks there were. */
    long count() {
        return number;
    }

    /** All bytes that have not been handed out. */
    InputStream rest() {
        InputStream first = new ByteArrayInputStream(carried, 0, carriedLength);
        return ended ? first : new SequenceInputStream(first, bytes);
    }
}
