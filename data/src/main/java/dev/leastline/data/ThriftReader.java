package dev.leastline.data;

import java.nio.charset.StandardCharsets;

/**
 * Structures in Thrift's compact protocol, which the headers of Parquet are written in: a field is a byte, its upper half
 * what to add to the number of the field before, its lower half the type; integers are in groups of seven bits, the lowest
 * first, and their signs zigzag.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">the protocol</a>
 */
final class ThriftReader {
    /** No field, but the end of the structure. */
    static final int END = 0;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    /** Structures in one another that are not looked at. */
    private static final int DEEPEST = 64;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    ThriftReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** {@return where the next byte is} */
    int at() {
        return at;
    }

    /** Begins a structure; {@return the field of the one around it, for {@link #endStruct}}. */
    int beginStruct() {
        int outer = field;
        field = 0;
        return outer;
    }

    void endStruct(int outer) {
        field = outer;
    }

    /** {@return the number of the next field of the structure, or {@link #END}} */
    int next() {
        int head = read() & 0xFF;
        type = head & 0xF;
        if (type == 0) {
            return END;
        }
        field = head >>> 4 == 0 ? (int) integer() : field + (head >>> 4);
        return field;
    }

    /** {@return the truth that the field just begun holds} */
    boolean truth() {
        return type == TRUE;
    }

    /** {@return the integer that comes next} */
    long integer() {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** {@return the integer that comes next, of at most 32 bits} */
    int int32() {
        long value = integer();
        if (value != (int) value) {
            throw new IllegalArgumentException("a header of Parquet holds an integer of more than 32 bits");
        }
        return (int) value;
    }

    /** {@return the byte that comes next} */
    byte read() {
        if (at >= end) {
            throw new IndexOutOfBoundsException("a header of Parquet ends too soon");
        }
        return bytes[at++];
    }

    /** {@return the text that comes next} */
    String text() {
        int length = length(unsigned());
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** {@return how many elements the list has that comes next} */
    int list() {
        int head = read() & 0xFF;
        return head >>> 4 == 15 ? length(unsigned()) : head >>> 4;
    }

    /** Passes over what the field just begun holds. */
    void skip() {
        skip(type, 0);
    }

    private void skip(int what, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a header of Parquet is nested too deeply");
        }
        switch (what) {
            case TRUE, FALSE -> {}
            case BYTE -> read();
            case DOUBLE -> at += length(Double.BYTES);
            case UUID -> at += length(2 * Long.BYTES);
            case BINARY -> {
                int length = length(unsigned());
                at += length;
            }
            case LIST, SET -> {
                int head = read() & 0xFF;
                skipElements(head >>> 4 == 15 ? unsigned() : head >>> 4, depth, head & 0xF);
            }
            case MAP -> {
                long size = unsigned();
                int types = size == 0 ? 0 : read() & 0xFF;
                skipElements(size, depth, types >>> 4, types & 0xF);
            }
            case STRUCT -> {
                int outer = beginStruct();
                while (next() != END) {
                    skip(type, depth + 1);
                }
                endStruct(outer);
            }
            default -> {
                if (what > I64) {
                    throw new IllegalArgumentException("a header of Parquet has a field of no known type");
                }
                unsigned();
            }
        }
    }

    /** A truth takes a byte in a list, though none in a field. */
    private void skipElements(long count, int depth, int... types) {
        for (long i = 0; i < count; i++) {
            for (int each : types) {
                skip(each == TRUE || each == FALSE ? BYTE : each, depth + 1);
            }
        }
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = read();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a header of Parquet holds an integer of more than 64 bits");
    }

    private int length(long bytesOrElements) {
        if (bytesOrElements < 0 || bytesOrElements > end - at) {
            throw new IndexOutOfBoundsException("a header of Parquet ends too soon");
        }
        return (int) bytesOrElements;
    }
}
