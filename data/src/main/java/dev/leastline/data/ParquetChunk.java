package dev.leastline.data;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;

/**
 * The bytes of one column in one group of rows of a Parquet file, page after page: read into an array that is used again,
 * checked, and unpacked into another one.
 */
final class ParquetChunk {
    private static final int UNCOMPRESSED = 0;
    private static final int SNAPPY = 1;
    private static final int GZIP = 2;
    private static final int ZSTD = 6;

    /** Headers are of some 20 to 100 bytes; longer if they tell the least and the largest of long texts. */
    private static final int HEADER = 1 << 12;

    private static final int LONGEST_HEADER = 1 << 24;

    private static final int READ = 1 << 18;
    private static final int LARGEST_PAGE = 1 << 28;

    private final ParquetPageHeader header = new ParquetPageHeader();
    private final CRC32 crc = new CRC32();

    // Bytes that have been read and not been used are from at to end of the window; the file goes on at position.
    private byte[] window = {};
    private int at;
    private int end;
    private FileChannel file;
    private long position;
    private long chunkEnd;
    private int codec;
    private int pageStart;
    private byte[] unpacked = {};

    ParquetChunk(FileChannel file) {
        this.file = file;
    }

    /** Goes over to another file. */
    void use(FileChannel other) {
        file = other;
    }

    /** Goes to the beginning of another one. */
    void open(ParquetFooter.Chunk chunk) {
        at = 0;
        end = 0;
        position = chunk.from();
        chunkEnd = chunk.to();
        codec = chunk.codec();
    }

    /** {@return whether there is no other page} */
    boolean isAtEnd() {
        return at == end && position == chunkEnd;
    }

    /** Reads the header of the next page; {@return it, the same object every time}. */
    ParquetPageHeader nextHeader() throws IOException {
        int looked = HEADER;
        while (!readHeader(looked)) {
            looked *= 4;
        }
        ParquetRows.requireUsual(Math.min(header.packedSize, Math.min(header.size, header.values)) >= 0);
        return header;
    }

    /** Reads a header; {@return whether it ends within so many bytes}. */
    private boolean readHeader(int most) throws IOException {
        fill((int) Math.min(most, chunkEnd - position + end - at));
        try {
            at = header.read(new ThriftReader(window, at, end));
            return true;
        } catch (IndexOutOfBoundsException e) {
            if (most == LONGEST_HEADER || position == chunkEnd) {
                throw e;
            }
            return false;
        }
    }

    /** Passes over the page whose header was read. */
    void skipPage() {
        int inWindow = Math.min(header.packedSize, end - at);
        at += inWindow;
        position += header.packedSize - inWindow;
    }

    /** {@return whether a chunk holds whole pages, and these as many values as there are said to be} */
    boolean isWhole(ParquetFooter.Chunk chunk) throws IOException {
        open(chunk);
        long values = 0;
        try {
            while (!isAtEnd()) {
                values += nextHeader().isData() ? header.values : 0;
                skipPage();
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
        return values == chunk.values();
    }

    /** Reads the page whose header was read. */
    void readPage() throws IOException {
        ParquetRows.requireUsual(Math.max(header.packedSize, header.size) <= LARGEST_PAGE);
        fill(header.packedSize);
        pageStart = at;
        at += header.packedSize;
        if (header.hasCrc) {
            crc.reset();
            crc.update(window, pageStart, header.packedSize);
            ParquetRows.requireUsual((int) crc.getValue() == header.crc);
        }
    }

    /** {@return the first bytes of the page as they stand in the file} */
    ByteBuffer stored(int count) {
        ParquetRows.requireUsual(count >= 0 && count <= header.packedSize);
        return ByteBuffer.wrap(window, pageStart, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The page without its first bytes, unpacked.
     *
     * @param first how many of them are not packed
     */
    ByteBuffer unpacked(int first) throws IOException {
        int from = pageStart + first;
        int packed = header.packedSize - first;
        int size = header.size - first;
        ParquetRows.requireUsual(packed >= 0 && size >= 0);
        if (!header.isPacked || codec == UNCOMPRESSED) {
            ParquetRows.requireUsual(packed == size);
            return ByteBuffer.wrap(window, from, size).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
        unpacked = unpacked.length < size ? new byte[size] : unpacked;
        ParquetRows.requireUsual(unpack(from, packed, size) == size);
        return ByteBuffer.wrap(unpacked, 0, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Unpacks bytes of the window; {@return how many they have become}. */
    private long unpack(int from, int packed, int size) throws IOException {
        return switch (codec) {
            case SNAPPY ->
                Snappy.uncompressedLength(window, from, packed) == size
                        ? Snappy.uncompress(window, from, packed, unpacked, 0)
                        : -1;
            case ZSTD -> Zstd.decompressByteArray(unpacked, 0, size, window, from, packed);
            case GZIP -> {
                try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(window, from, packed))) {
                    int read = gzip.readNBytes(unpacked, 0, size);
                    yield gzip.read() < 0 ? read : -1;
                }
            }
            default -> -1;
        };
    }

    /** Sees to it that so many bytes of the chunk are in the window. */
    private void fill(int count) throws IOException {
        if (end - at >= count) {
            return;
        }
        ParquetRows.requireUsual(count - (end - at) <= chunkEnd - position);
        byte[] from = window;
        if (window.length < count) {
            window = new byte[Math.max(count, READ)];
        }
        System.arraycopy(from, at, window, 0, end - at);
        end -= at;
        at = 0;
        // Behind a page its successor's header is wanted next.
        int wanted = (int) Math.min(chunkEnd - position, Math.min(window.length, count + HEADER) - end);
        ByteBuffer to = ByteBuffer.wrap(window, end, wanted);
        while (to.hasRemaining()) {
            int read = file.read(to, position);
            ParquetRows.requireUsual(read >= 0);
            position += read;
        }
        end += wanted;
    }
}
