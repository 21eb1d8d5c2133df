package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipInputTest {
    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (InputStream in = new GzipInput(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void membersAreReadOneAfterAnother() throws IOException {
        byte[] empty = gzip(new byte[0]);
        assertThat(unpacked(join(gzip(text("x,y\n")), empty, gzip(text("1,2\n")), empty)))
                .isEqualTo("x,y\n1,2\n");
    }

    @Test
    void aStreamThatGivesOneByteAtATimeAndNothingAvailableIsReadToItsEnd() throws IOException {
        InputStream trickle = new ByteArrayInputStream(join(gzip(text("one ")), gzip(text("two")))) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (InputStream in = new GzipInput(trickle)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("one two");
        }
    }

    @Test
    void allPartsOfAHeaderAreSkipped() throws IOException {
        byte[] plain = gzip(text("hello"));
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0};
        byte[] full = join(
                header,
                new byte[] {3, 0, 'a', 0, 'c'},
                text("name.csv\0"),
                text("comment\0"),
                new byte[] {1, 2},
                Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(unpacked(full)).isEqualTo("hello");
    }

    @Test
    void zerosAtTheEndArePadding() throws IOException {
        assertThat(unpacked(join(gzip(text("hello")), new byte[1000]))).isEqualTo("hello");
    }

    @Test
    void noCutGoesUnseenButThatBetweenMembers() throws IOException {
        byte[] first = gzip(text("x,y\n1,2\n"));
        byte[] both = join(first, gzip(text("3,4\n")));
        for (int length = 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            if (length == first.length) {
                assertThat(unpacked(cut)).isEqualTo("x,y\n1,2\n");
            } else {
                assertThatThrownBy(() -> unpacked(cut)).as("cut at " + length).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aChangedByteOfTheDataOrTheChecksumIsFound() throws IOException {
        byte[] packed = gzip(text("x,y\n1,2\n3,4\n"));
        int seen = 0;
        for (int i = 10; i < packed.length; i++) {
            byte[] damaged = packed.clone();
            damaged[i] ^= 0x10;
            try {
                // The last bits before the checksum may be padding.
                assertThat(unpacked(damaged)).as("byte " + i).isEqualTo("x,y\n1,2\n3,4\n");
            } catch (IOException e) {
                seen++;
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(packed.length - 11);
    }

    @Test
    void somethingElseAfterTheDataIsAnError() throws IOException {
        byte[] packed = join(gzip(text("hello")), text("plain"));
        assertThatThrownBy(() -> unpacked(packed)).isInstanceOf(ZipException.class);
    }

    @Test
    void megabytesComeOutAsTheyWentIn() throws IOException {
        byte[] bytes = new byte[3_000_000];
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('0' + random.nextInt(10));
        }
        byte[] packed =
                join(gzip(Arrays.copyOf(bytes, 1_234_567)), gzip(Arrays.copyOfRange(bytes, 1_234_567, 3_000_000)));
        CRC32 expected = new CRC32();
        expected.update(bytes);
        CRC32 actual = new CRC32();
        try (InputStream in = new GzipInput(new ByteArrayInputStream(packed))) {
            actual.update(in.readAllBytes());
        }
        assertThat(actual.getValue()).isEqualTo(expected.getValue());
    }
}
