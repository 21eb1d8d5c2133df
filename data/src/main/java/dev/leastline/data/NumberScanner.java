package dev.leastline.data;

import java.util.Arrays;

/**
 * The rows of a chunk, by a road for what nearly all files are made of: a fixed number of fields, of which some are to be
 * numbers, written in up to 18 digits with at most one decimal mark. What is written otherwise goes through {@link
 * DecimalText}; what is no number, or no row of so many fields, is left to the careful road, which begins where
 * this one stops.
 *
 * <p>Digits go straight into a mantissa and a scale, eight at a time; no double is ever made. For one thread. What changes
 * with every row is local to {@link #scan}: once they have been moved together in memory, the fields of two scanners may be
 * in one cache line, for which two threads would wait at every row.
 */
final class NumberScanner {
    /** Takes the numbers of rows. */
    interface Rows {
        /** Takes the rows of a full block; false, and none of them, if they are better said by the careful road. */
        boolean take(NumberBlock block);

        /** A row that lacks a value is left out. */
        void skip();
    }

    private static final int NOWHERE = -1;
    private static final int MOST_DIGITS = 18;
    private static final byte FEED = '\n';
    private static final byte RETURN = '\r';
    private static final byte QUOTE = '"';
    private static final int FIRST_BYTE = 0xff;

    /** A minus among what is {@link #digits}. */
    private static final int MINUS = '-' ^ '0';

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
    private boolean lacks;
    private long lines;
    private long quotedLines;
    private char[] text = new char[64];

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
        quotedLines = 0;
        int found = 0;
        int row = block.rows;
        int at = 0;
        while (at < end) {
            if (bytes[at] == FEED) {
                at++;
                found++;
                continue;
            }
            if (bytes[at] == RETURN && bytes[at + 1] == FEED) {
                at += 2;
                found++;
                continue;
            }
            int start = at;
            at = row(at, row);
            if (at < 0) {
                lacks = false;
                block.clearWide();
                block.rows = row;
                return start;
            }
            found++;
            if (lacks) {
                lacks = false;
                block.clearWide();
                rows.skip();
            } else if (++row == block.capacity() || block.hasWide) {
                block.rows = row;
                row = 0;
                if (!flush()) {
                    return start;
                }
            }
        }
        block.rows = row;
        lines = found + quotedLines;
        return end;
    }

    /** How many lines the last chunk has that was scanned to its end. */
    long lines() {
        return lines;
    }

    /** Hands on the rows in the block. */
    boolean flush() {
        boolean taken = block.rows == 0 || rows.take(block);
        block.clear();
        return taken;
    }

    // The methods below go on from a place, and return the place behind what they have read, or NOWHERE.

    private int row(int start, int row) {
        int at = start;
        int last = slots.length - 1;
        for (int field = 0; field < last; field++) {
            at = slots[field] < 0 ? skip(at) : number(at, slots[field], row);
            if (at < 0 || at >= end || bytes[at] != delimiter) {
                return NOWHERE;
            }
            at++;
        }
        at = slots[last] < 0 ? skip(at) : number(at, slots[last], row);
        if (at >= end) {
            return at; // The last line has no line feed.
        }
        if (at >= 0 && bytes[at] == RETURN) {
            at++;
        }
        return at >= 0 && at < end && bytes[at] == FEED ? at + 1 : NOWHERE;
    }

    /** To the end of a field that is not wanted. */
    private int skip(int start) {
        if (start < end && bytes[start] == QUOTE) {
            int closing = Chunks.closing(bytes, start, end);
            if (closing < 0 || !isFieldEnd(closing + 1)) {
                return NOWHERE;
            }
            quotedLines += Chunk.count(bytes, start, closing, FEED);
            return closing + 1;
        }
        return fieldEnd(start);
    }

    private boolean isFieldEnd(int place) {
        return place >= end || bytes[place] == delimiter || bytes[place] == FEED || bytes[place] == RETURN;
    }

    /** The delimiter or line end behind which the next field begins. */
    private int fieldEnd(int start) {
        int found = end;
        for (int from = start; from < end; from += Long.BYTES) {
            long word = (long) Chunk.WORDS.get(bytes, from);
            long ends = Chunk.equal(word, delimiters) | Chunk.equal(word, feeds);
            if (ends != 0) {
                found = Math.min(end, from + (Long.numberOfTrailingZeros(ends) >>> 3));
                break;
            }
        }
        boolean lineEnd = found >= end || bytes[found] == FEED;
        return lineEnd && found > start && bytes[found - 1] == RETURN ? found - 1 : found;
    }

    private int number(int start, int column, int row) {
        int at;
        if (bytes[start] == QUOTE) {
            at = decimal(start + 1, column, row);
            at = at >= 0 && at < end && bytes[at] == QUOTE ? at + 1 : NOWHERE;
        } else {
            at = decimal(start, column, row);
        }
        return at >= 0 && at <= end && isFieldEnd(at) ? at : otherwise(start, column, row);
    }

    /**
     * A sign, digits, a decimal mark, digits. Where the next eight bytes are is to depend on as little as possible, since all
     * that follows waits for it: not on the sign, which is masked out of the first eight, and not on anything that a
     * branch can be predicted for.
     */
    private int decimal(int start, int column, int row) {
        int from = start;
        long digits = digits(from);
        long others = others(digits) & ~FIRST_BYTE;
        int first = (int) digits & FIRST_BYTE;
        int negative = first == MINUS ? 1 : 0;
        if (first > 9 && negative == 0) {
            if (bytes[start] != decimalMark) {
                return NOWHERE;
            }
            others = FIRST_BYTE;
        }
        digits &= ~(-negative & FIRST_BYTE);
        long mantissa = 0;
        for (; others == 0; others = others(digits)) {
            mantissa = mantissa * 100_000_000 + eight(digits);
            from += Long.BYTES;
            digits = digits(from);
        }
        int count = Long.numberOfTrailingZeros(others) >>> 3;
        mantissa = (mantissa == 0 ? 0 : mantissa * POWERS_OF_TEN[count]) + leading(digits, count);
        from += count;
        int length = from - start - negative;
        int scale = 0;
        if (bytes[from] == decimalMark) {
            int point = ++from;
            digits = digits(from);
            others = others(digits);
            for (; others == 0; others = others(digits)) {
                mantissa = mantissa * 100_000_000 + eight(digits);
                from += Long.BYTES;
                digits = digits(from);
            }
            count = Long.numberOfTrailingZeros(others) >>> 3;
            mantissa = mantissa * POWERS_OF_TEN[count] + leading(digits, count);
            from += count;
            scale = from - point;
            length += scale;
        }
        if (length == 0 || length > MOST_DIGITS) {
            return NOWHERE;
        }
        block.mantissas[column][row] = (mantissa ^ -negative) + negative;
        block.scales[column][row] = scale;
        return from;
    }

    /** Eight bytes, those that are digits as 0 to 9. */
    private long digits(int from) {
        return (long) Chunk.WORDS.get(bytes, from) ^ 0x3030_3030_3030_3030L;
    }

    /** The lowest bit set is in the first byte that is above 9: carries go to later bytes only. */
    private static long others(long digits) {
        return ((digits + 0x7676_7676_7676_7676L) | digits) & 0x8080_8080_8080_8080L;
    }

    /** The number that eight digits make, the first in the lowest byte (Mula and Lemire, "Quickly parsing eight digits", 2022). */
    private static long eight(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        long first = (pairs & 0x0000_00FF_0000_00FFL) * (100 + (1_000_000L << 32));
        long second = ((pairs >>> 16) & 0x0000_00FF_0000_00FFL) * (1 + (10_000L << 32));
        return (first + second) >>> 32;
    }

    /** The number that the first so many of eight digits make. */
    private static long leading(long digits, int count) {
        return count == 0 ? 0 : eight(digits << (-8 * count));
    }

    /** Numbers with exponents, of more digits; what stands for a missing value. */
    private int otherwise(int start, int column, int row) {
        int at = skip(start);
        if (at < 0) {
            return NOWHERE;
        }
        boolean quoted = start < end && bytes[start] == QUOTE;
        int from = quoted ? start + 1 : start;
        int length = (quoted ? at - 1 : at) - from;
        if (text.length < length) {
            text = new char[2 * length];
        }
        for (int i = 0; i < length; i++) {
            byte letter = bytes[from + i];
            if (letter < 0 || letter == QUOTE) {
                return NOWHERE;
            }
            text[i] = (char) letter;
        }
        switch (careful.read(text, 0, length)) {
            case NARROW -> {
                block.mantissas[column][row] = careful.mantissa();
                block.scales[column][row] = careful.scale();
            }
            case WIDE -> block.setWide(column, careful.wide());
            case MISSING -> {
                lacks = true;
                // Of a file of one column, a blank line is no row.
                return skipMissing && slots.length > 1 ? at : NOWHERE;
            }
            default -> {
                return NOWHERE;
            }
        }
        return at;
    }
}
