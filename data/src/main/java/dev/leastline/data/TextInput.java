package dev.leastline.data;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to text: unpacks gzip, drops a byte order mark, decodes UTF-8. Bytes that are no UTF-8 become U+FFFD, since a
 * column that nobody needs may be in any encoding; text of 16- or 32-bit characters is refused.
 */
final class TextInput {
    private static final int HEAD = 1024;

    /** Here ends what marks a tar archive. */
    private static final int TAR = 262;

    private TextInput() {}

    /** Opens a source; a wrong encoding is a {@link DataException}. */
    static BufferedReader open(DataSource source) throws IOException {
        return reader(unpacked(source).bytes, StandardCharsets.UTF_8);
    }

    static BufferedReader reader(InputStream bytes, Charset charset) {
        return new BufferedReader(new InputStreamReader(bytes, charset), 1 << 14);
    }

    /** The bytes of a text, without the byte order mark if there was one. */
    record Unpacked(boolean marked, InputStream bytes) {}

    /** Opens a source; a wrong encoding is a {@link DataException}. */
    static Unpacked unpacked(DataSource source) throws IOException {
        InputStream bytes = source.open();
        try {
            byte[] magic = bytes.readNBytes(2);
            bytes = new SequenceInputStream(new ByteArrayInputStream(magic), bytes);
            if (magic.length == 2 && GzipInput.isGzip(magic[0] & 0xff, magic[1] & 0xff)) {
                bytes = new GzipInput(bytes);
            }
            byte[] head = bytes.readNBytes(HEAD);
            refuseOtherEncodings(head, Place.of(source));
            int mark = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
            InputStream rest = new SequenceInputStream(new ByteArrayInputStream(head, mark, head.length - mark), bytes);
            return new Unpacked(mark > 0, rest);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static void refuseOtherEncodings(byte[] head, Place place) {
        if (startsWith(head, 'P', 'K', 3, 4)) {
            throw place.fault("found a ZIP archive or a workbook, expected text; unpack it, or save the sheet as CSV");
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            throw place.fault(
                    "found Parquet, expected delimited text: Parquet is read from files, not from a pipe or packed, and predictions are not added to it");
        }
        String packer = packer(head);
        if (packer != null) {
            throw place.fault("it is packed with " + packer + ", expected text, plain or gzipped; unpack it: " + packer
                    + " -dc FILE | leastline fit -");
        }
        if (head.length > TAR && new String(head, TAR - 5, 5, StandardCharsets.US_ASCII).equals("ustar")) {
            throw place.fault("found a tar archive, expected text; unpack it, and name the files in it");
        }
        boolean marked = startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff);
        boolean wide = startsWith(head, 0xff, 0xfe, 0, 0) || startsWith(head, 0, 0, 0xfe, 0xff);
        if (marked || wide) {
            String name = wide ? "UTF-32" : "UTF-16";
            throw place.fault("found " + name + ", expected UTF-8; convert it: iconv -f " + name + " -t UTF-8");
        }
        for (byte b : head) {
            if (b == 0) {
                throw place.fault("found NUL bytes, expected UTF-8 text; if it is UTF-16, convert it:"
                        + " iconv -f UTF-16 -t UTF-8 (or -f UTF-16LE)");
            }
        }
    }

    /** The command that packed this. */
    private static @Nullable String packer(byte[] head) {
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return "zstd";
        }
        if (startsWith(head, 'B', 'Z', 'h') && head.length > 9 && head[4] == 0x31 && head[5] == 0x41) {
            return "bzip2";
        }
        if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return "xz";
        }
        return startsWith(head, 4, 0x22, 0x4d, 0x18) ? "lz4" : null;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** What a failure to open or read the bytes means. */
    static DataException fault(DataSource source, IOException e) {
        String problem =
                switch (e) {
                    case NoSuchFileException missing -> "no such file";
                    case AccessDeniedException denied -> "no permission to read it";
                    case EOFException end -> "the gzip data ends too early; is the file cut off?";
                    case ZipException damaged -> "the gzip data is damaged: " + reason(damaged.getMessage(), damaged);
                    case FileSystemException other -> "cannot be read: " + reason(other.getReason(), other);
                    default -> "cannot be read: " + reason(e.getMessage(), e);
                };
        return Place.of(source).fault(problem, e);
    }

    private static String reason(@Nullable String message, IOException e) {
        return Place.visible(message == null ? e.getClass().getSimpleName() : message);
    }
}
