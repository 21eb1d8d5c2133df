package dev.leastline.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Integers of few bits, as Parquet packs them: runs of either one value repeated, or groups of eight values of so many bits
 * each.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">the encoding RLE</a>
 */
final class RunLengths {
    private RunLengths() {}

    /**
     * Reads integers.
     *
     * @param bits of each of them
     * @param to where they go, from its beginning
     * @return whether all of them are {@code expected}
     * @throws IndexOutOfBoundsException if the bytes end too soon
     * @throws BufferUnderflowException likewise
     * @throws IllegalArgumentException if they are no such runs
     */
    static boolean read(ByteBuffer bytes, int bits, int count, int expected, int[] to) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        boolean all = true;
        int done = 0;
        while (done < count) {
            int head = unsigned(bytes);
            if ((head & 1) == 0) {
                int run = Math.min(head >>> 1, count - done);
                ParquetRows.requireUsual(run > 0);
                int value = 0;
                for (int i = 0; i < (bits + 7) / 8; i++) {
                    value |= (bytes.get() & 0xFF) << (8 * i);
                }
                ParquetRows.requireUsual(bits == Integer.SIZE || value >>> bits == 0);
                Arrays.fill(to, done, done + run, value);
                all &= value == expected;
                done += run;
            } else {
                int groups = head >>> 1;
                int run = (int) Math.min(8L * groups, count - done);
                ParquetRows.requireUsual(run > 0);
                all &= unpack(bytes, bits, done, run, expected, to);
                // The last groups may be cut off behind the last value.
                bytes.position((int) Math.min(bytes.limit(), bytes.position() + (long) groups * bits));
                done += run;
            }
        }
        return all;
    }

    /** Takes values out of bits, the lowest first; the bytes stay where they are. */
    private static boolean unpack(ByteBuffer bytes, int bits, int done, int count, int expected, int[] to) {
        int from = bytes.position();
        ParquetRows.requireUsual(bytes.remaining() >= ((long) count * bits + 7) / 8);
        long mask = (1L << bits) - 1;
        boolean all = true;
        for (int i = 0; i < count; i++) {
            long bit = (long) i * bits;
            int index = from + (int) (bit >>> 3);
            long word = 0;
            if (index + Long.BYTES <= bytes.limit()) {
                word = bytes.getLong(index);
            } else {
                for (int k = 0; index + k < bytes.limit(); k++) {
                    word |= (bytes.get(index + k) & 0xFFL) << (8 * k);
                }
            }
            int value = (int) (word >>> (bit & 7) & mask);
            to[done + i] = value;
            all &= value == expected;
        }
        return all;
    }

    private static int unsigned(ByteBuffer bytes) {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("the length of a run has more than 32 bits");
    }
}
