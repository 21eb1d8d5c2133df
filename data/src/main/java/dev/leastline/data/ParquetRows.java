package dev.leastline.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a Parquet file: columns of numbers by the quick road of {@link ParquetBlocks}; all others, and whatever is
 * unusual, by the careful one of {@link HardwoodRows}.
 */
final class ParquetRows {
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private ParquetRows() {}

    /** How many rows there were, of both kinds. */
    record Count(long skipped, long ended) {
        Count plus(Count other) {
            return new Count(skipped + other.skipped, ended + other.ended);
        }
    }

    /**
     * A file, and how to read it.
     *
     * @param source which of the sources it is, from 0
     * @param skipMissing whether rows that lack a value are left out; otherwise they are errors
     * @param partRows so many rows of a group are a part of the work
     */
    record Task(
            Path file,
            Place place,
            long source,
            boolean skipMissing,
            int threads,
            int partRows,
            ReadingProgress progress) {}

    /**
     * Reads all rows of a file.
     *
     * @param destination makes the sink, once the columns are known
     * @throws DataException if the file is malformed, or its values are not what the sink wants
     */
    static Count read(Task file, RowReader.Destination destination) throws IOException {
        Optional<Count> quick = readQuickly(List.of(file), destination);
        if (quick.isPresent()) {
            return quick.get();
        }
        file.progress.begin();
        try {
            return HardwoodRows.read(file, destination);
        } finally {
            file.progress.end();
        }
    }

    /**
     * Reads all rows of several files side by side, or none of any.
     *
     * @param destination makes the sink, once the columns are known
     * @return how many there were, or nothing if they have to be read one after the other, so that the first fault is told
     */
    static Optional<Count> readTogether(List<Task> files, RowReader.Destination destination) {
        try {
            return readQuickly(files, destination);
        } catch (DataException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Count> readQuickly(List<Task> files, RowReader.Destination destination) throws IOException {
        List<ParquetBlocks.Source> sources = new ArrayList<>();
        Optional<ParallelSink> sink = Optional.empty();
        files.forEach(file -> file.progress.begin());
        try {
            for (Task file : files) {
                ParquetBlocks.Source source = ParquetBlocks.Source.open(file);
                if (source == null) {
                    return Optional.empty();
                }
                sources.add(source);
                RowSink opened = destination.open(Header.named(file.place, source.names()));
                if (!(opened instanceof ParallelSink parallel)
                        || !parallel.texts().isEmpty()) {
                    return Optional.empty();
                }
                sink = Optional.of(parallel);
            }
            return ParquetBlocks.read(sources, sink.orElseThrow());
        } finally {
            sources.forEach(ParquetBlocks.Source::close);
            files.forEach(file -> file.progress.end());
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
