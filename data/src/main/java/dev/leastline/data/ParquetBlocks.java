package dev.leastline.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The numbers of a Parquet file by several threads, each of which takes some rows at a time and reads its own
 * {@link ParquetPages}. If anything is unusual or wrong with the file, or with one of the wanted values, none of its rows
 * have been taken, and hardwood is to read it, which knows more of what Parquet can be, and has to say what is the matter.
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

    private final FileChannel file;
    private final List<ParquetFooter.Column> columns;
    private final ParallelSink sink;
    private final ParquetRows.Task task;
    private final List<Part> parts;
    private final ParquetRows.Told told;
    private int next;
    private boolean isUnusual;
    private long skipped;
    private long ended;

    /** Rows of a group, from one of them to before another. */
    private record Part(ParquetFooter.RowGroup group, long from, long to) {
        int rows() {
            return (int) (to - from);
        }
    }

    private ParquetBlocks(
            FileChannel file,
            ParquetFooter footer,
            List<ParquetFooter.Column> columns,
            ParallelSink sink,
            ParquetRows.Task task)
            throws IOException {
        this.file = file;
        this.columns = columns;
        this.sink = sink;
        this.task = task;
        this.told = new ParquetRows.Told(task.progress(), file.size(), footer.rows());
        this.parts = new ArrayList<>();
        for (ParquetFooter.RowGroup group : footer.groups()) {
            for (long from = 0; from < group.rows(); from += task.partRows()) {
                parts.add(new Part(group, from, Math.min(from + task.partRows(), group.rows())));
            }
        }
    }

    /**
     * Reads all rows into the sink, or none.
     *
     * @return how many there were, or nothing if it has to be done otherwise
     */
    static Optional<ParquetRows.Count> read(
            FileChannel file, ParquetFooter footer, ParallelSink sink, ParquetRows.Task task) throws IOException {
        List<ParquetFooter.Column> columns = new ArrayList<>();
        for (String name : sink.columns()) {
            List<ParquetFooter.Column> named = footer.columns().stream()
                    .filter(one -> one.name().equals(name))
                    .toList();
            if (named.size() != 1 || !footer.isSound(named.get(0), file.size())) {
                return Optional.empty();
            }
            columns.add(named.get(0));
        }
        boolean isUsual = sink.texts().isEmpty()
                && !columns.isEmpty()
                && footer.groups().stream().allMatch(group -> group.rows() / task.partRows() < MOST_PARTS);
        return isUsual ? new ParquetBlocks(file, footer, columns, sink, task).read() : Optional.empty();
    }

    private Optional<ParquetRows.Count> read() {
        int threads = Math.min(task.threads(), parts.size());
        List<Worker> workers =
                IntStream.range(0, threads).mapToObj(i -> new Worker()).toList();
        Threads.run(workers);
        if (isUnusual) {
            told.takeBack();
            return Optional.empty();
        }
        workers.forEach(worker -> sink.merge(worker.rows));
        return Optional.of(new ParquetRows.Count(skipped, ended));
    }

    private synchronized int next() {
        return isUnusual || next == parts.size() ? -1 : next++;
    }

    private synchronized void count(long newSkipped, long newEnded) {
        skipped += newSkipped;
        ended += newEnded;
        told.rows(newSkipped + newEnded);
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
        private final boolean isDecimal;

        Worker() {
            pages = columns.stream()
                    .map(column -> new ParquetPages(file, column))
                    .toArray(ParquetPages[]::new);
            longs = new long[pages.length][];
            doubles = new double[pages.length][];
            missing = new boolean[pages.length][];
            lacks = new boolean[pages.length];
            scales = new int[pages.length][BATCH];
            boolean binary = false;
            for (int i = 0; i < pages.length; i++) {
                binary |= pages[i].isBinary();
            }
            isDecimal = !binary;
            for (int i = 0; i < pages.length; i++) {
                longs[i] = new long[pages[i].isBinary() ? 0 : BATCH];
                missing[i] = new boolean[pages[i].isBinary() ? 0 : BATCH];
                doubles[i] = new double[isDecimal ? 0 : BATCH];
                Arrays.fill(scales[i], columns.get(i).scale());
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
            rows.beginChunk(task.source(), number);
            for (int i = 0; i < pages.length; i++) {
                pages[i].open(part.group.chunks().get(columns.get(i).leaf()), part.from);
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
            count(skippedHere, part.rows() - skippedHere);
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
                ParquetRows.requireUsual(task.skipMissing());
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
                if (columns.get(i).scale() != 0) {
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
                rows.endRow(task.place());
            }
        }
    }
}
