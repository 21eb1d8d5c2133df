package dev.leastline.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * What a page must carry to have the lab in it: {@code lab.js} in a script element, and the base64 of the
 * gzipped {@code lab.wasm} to hand to {@code Leastline.load}. Of its content-security policy the module needs {@code 'wasm-unsafe-eval'} among the
 * {@code script-src}.
 */
public final class LabFiles {
    private LabFiles() {}

    /** {@return the script, which defines {@code Leastline}} */
    public static String script() {
        return new String(read("lab.js"), StandardCharsets.UTF_8);
    }

    /** {@return the WebAssembly module, gzipped, in base64} */
    public static String module() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(read("lab.wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static byte[] read(String name) {
        try (InputStream file = LabFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the build");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
