package dev.leastline.data;

import dev.leastline.moments.DomainException;
import java.io.BufferedReader;
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

    private final Place place;
    private final CsvFormat format;
    private final char delimiter;
    private final Header header;
    private final boolean skipMissing;
    private final long source;
    private final Chunks chunks;
    private final ChunkLines lines;
    private @Nullable Throwable fault;
    private long faultAt;
    private long skipped;
    private long ended;

    private ParallelRows(
            Place place,
            CsvFormat format,
            char delimiter,
            Header header,
            boolean skipMissing,
            long source,
            Chunks chunks,
            ChunkLines lines) {
        this.place = place;
        this.format = format;
        this.delimiter = delimiter;
        this.header = header;
        this.skipMissing = skipMissing;
        this.source = source;
        this.chunks = chunks;
        this.lines = lines;
    }

    /** How many rows there were, of both kinds. */
    record Count(long skipped, long ended) {}

    /** The beginning of a text: what separates its fields, its header, and where the rows begin. */
    record Beginning(char delimiter, Header header, int offset, long line) {
        /** Looks at the first bytes of a text; nothing if they tell too little, or the text is one to go through slowly. */
        static @Nullable Beginning of(byte[] head, CsvFormat format, Place place) throws IOException {
            if (!format.header() || format.comment() != null) {
                return null;
            }
            Character given = format.delimiter();
            char delimiter = given == null ? DelimiterSniffer.sniff(reader(head), format) : given;
            if (delimiter == CsvFormat.BLANKS || delimiter > 127) {
                return null;
            }
            HeaderRecord record = new HeaderRecord();
            try {
                RecordReader.read(reader(head), delimiter, null, place, record, 1);
            } catch (HeaderRecord.Ended ended) {
                // That is all of it that is wanted.
            } catch (DataException odd) {
                return null;
            }
            int offset = 0;
            for (long line = 0; line < record.lastLine && offset < head.length; line++) {
                offset = Chunk.find(head, offset, head.length, (byte) '\n') + 1;
            }
            if (record.lastLine == 0 || offset >= head.length) {
                return null;
            }
            if (Chunk.find(head, 0, offset, (byte) '\r') < offset - 2) {
                return null; // Lines of the header end in something else.
            }
            Header header = Header.of(place.atLine(record.firstLine), format, record.fields);
            return new Beginning(delimiter, header, offset, record.lastLine + 1);
        }

        private static BufferedReader reader(byte[] head) {
            return TextInput.reader(new ByteArrayInputStream(head), StandardCharsets.UTF_8);
        }
    }

    /** The fields of the first record. */
    private static final class HeaderRecord implements RecordReader.Handler {
        private static final class Ended extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Ended() {
                super(null, null, false, false);
            }
        }

        private final List<String> fields = new ArrayList<>();
        private long firstLine;
        private long lastLine;

        @Override
        public void begin(long line) {
            firstLine = line;
            fields.clear();
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            fields.add(new String(buffer, offset, length));
        }

        @Override
        public void end(int count, long line) {
            lastLine = line;
            throw new Ended();
        }
    }

    /**
     * Reads all rows behind the header into a sink.
     *
     * @param source which of the sources it is, from 0
     * @throws DataException the first fault, if there is one
     */
    static Count read(
            Place place,
            CsvFormat format,
            Beginning beginning,
            long source,
            byte[] head,
            InputStream rest,
            ParallelSink sink,
            boolean skipMissing,
            int threads,
            int chunkBytes)
            throws IOException {
        InputStream bytes = new SequenceInputStream(
                new ByteArrayInputStream(head, beginning.offset, head.length - beginning.offset), rest);
        Chunks chunks = new Chunks(bytes, (byte) beginning.delimiter, chunkBytes, RecordReader.MAX_FIELD);
        ParallelRows rows = new ParallelRows(
                place,
                format,
                beginning.delimiter,
                beginning.header,
                skipMissing,
                source,
                chunks,
                new ChunkLines(beginning.line));
        rows.readChunks(sink, threads, chunkBytes);
        rows.refuseFault();
        if (chunks.hasRest()) {
            sink.beginChunk(source, Long.MAX_VALUE);
            rows.readCarefully(chunks.rest(), rows.lines.before(chunks.count()), sink);
        }
        return new Count(rows.skipped, rows.ended);
    }

    private void readChunks(ParallelSink sink, int threads, int chunkBytes) {
        List<Worker> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Worker other = new Worker(sink.twin(), chunkBytes);
            other.thread.start();
            others.add(other);
        }
        new Worker(sink, chunkBytes).run();
        for (Worker other : others) {
            boolean interrupted = false;
            while (other.thread.isAlive()) {
                try {
                    other.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            sink.merge(other.sink);
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

    private void readCarefully(InputStream bytes, long line, ParallelSink sink) throws IOException {
        RowReader rows = new RowReader(place, format, header, sink);
        RecordReader.read(
                TextInput.reader(bytes, StandardCharsets.UTF_8), delimiter, format.comment(), place, rows, line);
        count(rows.skippedRows(), rows.endedRows());
    }

    private final class Worker implements Runnable, NumberScanner.Rows {
        private final ParallelSink sink;
        private final Thread thread = new Thread(this, "rows");
        private final NumberScanner scanner;
        private final Chunk chunk;
        private long ended;
        private long skipped;

        Worker(ParallelSink sink, int chunkBytes) {
            this.sink = sink;
            this.chunk = new Chunk(chunkBytes);
            this.scanner = new NumberScanner(
                    (byte) delimiter,
                    format.decimalMark(),
                    header.slots(sink.columns()),
                    skipMissing,
                    sink.takesBlocks() ? BLOCK : 1,
                    this);
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (next(chunk)) {
                try {
                    readChunk();
                } catch (IOException | RuntimeException | Error e) {
                    note(chunk.number, e);
                    lines.set(chunk.number, 0); // Nobody is to wait for it.
                }
            }
            scanner.flush();
            count(skipped, ended);
        }

        private void readChunk() throws IOException {
            sink.beginChunk(source, chunk.number);
            int stopped = sink.texts().isEmpty() ? scanner.scan(chunk) : 0;
            if (sink.tellsChunksApart()) {
                scanner.flush();
            }
            if (stopped == chunk.length) {
                lines.set(chunk.number, scanner.lines());
                return;
            }
            int fewer = Chunk.count(chunk.bytes, 0, stopped, (byte) '\n');
            lines.set(chunk.number, fewer + Chunk.count(chunk.bytes, stopped, chunk.length, (byte) '\n'));
            readCarefully(
                    new ByteArrayInputStream(chunk.bytes, stopped, chunk.length - stopped),
                    lines.before(chunk.number) + fewer,
                    sink);
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
                sink.endRow(place);
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
