package dev.leastline.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The numbers of a column of a Parquet file, page after page, in arrays that are used again for every page. Reads what most
 * writers write of numbers: pages of either version, values as they are or by a dictionary, missing values, packed with
 * snappy, zstd, gzip or not at all. Anything else, and what is seen to be wrong, is an exception: the file is
 * left to hardwood then.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
final class ParquetPages {
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;

    private final ParquetChunk chunk;
    private ParquetFooter.Column column;
    private ParquetFooter.Stored stored;
    private int width;

    // The values of the page under way are either bytes as they stand, or all of them have been put into numbers.
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private boolean isPlain;
    private double[] doubles = {};
    private long[] longs = {};
    private boolean[] missing = {};
    private boolean hasMissing;
    private int used;
    private int values;

    private double[] dictionaryDoubles = {};
    private long[] dictionaryLongs = {};
    private int[] indices = {};

    ParquetPages(FileChannel file, ParquetFooter.Column column) {
        this.chunk = new ParquetChunk(file);
        this.column = column;
        this.stored = column.numbers().orElseThrow();
        this.width = width(stored);
    }

    private static int width(ParquetFooter.Stored stored) {
        return stored == ParquetFooter.Stored.INT32 || stored == ParquetFooter.Stored.FLOAT ? 4 : 8;
    }

    /** Goes over to another file. */
    void use(FileChannel file, ParquetFooter.Column other) {
        chunk.use(file);
        column = other;
        stored = other.numbers().orElseThrow();
        width = width(stored);
    }

    /** {@return whether the numbers are doubles, and not integers × 10^−scale} */
    boolean isBinary() {
        return column.isBinary();
    }

    /** Goes to a row of a group. */
    void open(ParquetFooter.Chunk group, long row) throws IOException {
        chunk.open(group);
        used = 0;
        values = 0;
        dictionaryDoubles = new double[0]; // not that of another chunk
        dictionaryLongs = new long[0];
        long left = row;
        while (left > 0) {
            ParquetPageHeader header = chunk.nextHeader();
            if (header.isData() && header.values <= left) {
                left -= header.values;
                chunk.skipPage();
            } else {
                readPage(header);
                if (header.isData()) {
                    used = (int) left;
                    left = 0;
                }
            }
        }
    }

    /** {@return whether nothing is left of the group} */
    boolean isAtEnd() {
        return used == values && chunk.isAtEnd();
    }

    /**
     * Reads the next values: integers, or doubles with NaN where they are missing.
     *
     * @param absent where a missing value is marked, if it is of integers
     * @return whether any may be missing, apart from NaN among the doubles
     */
    boolean read(long[] toLongs, double[] toDoubles, boolean[] absent, int count) throws IOException {
        boolean lacks = false;
        for (int done = 0; done < count; ) {
            if (used == values) {
                readPage(chunk.nextHeader());
                continue;
            }
            int some = Math.min(count - done, values - used);
            if (isPlain) {
                copyPlain(toLongs, toDoubles, done, some);
            } else if (isBinary()) {
                System.arraycopy(doubles, used, toDoubles, done, some);
            } else {
                System.arraycopy(longs, used, toLongs, done, some);
            }
            if (hasMissing && !isBinary()) {
                System.arraycopy(missing, used, absent, done, some);
            } else if (!isBinary()) {
                Arrays.fill(absent, done, done + some, false);
            }
            lacks |= hasMissing;
            used += some;
            done += some;
        }
        return lacks;
    }

    /** Takes values as they stand, whole runs of bytes at a time where they are as wide as what they become. */
    private void copyPlain(long[] toLongs, double[] toDoubles, int done, int some) {
        int from = used * width;
        switch (stored) {
            case DOUBLE -> plain.position(from).asDoubleBuffer().get(toDoubles, done, some);
            case INT64 -> plain.position(from).asLongBuffer().get(toLongs, done, some);
            case FLOAT -> {
                for (int i = 0; i < some; i++) {
                    toDoubles[done + i] = plain.getFloat(from + i * Float.BYTES);
                }
            }
            case INT32 -> {
                for (int i = 0; i < some; i++) {
                    toLongs[done + i] = int32(plain, from + i * Integer.BYTES);
                }
            }
        }
    }

    private long int32(ByteBuffer bytes, int index) {
        int value = bytes.getInt(index);
        return column.unsigned() ? Integer.toUnsignedLong(value) : value;
    }

    private void readPage(ParquetPageHeader header) throws IOException {
        chunk.readPage();
        switch (header.type) {
            case ParquetPageHeader.DATA_PAGE -> {
                ByteBuffer bytes = chunk.unpacked(0);
                begin(header.values);
                if (column.optional()) {
                    ParquetRows.requireUsual(header.levelEncoding == RLE);
                    int length = bytes.getInt();
                    ParquetRows.requireUsual(length >= 0 && length <= bytes.remaining());
                    readLevels(bytes.slice(bytes.position(), length));
                    bytes.position(bytes.position() + length);
                }
                readValues(bytes.slice(), header.encoding);
            }
            case ParquetPageHeader.DATA_PAGE_V2 -> {
                ParquetRows.requireUsual(header.repetitionBytes == 0 && header.definitionBytes >= 0);
                begin(header.values);
                if (column.optional()) {
                    readLevels(chunk.stored(header.definitionBytes));
                }
                readValues(chunk.unpacked(header.definitionBytes), header.encoding);
            }
            case ParquetPageHeader.DICTIONARY_PAGE -> {
                ParquetRows.requireUsual(header.encoding == PLAIN || header.encoding == PLAIN_DICTIONARY);
                readDictionary(chunk.unpacked(0), header.values);
            }
            default -> ParquetRows.requireUsual(header.type == ParquetPageHeader.INDEX_PAGE);
        }
    }

    private void begin(int count) {
        values = count;
        used = 0;
        hasMissing = false;
    }

    /** Which values of a page are missing: where the level is 0, not 1. */
    private void readLevels(ByteBuffer levels) {
        missing = missing.length < values ? new boolean[values] : missing;
        indices = indices.length < values ? new int[values] : indices;
        hasMissing = !RunLengths.read(levels, 1, values, 1, indices);
        for (int i = 0; hasMissing && i < values; i++) {
            missing[i] = indices[i] == 0;
        }
    }

    private void readValues(ByteBuffer bytes, int encoding) {
        int present = values;
        for (int i = 0; hasMissing && i < values; i++) {
            present -= missing[i] ? 1 : 0;
        }
        isPlain = encoding == PLAIN && !hasMissing;
        if (encoding == PLAIN) {
            ParquetRows.requireUsual(bytes.remaining() >= (long) present * width);
            plain = bytes.order(ByteOrder.LITTLE_ENDIAN);
            if (isPlain) {
                return;
            }
            grow(values);
            copyPlain(longs, doubles, 0, present);
        } else {
            ParquetRows.requireUsual(encoding == RLE_DICTIONARY || encoding == PLAIN_DICTIONARY);
            grow(values);
            lookUp(bytes.order(ByteOrder.LITTLE_ENDIAN), present);
        }
        if (hasMissing) {
            spread(present);
        }
    }

    private void grow(int count) {
        if (isBinary()) {
            doubles = doubles.length < count ? new double[count] : doubles;
        } else {
            longs = longs.length < count ? new long[count] : longs;
        }
    }

    private void lookUp(ByteBuffer bytes, int count) {
        int bits = count == 0 ? 0 : bytes.get();
        ParquetRows.requireUsual(bits >= 0 && bits <= Integer.SIZE);
        indices = indices.length < count ? new int[count] : indices;
        RunLengths.read(bytes, bits, count, -1, indices);
        if (isBinary()) {
            for (int i = 0; i < count; i++) {
                doubles[i] = dictionaryDoubles[indices[i]];
            }
        } else {
            for (int i = 0; i < count; i++) {
                longs[i] = dictionaryLongs[indices[i]];
            }
        }
    }

    /** Moves the values that there are, which stand one behind the other, to their rows. */
    private void spread(int present) {
        int from = present;
        for (int i = values - 1; i >= 0; i--) {
            if (isBinary()) {
                doubles[i] = missing[i] ? Double.NaN : doubles[--from];
            } else {
                longs[i] = missing[i] ? 0 : longs[--from];
            }
        }
    }

    private void readDictionary(ByteBuffer bytes, int count) {
        ParquetRows.requireUsual(bytes.remaining() >= (long) count * width);
        plain = bytes;
        begin(0);
        if (isBinary()) {
            dictionaryDoubles = new double[count];
        } else {
            dictionaryLongs = new long[count];
        }
        copyPlain(dictionaryLongs, dictionaryDoubles, 0, count);
    }
}
