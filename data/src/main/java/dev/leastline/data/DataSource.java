package dev.leastline.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where delimited text comes from: a name for messages, and a way to open a stream of bytes, plain or gzipped. */
public final class DataSource {
    /** The name of standard input in messages. */
    public static final String STANDARD_INPUT = "standard input";

    private final String name;
    private final Opening opening;

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }

    private DataSource(String name, Opening opening) {
        this.name = name;
        this.opening = opening;
    }

    /**
     * A file. Nothing is opened before it is read.
     *
     * @param file its path, shown in messages as it is
     * @return the source
     */
    public static DataSource of(Path file) {
        return new DataSource(file.toString(), () -> {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            return Files.newInputStream(file);
        });
    }

    /**
     * The standard input, or another stream in its place. It can be read once, and is left open.
     *
     * @param in the stream
     * @return the source, named {@code standard input}
     */
    public static DataSource stdin(InputStream in) {
        AtomicBoolean opened = new AtomicBoolean();
        return new DataSource(STANDARD_INPUT, () -> {
            if (opened.getAndSet(true)) {
                throw new IOException("it has been read already");
            }
            return new LeftOpen(in);
        });
    }

    private static final class LeftOpen extends FilterInputStream {
        LeftOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // belongs to the caller
        }
    }

    /** {@return what messages call it} */
    public String name() {
        return name;
    }

    InputStream open() throws IOException {
        return opening.open();
    }

    @Override
    public String toString() {
        return name;
    }
}
