package dev.leastline.data;

import dev.leastline.moments.DomainException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a large text, read by several threads: each takes the next chunk under a lock, and scans it outside of it
 * into a sink of its own. What a {@link NumberScanner} cannot take goes through {@link RecordReader}, from that row to the
 * end of the chunk: the same numbers, and the same words for what is wrong. Of several faults the first one counts.
 */
final class ParallelRows {
    /** So much is looked at to find out the delimiter and the header; shorter texts are not worth a thread. */
    static final int HEAD = 1 << 18;

    /** So many bytes at a time, or more where records are longer. */
    static final int CHUNK = 1 << 20;

    private static final int BLOCK = 1024;

    private final TextBeginning beginning;
    private final boolean skipMissing;
    private final long source;
    private final Chunks chunks;
    private final ChunkLines lines;
    private final ReadingProgress progress;
    private @Nullable Throwable fault;
    private long faultAt;
    private long skipped;
    private long ended;

    private ParallelRows(
            TextBeginning beginning, long source, boolean skipMissing, Chunks chunks, ReadingProgress progress) {
        this.beginning = beginning;
        this.source = source;
        this.skipMissing = skipMissing;
        this.chunks = chunks;
        this.lines = new ChunkLines(beginning.line());
        this.progress = progress;
    }

    /** How many rows there were, of both kinds. */
    record Count(long skipped, long ended) {}

    /** How to read: which of the sources it is, from 0; what becomes of rows that lack a value; how many threads. */
    record Task(long source, boolean skipMissing, int threads, int chunkBytes, ReadingProgress progress) {}

    /**
     * Reads all rows into a sink.
     *
     * @param head the bytes that the beginning was found in
     * @param tail the bytes behind them
     * @throws DataException the first fault, if there is one
     */
    static Count read(TextBeginning beginning, byte[] head, InputStream tail, ParallelSink sink, Task task)
            throws IOException {
        InputStream bytes = new SequenceInputStream(
                new ByteArrayInputStream(head, beginning.offset(), head.length - beginning.offset()), tail);
        Chunks chunks = new Chunks(bytes, (byte) beginning.delimiter(), task.chunkBytes, RecordReader.MAX_FIELD);
        ParallelRows rows = new ParallelRows(beginning, task.source, task.skipMissing, chunks, task.progress);
        rows.readChunks(sink, task.threads, task.chunkBytes);
        rows.refuseFault();
        if (chunks.hasRest()) {
            sink.beginChunk(task.source, Long.MAX_VALUE);
            RowReader rest = rows.readCarefully(chunks.rest(), rows.lines.before(chunks.count()), sink);
            rows.count(rest.skippedRows(), rest.endedRows());
        }
        return new Count(rows.skipped, rows.ended);
    }

    private void readChunks(ParallelSink sink, int threads, int chunkBytes) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i == 0 ? sink : sink.twin(), chunkBytes));
        }
        Threads.run(workers);
        if (fault != null) {
            return;
        }
        try {
            workers.stream().skip(1).forEach(other -> sink.merge(other.sink));
        } catch (DomainException e) {
            note(Long.MAX_VALUE, beginning.place().fault(e));
        }
    }

    private void refuseFault() throws IOException {
        switch (fault) {
            case null -> {}
            case RuntimeException e -> throw e;
            case IOException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(fault);
        }
    }

    private synchronized void note(long chunk, Throwable thrown) {
        if (fault == null || chunk < faultAt) {
            fault = thrown;
            faultAt = chunk;
        }
    }

    private synchronized boolean next(Chunk chunk) {
        if (fault != null) {
            return false;
        }
        try {
            return chunks.next(chunk);
        } catch (IOException | RuntimeException | Error e) {
            note(Long.MAX_VALUE, e);
            return false;
        }
    }

    private synchronized void count(long newSkipped, long newEnded) {
        skipped += newSkipped;
        ended += newEnded;
    }

    private RowReader readCarefully(InputStream bytes, long line, ParallelSink sink) throws IOException {
        Place place = beginning.place();
        RowReader rows = new RowReader(place, beginning.format(), beginning.header(), sink);
        RecordReader.read(
                TextInput.reader(bytes, StandardCharsets.UTF_8), beginning.delimiter(), null, place, rows, line);
        return rows;
    }

    private final class Worker implements Runnable, NumberScanner.Rows {
        private final ParallelSink sink;
        private final NumberScanner scanner;
        private final Chunk chunk;
        private long ended;
        private long skipped;

        Worker(ParallelSink sink, int chunkBytes) {
            this.sink = sink;
            this.chunk = new Chunk(chunkBytes);
            this.scanner = new NumberScanner(
                    (byte) beginning.delimiter(),
                    beginning.format().decimalMark(),
                    beginning.header().slots(sink.columns()),
                    skipMissing,
                    sink.takesBlocks() ? BLOCK : 1,
                    this);
        }

        @Override
        public void run() {
            while (next(chunk)) {
                try {
                    long before = ended;
                    readChunk();
                    progress.rows(ended - before);
                } catch (IOException | RuntimeException | Error e) {
                    note(chunk.number, e);
                    lines.set(chunk.number, 0); // Nobody is to wait for it.
                }
            }
            try {
                scanner.flush();
            } catch (RuntimeException | Error e) {
                note(Long.MAX_VALUE, e);
            }
            count(skipped, ended);
        }

        /** Numbers alone are wanted; where none is, of a text of one column, blanks would be taken for a row. */
        private boolean isQuick() {
            return sink.texts().isEmpty()
                    && !(sink.columns().isEmpty() && beginning.header().size() == 1);
        }

        private void readChunk() throws IOException {
            sink.beginChunk(source, chunk.number);
            int stopped = isQuick() ? scanner.scan(chunk) : 0;
            if (sink.tellsChunksApart()) {
                scanner.flush();
            }
            if (stopped == chunk.length) {
                lines.set(chunk.number, scanner.lines());
                return;
            }
            int fewer = Chunk.count(chunk.bytes, 0, stopped, (byte) '\n');
            lines.set(chunk.number, fewer + Chunk.count(chunk.bytes, stopped, chunk.length, (byte) '\n'));
            RowReader rows = readCarefully(
                    new ByteArrayInputStream(chunk.bytes, stopped, chunk.length - stopped),
                    lines.before(chunk.number) + fewer,
                    sink);
            ended += rows.endedRows();
            skipped += rows.skippedRows();
        }

        @Override
        public boolean take(NumberBlock block) {
            int whole = block.hasWide ? block.rows - 1 : block.rows;
            if (sink.takesBlocks()) {
                sink.addRows(block.mantissas, block.scales, whole);
                ended += whole;
            }
            for (int row = sink.takesBlocks() ? whole : 0; row < block.rows; row++) {
                for (int column = 0; column < block.wide.length; column++) {
                    BigDecimal wide = row == whole ? block.wide[column] : null;
                    if (wide == null) {
                        sink.set(column, block.mantissas[column][row], block.scales[column][row]);
                    } else {
                        sink.set(column, wide);
                    }
                }
                if (!endRow()) {
                    return false;
                }
            }
            return true;
        }

        private boolean endRow() {
            try {
                sink.endRow(beginning.place());
            } catch (DomainException e) {
                return false;
            }
            ended++;
            return true;
        }

        @Override
        public void skip() {
            sink.skipRow();
            skipped++;
        }
    }
}
