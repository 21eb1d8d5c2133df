package dev.leastline.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where delimited text comes from: a name for messages, and a way to open a stream of bytes, plain or gzipped. */
public final class DataSource {
    /** The name of standard input in messages. */
    public static final String STANDARD_INPUT = "standard input";

    private final String name;
    private final @Nullable Path file;
    private final Opening opening;
    private final LongSupplier size;
    private final ReadingProgress progress;

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }

    private DataSource(String name, @Nullable Path file, Opening opening, LongSupplier size, ReadingProgress progress) {
        this.name = name;
        this.file = file;
        this.opening = opening;
        this.size = size;
        this.progress = progress;
    }

    /**
     * A file. Nothing is opened before it is read.
     *
     * @param file its path, shown in messages as it is
     * @return the source
     */
    public static DataSource of(Path file) {
        Opening opening = () -> {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            return Files.newInputStream(file);
        };
        return new DataSource(file.toString(), file, opening, () -> size(file), ReadingProgress.NONE);
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /**
     * The standard input, or another stream in its place. It can be read once, and is left open.
     *
     * @param in the stream
     * @return the source, named {@code standard input}
     */
    public static DataSource stdin(InputStream in) {
        AtomicBoolean opened = new AtomicBoolean();
        Opening opening = () -> {
            if (opened.getAndSet(true)) {
                throw new IOException("it has been read already");
            }
            return new LeftOpen(in);
        };
        return new DataSource(STANDARD_INPUT, null, opening, () -> -1, ReadingProgress.NONE);
    }

    /**
     * The same source, with someone told how far its reading is.
     *
     * @param watcher who is told
     * @return the source
     */
    public DataSource watchedBy(ReadingProgress watcher) {
        return new DataSource(name, file, opening, size, watcher);
    }

    /** {@return how many bytes it has now; −1 if that is not known} */
    public long size() {
        return size.getAsLong();
    }

    /** Its path, if it is a file. */
    @Nullable
    Path file() {
        return file;
    }

    ReadingProgress progress() {
        return progress;
    }

    /** Tells how much is read. */
    private static final class Watched extends FilterInputStream {
        private final ReadingProgress progress;
        private boolean closed;

        Watched(InputStream in, ReadingProgress progress) {
            super(in);
            this.progress = progress;
            progress.begin();
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            progress.bytes(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            progress.bytes(Math.max(read, 0));
            return read;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                progress.end();
            }
            super.close();
        }
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
        return new Watched(opening.open(), progress);
    }

    @Override
    public String toString() {
        return name;
    }
}
