package dev.leastline.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of Parquet files by several threads, each of which takes some rows at a time and reads its own
 * {@link ParquetPages}. If anything is unusual or wrong with a file, or with one of the wanted values, no rows of any have
 * been taken, and hardwood is to read them, which knows more of what Parquet can be, and has to say what is the matter.
 */
final class ParquetBlocks {
    /** So many rows are read at once: few enough to stay in the cache of a processor, whole blocks of an accumulator. */
    static final int BATCH = 1 << 13;

    /** So many rows of a group are a part of the work; writers' groups are mostly smaller. */
    static final int PART = 1 << 20;

    /** A group of more parts is damaged: it would be of 10^11 rows. */
    private static final int MOST_PARTS = 1 << 17;

    /** Integers of at most this size are doubles. */
    private static final long EXACT = 1L << 53;

    private final ParallelSink sink;
    private final List<Part> parts = new ArrayList<>();
    private int next;
    private boolean isUnusual;
    private long skipped;
    private long ended;

    /** A file of which the rows are wanted. */
    static final class Source {
        private final FileChannel file;
        private final ParquetFooter footer;
        private final ParquetRows.Task task;
        private final ParquetRows.Told told;
        private List<ParquetFooter.Column> columns = List.of();

        private Source(FileChannel file, ParquetFooter footer, ParquetRows.Task task) throws IOException {
            this.file = file;
            this.footer = footer;
            this.task = task;
            this.told = new ParquetRows.Told(task.progress(), file.size(), footer.rows());
        }

        /** Opens a file; {@return nothing if what it says of itself cannot be understood}. */
        static @Nullable Source open(ParquetRows.Task task) throws IOException {
            FileChannel file = FileChannel.open(task.file());
            try {
                return new Source(file, ParquetFooter.read(file), task);
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                file.close();
                return null;
            }
        }

        /** {@return the names of the columns} */
        List<String> names() {
            return footer.names();
        }

        /** Finds the columns of numbers; {@return whether they are all there, and the file is of the usual kind}. */
        private boolean choose(List<String> names) throws IOException {
            List<ParquetFooter.Column> chosen = new ArrayList<>();
            for (String name : names) {
                List<ParquetFooter.Column> named = footer.columns().stream()
                        .filter(one -> one.name().equals(name))
                        .toList();
                if (named.size() != 1 || !footer.isSound(named.get(0), file.size())) {
                    return false;
                }
                chosen.add(named.get(0));
            }
            columns = chosen;
            return footer.groups().stream().allMatch(group -> group.rows() / task.partRows() < MOST_PARTS);
        }

        /** Closes the file; what has been read of it is right, whatever comes of that. */
        void close() {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing was written.
            }
        }
    }

    /** Rows of a group, from one of them to before another; of all parts of the file the n-th. */
    private record Part(Source source, int number, ParquetFooter.RowGroup group, long from, long to) {
        int rows() {
            return (int) (to - from);
        }
    }

    private ParquetBlocks(List<Source> sources, ParallelSink sink) {
        this.sink = sink;
        for (Source source : sources) {
            int number = 0;
            int most = source.task.partRows();
            for (ParquetFooter.RowGroup group : source.footer.groups()) {
                for (long from = 0; from < group.rows(); from += most) {
                    parts.add(new Part(source, number++, group, from, Math.min(from + most, group.rows())));
                }
            }
        }
    }

    /**
     * Reads all rows of some files into the sink, or none of any.
     *
     * @param sources at least one
     * @return how many there were, or nothing if it has to be done otherwise
     */
    static Optional<ParquetRows.Count> read(List<Source> sources, ParallelSink sink) throws IOException {
        boolean isUsual = sink.texts().isEmpty() && !sink.columns().isEmpty();
        for (Source source : sources) {
            isUsual = isUsual && source.choose(sink.columns());
        }
        return isUsual ? new ParquetBlocks(sources, sink).read(sources) : Optional.empty();
    }

    private Optional<ParquetRows.Count> read(List<Source> sources) {
        int threads = Math.min(sources.get(0).task.threads(), parts.size());
        List<Worker> workers = IntStream.range(0, threads)
                .mapToObj(i -> new Worker(parts.get(0).source))
                .toList();
        Threads.run(workers);
        if (isUnusual) {
            sources.forEach(source -> source.told.takeBack());
            return Optional.empty();
        }
        workers.forEach(worker -> sink.merge(worker.rows));
        return Optional.of(new ParquetRows.Count(skipped, ended));
    }

    private synchronized int next() {
        return isUnusual || next == parts.size() ? -1 : next++;
    }

    private synchronized void count(Source source, long newSkipped, long newEnded) {
        skipped += newSkipped;
        ended += newEnded;
        source.told.rows(newSkipped + newEnded);
    }

    private synchronized void giveUp() {
        isUnusual = true;
    }

    private final class Worker implements Runnable {
        private final ParallelSink rows = sink.twin();
        private final ParquetPages[] pages;
        private final long[][] longs;
        private final double[][] doubles;
        private final boolean[][] missing;
        private final boolean[] lacks;
        private final int[][] scales;
        private Source source;
        private boolean isDecimal;

        Worker(Source first) {
            source = first;
            pages = first.columns.stream()
                    .map(column -> new ParquetPages(first.file, column))
                    .toArray(ParquetPages[]::new);
            longs = new long[pages.length][0];
            doubles = new double[pages.length][0];
            missing = new boolean[pages.length][0];
            lacks = new boolean[pages.length];
            scales = new int[pages.length][BATCH];
            use(first);
        }

        /** Goes over to a file. */
        private void use(Source other) {
            source = other;
            isDecimal = other.columns.stream().noneMatch(ParquetFooter.Column::isBinary);
            for (int i = 0; i < pages.length; i++) {
                ParquetFooter.Column column = other.columns.get(i);
                pages[i].use(other.file, column);
                Arrays.fill(scales[i], column.scale());
                if (!column.isBinary() && longs[i].length == 0) {
                    longs[i] = new long[BATCH];
                    missing[i] = new boolean[BATCH];
                }
                if (!isDecimal && doubles[i].length == 0) {
                    doubles[i] = new double[BATCH];
                }
            }
        }

        @Override
        public void run() {
            try {
                for (int number = next(); number >= 0; number = next()) {
                    readPart(number);
                }
            } catch (IOException | RuntimeException | Error e) {
                giveUp(); // Whatever it is, the other road meets it too, and tells it in the order of the rows.
            }
        }

        private void readPart(int number) throws IOException {
            Part part = parts.get(number);
            if (part.source != source) {
                use(part.source);
            }
            rows.beginChunk(source.task.source(), part.number);
            for (int i = 0; i < pages.length; i++) {
                pages[i].open(part.group.chunks().get(source.columns.get(i).leaf()), part.from);
            }
            long skippedHere = 0;
            for (int done = 0; done < part.rows(); done += BATCH) {
                int count = Math.min(BATCH, part.rows() - done);
                for (int i = 0; i < pages.length; i++) {
                    lacks[i] = pages[i].read(longs[i], doubles[i], missing[i], count);
                }
                skippedHere += count - take(count);
            }
            for (ParquetPages column : pages) {
                ParquetRows.requireUsual(part.to < part.group.rows() || column.isAtEnd());
            }
            count(source, skippedHere, part.rows() - skippedHere);
        }

        /** Hands rows on; {@return how many there are without missing values}. */
        private int take(int count) {
            boolean lacksAny = false;
            for (boolean lacksSome : lacks) {
                lacksAny |= lacksSome;
            }
            int complete = lacksAny || !rows.takesBlocks() ? leaveOutMissing(count) : count;
            if (!rows.takesBlocks()) {
                takeRows(complete);
            } else if (isDecimal) {
                rows.addRows(longs, scales, complete);
            } else if (isAllBinary(complete)) {
                complete = takeDoubles(complete);
            } else {
                complete = leaveOutMissing(complete);
                takeRows(complete);
            }
            for (int row = complete; row < count; row++) {
                ParquetRows.requireUsual(source.task.skipMissing());
                rows.skipRow();
            }
            return complete;
        }

        /** Hands doubles on; {@return how many there are that are not NaN}. */
        private int takeDoubles(int count) {
            try {
                rows.addRows(doubles, count);
                return count;
            } catch (IllegalArgumentException notFinite) {
                int complete = leaveOutMissing(count);
                rows.addRows(doubles, complete);
                return complete;
            }
        }

        /** Moves rows without missing values to the front; {@return how many there are}. */
        private int leaveOutMissing(int count) {
            int kept = 0;
            for (int row = 0; row < count; row++) {
                boolean isComplete = true;
                for (int i = 0; i < pages.length; i++) {
                    isComplete &= pages[i].isBinary() ? !Double.isNaN(doubles[i][row]) : !lacks[i] || !missing[i][row];
                }
                if (isComplete) {
                    for (int i = 0; i < pages.length; i++) {
                        move(i, row, kept);
                    }
                    kept++;
                }
            }
            return kept;
        }

        private void move(int column, int from, int to) {
            if (!isDecimal) {
                doubles[column][to] = doubles[column][from];
            }
            if (!pages[column].isBinary()) {
                longs[column][to] = longs[column][from];
                missing[column][to] = missing[column][from];
            }
        }

        /** Integers beside doubles become doubles, where that changes none of them. */
        private boolean isAllBinary(int count) {
            for (int i = 0; i < pages.length; i++) {
                if (pages[i].isBinary()) {
                    continue;
                }
                if (source.columns.get(i).scale() != 0) {
                    return false;
                }
                long beyond = 0;
                for (int row = 0; row < count; row++) {
                    doubles[i][row] = longs[i][row];
                    beyond |= longs[i][row] + EXACT & -2 * EXACT;
                }
                if (beyond != 0) {
                    return false;
                }
            }
            return true;
        }

        private void takeRows(int count) {
            for (int row = 0; row < count; row++) {
                for (int i = 0; i < pages.length; i++) {
                    if (pages[i].isBinary()) {
                        rows.set(i, doubles[i][row]);
                    } else {
                        rows.set(i, longs[i][row], scales[i][row]);
                    }
                }
                rows.endRow(source.task.place());
            }
        }
    }
}
