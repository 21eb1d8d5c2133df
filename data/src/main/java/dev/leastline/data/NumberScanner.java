package dev.leastline.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk, by a road for what nearly all files are made of: a fixed number of fields, of which some are to be
 * numbers, written in up to 18 digits with at most one decimal mark. What is written otherwise goes through {@link
 * DecimalText}; what is no number, or no row of so many fields, is left to the careful road, which begins where
 * this one stops.
 *
 * <p>Digits go straight into a mantissa and a scale, eight at a time; no double is ever made. For one thread.
 */
final class NumberScanner {
    /** Takes the numbers of rows. */
    interface Rows {
        /** Takes the rows of a full block; false, and none of them, if they are better said by the careful road. */
        boolean take(NumberBlock block);

        /** A row that lacks a value is left out. */
        void skip();
    }

    private static final int MOST_DIGITS = 18;
    private static final byte FEED = '\n';
    private static final byte RETURN = '\r';
    private static final byte QUOTE = '"';
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private final byte delimiter;
    private final byte decimalMark;
    private final int[] slots;
    private final boolean skipMissing;
    private final NumberBlock block;
    private final Rows rows;
    private final DecimalText careful;
    private final long delimiters;
    private final long feeds = Chunk.repeated(FEED);

    private byte[] bytes = {};
    private int end;
    private int at;
    private boolean lacks;

    /**
     * A scanner.
     *
     * @param slots for each field which column it is, −1 for one that is not wanted
     * @param skipMissing whether rows that lack a value are left out; otherwise they stop the scan
     * @param blockRows how many rows are handed on at a time
     */
    NumberScanner(byte delimiter, char decimalMark, int[] slots, boolean skipMissing, int blockRows, Rows rows) {
        this.delimiter = delimiter;
        this.decimalMark = (byte) decimalMark;
        this.slots = slots;
        this.skipMissing = skipMissing;
        this.block = new NumberBlock(
                (int) Arrays.stream(slots).filter(slot -> slot >= 0).count(), blockRows);
        this.rows = rows;
        this.careful = new DecimalText(decimalMark);
        this.delimiters = Chunk.repeated(delimiter);
    }

    /**
     * Scans the rows of a chunk, and returns where it stopped: its end, or the beginning of the row that it cannot take.
     * Some rows may still be in the block, see {@link #flush}.
     */
    int scan(Chunk chunk) {
        bytes = chunk.bytes;
        end = chunk.length;
        at = 0;
        while (at < end) {
            if (bytes[at] == FEED) {
                at++;
                continue;
            }
            if (bytes[at] == RETURN && at + 1 < end && bytes[at + 1] == FEED) {
                at += 2;
                continue;
            }
            int start = at;
            lacks = false;
            if (!row()) {
                block.clearWide();
                return start;
            }
            if (lacks) {
                block.clearWide();
                rows.skip();
            } else {
                block.rows++;
                if ((block.rows == block.capacity() || block.hasWide) && !flush()) {
                    return start;
                }
            }
        }
        return end;
    }

    /** Hands on the rows in the block. */
    boolean flush() {
        boolean taken = block.rows == 0 || rows.take(block);
        block.clear();
        return taken;
    }

    private boolean row() {
        int last = slots.length - 1;
        for (int field = 0; field < last; field++) {
            if (!(slots[field] < 0 ? skip() : number(slots[field])) || at >= end || bytes[at] != delimiter) {
                return false;
            }
            at++;
        }
        if (!(slots[last] < 0 ? skip() : number(slots[last]))) {
            return false;
        }
        if (at < end && bytes[at] == RETURN) {
            at++;
        }
        if (at < end && bytes[at] != FEED) {
            return false;
        }
        at++; // behind the end where the last line has no line feed
        return true;
    }

    /** To the end of a field that is not wanted. */
    private boolean skip() {
        if (at < end && bytes[at] == QUOTE) {
            int closing = Chunks.closing(bytes, at, end);
            at = closing + 1;
            return closing >= 0 && isFieldEnd(at);
        }
        at = fieldEnd();
        return true;
    }

    private boolean isFieldEnd(int place) {
        return place >= end || bytes[place] == delimiter || bytes[place] == FEED || bytes[place] == RETURN;
    }

    /** The delimiter or line end behind which the next field begins. */
    private int fieldEnd() {
        int from = at;
        for (; from < end; from += Long.BYTES) {
            long word = (long) Chunk.WORDS.get(bytes, from);
            long found = Chunk.equal(word, delimiters) | Chunk.equal(word, feeds);
            if (found != 0) {
                return beforeReturn(Math.min(end, from + (Long.numberOfTrailingZeros(found) >>> 3)));
            }
        }
        return beforeReturn(end);
    }

    private int beforeReturn(int found) {
        boolean lineEnd = found >= end || bytes[found] == FEED;
        return lineEnd && found > at && bytes[found - 1] == RETURN ? found - 1 : found;
    }

    private boolean number(int column) {
        int from = at;
        int negative = bytes[from] == '-' ? 1 : 0;
        from += negative;
        int first = from;
        long mantissa = 0;
        long digits = digits(from);
        while (others(digits) == 0) {
            mantissa = mantissa * 100_000_000 + eight(digits);
            from += Long.BYTES;
            digits = digits(from);
        }
        int count = Long.numberOfTrailingZeros(others(digits)) >>> 3;
        mantissa = mantissa * POWERS_OF_TEN[count] + leading(digits, count);
        from += count;
        int length = from - first;
        int scale = 0;
        if (bytes[from] == decimalMark) {
            int point = ++from;
            digits = digits(from);
            while (others(digits) == 0) {
                mantissa = mantissa * 100_000_000 + eight(digits);
                from += Long.BYTES;
                digits = digits(from);
            }
            count = Long.numberOfTrailingZeros(others(digits)) >>> 3;
            mantissa = mantissa * POWERS_OF_TEN[count] + leading(digits, count);
            from += count;
            scale = from - point;
            length += scale;
        }
        if (length == 0 || length > MOST_DIGITS || from > end || !isFieldEnd(from)) {
            return otherwise(column);
        }
        at = from;
        block.mantissas[column][block.rows] = (mantissa ^ -negative) + negative;
        block.scales[column][block.rows] = scale;
        return true;
    }

    /** Eight bytes, those that are digits as 0 to 9. */
    private long digits(int from) {
        return (long) Chunk.WORDS.get(bytes, from) ^ 0x3030_3030_3030_3030L;
    }

    /** The lowest bit set is in the first byte that is above 9: carries go to later bytes only. */
    private static long others(long digits) {
        return (digits + 0x7676_7676_7676_7676L | digits) & 0x8080_8080_8080_8080L;
    }

    /** The number that eight digits make, the first in the lowest byte (Mula and Lemire, "Quickly parsing eight digits", 2022). */
    private static long eight(long digits) {
        long pairs = digits * 10 + (digits >>> 8) & 0x00FF_00FF_00FF_00FFL;
        long fours = pairs * 100 + (pairs >>> 16) & 0x0000_FFFF_0000_FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL;
    }

    /** The number that the first so many of eight digits make. */
    private static long leading(long digits, int count) {
        return eight(digits << (56 - 8 * count) << 8);
    }

    /** Numbers with exponents, of more digits, in quotes; what stands for a missing value. */
    private boolean otherwise(int column) {
        @Nullable String text = text();
        if (text == null) {
            return false;
        }
        switch (careful.read(text.toCharArray(), 0, text.length())) {
            case NARROW -> {
                block.mantissas[column][block.rows] = careful.mantissa();
                block.scales[column][block.rows] = careful.scale();
            }
            case WIDE -> block.setWide(column, careful.wide());
            case MISSING -> {
                lacks = true;
                // Of a file of one column, a blank line is no row.
                return skipMissing && slots.length > 1;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The field's text, without the quotes around it; null if there is something odd about it. */
    private @Nullable String text() {
        int start = at;
        boolean quoted = start < end && bytes[start] == QUOTE;
        if (!skip()) {
            return null;
        }
        int from = quoted ? start + 1 : start;
        int to = quoted ? at - 1 : at;
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || bytes[i] == QUOTE) {
                return null;
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
