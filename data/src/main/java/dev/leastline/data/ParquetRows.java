package dev.leastline.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file: columns of numbers by the quick road of {@link ParquetBlocks}; all others, and whatever is
 * unusual, by the careful one of {@link HardwoodRows}.
 */
final class ParquetRows {
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private ParquetRows() {}

    /** How many rows there were, of both kinds. */
    record Count(long skipped, long ended) {}

    /**
     * How to read.
     *
     * @param source which of the sources it is, from 0
     * @param skipMissing whether rows that lack a value are left out; otherwise they are errors
     * @param partRows so many rows of a group are a part of the work
     */
    record Task(Place place, long source, boolean skipMissing, int threads, int partRows, ReadingProgress progress) {}

    /**
     * Reads all rows.
     *
     * @param file the file's path
     * @param destination makes the sink, once the columns are known
     * @throws DataException if the file is malformed, or its values are not what the sink wants
     */
    static Count read(Path file, RowReader.Destination destination, Task task) throws IOException {
        task.progress.begin();
        try {
            RowSink sink = null;
            try (FileChannel channel = FileChannel.open(file)) {
                ParquetFooter footer = footer(channel);
                if (footer != null) {
                    sink = destination.open(Header.named(task.place, footer.names()));
                    if (sink instanceof ParallelSink parallel) {
                        Optional<Count> count = ParquetBlocks.read(channel, footer, parallel, task);
                        if (count.isPresent()) {
                            return count.get();
                        }
                    }
                }
            }
            return HardwoodRows.read(file, sink, destination, task);
        } finally {
            task.progress.end();
        }
    }

    /**
     * Where the quick road does not know on.
     *
     * @throws IllegalArgumentException if the file is not as most are
     */
    static void requireUsual(boolean isUsual) {
        if (!isUsual) {
            throw new IllegalArgumentException("Parquet that is not of the usual kind, or damaged");
        }
    }

    /** What the file says of itself, if it can be understood. */
    private static @Nullable ParquetFooter footer(FileChannel channel) throws IOException {
        try {
            return ParquetFooter.read(channel);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null; // The other road tells what is the matter.
        }
    }

    /** Tells how far the reading is: of the bytes so much as of the rows. */
    static final class Told {
        private final ReadingProgress progress;
        private final long bytes;
        private final long rows;
        private long rowsRead;
        private long bytesTold;

        Told(ReadingProgress progress, long bytes, long rows) {
            this.progress = progress;
            this.bytes = bytes;
            this.rows = rows;
        }

        void rows(long more) {
            rowsRead += more;
            long part = rowsRead >= rows ? bytes : (long) (bytes * (rowsRead / (double) rows));
            progress.rows(more);
            progress.bytes(part - bytesTold);
            bytesTold = part;
        }

        /** Nothing of it has been read after all. */
        void takeBack() {
            progress.rows(-rowsRead);
            progress.bytes(-bytesTold);
            rowsRead = 0;
            bytesTold = 0;
        }
    }
}
