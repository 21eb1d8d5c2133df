package dev.leastline.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), all members of it, each with its checksum. Unlike {@link java.util.zip.GZIPInputStream} it
 * never takes a damaged or cut-off later member for the end of the data, and does not ask {@code available()}, which on
 * a pipe may be 0 between two members. Zeros after the last member are padding, as for gzip(1).
 */
final class GzipInput extends InputStream {
    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA_FIELD = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private boolean ended;

    GzipInput(InputStream in) throws IOException {
        this.in = in;
        readHeader(readByte());
    }

    static boolean isGzip(int first, int second) {
        return first == 0x1f && second == 0x8b;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    checksum.update(target, offset, count);
                    return count;
                }
                if (inflater.finished()) {
                    endMember();
                } else {
                    fill();
                    inflater.setInput(buffer, 0, limit);
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        if (readNumber(4) != checksum.getValue() || readNumber(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("a wrong checksum");
        }
        int next = 0;
        while (next == 0) {
            if (position == limit && !hasMore()) {
                ended = true;
                return;
            }
            next = readByte();
        }
        readHeader(next);
    }

    private void readHeader(int first) throws IOException {
        if (!isGzip(first, readByte()) || readByte() != 8) {
            throw new ZipException("something that is not gzip after the gzip data");
        }
        int flags = readByte();
        discard(6);
        if ((flags & HAS_EXTRA_FIELD) != 0) {
            discard((int) readNumber(2));
        }
        for (int flag : new int[] {HAS_NAME, HAS_COMMENT}) {
            if ((flags & flag) != 0) {
                discardText();
            }
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            discard(2);
        }
        inflater.reset();
        checksum.reset();
        inflater.setInput(buffer, position, limit - position);
    }

    private void discardText() throws IOException {
        int c;
        do {
            c = readByte();
        } while (c != 0);
    }

    private void discard(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            readByte();
        }
    }

    private long readNumber(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) readByte() << (8 * i);
        }
        return number;
    }

    private int readByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    private void fill() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
    }

    private boolean hasMore() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
