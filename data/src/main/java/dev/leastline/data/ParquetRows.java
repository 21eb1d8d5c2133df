package dev.leastline.data;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import dev.leastline.moments.DomainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The rows of a Parquet file, of which only the wanted columns are read. The only class besides {@link ParquetColumn} that
 * knows hardwood.
 */
final class ParquetRows {
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private static final int BATCH = 1 << 15;

    /** Kept, since its level is forgotten with it. */
    private static final Logger TALK = Logger.getLogger("dev.hardwood");

    private final Place place;
    private final RowSink sink;
    private final ParquetColumn[] numbers;
    private final ParquetColumn[] texts;
    private final double[][] doubles;
    private final long[][] mantissas;
    private final int[][] scales;
    private long before;
    private long skipped;
    private long ended;

    private ParquetRows(Place place, RowSink sink, Wanted wanted, ColumnReaders readers) {
        this.place = place;
        this.sink = sink;
        this.numbers = columns(sink.columns(), wanted, readers);
        this.texts = columns(sink.texts(), wanted, readers);
        this.doubles = new double[numbers.length][];
        this.mantissas = new long[numbers.length][];
        this.scales = new int[numbers.length][];
    }

    private static ParquetColumn[] columns(List<String> names, Wanted wanted, ColumnReaders readers) {
        return names.stream()
                .map(name -> new ParquetColumn(wanted.reader(name, readers)))
                .toArray(ParquetColumn[]::new);
    }

    /**
     * Columns of which hardwood is to read no others. It takes a point in a name for a path, and the name of a part for that
     * of a column: where that could be another column, all are read.
     */
    private record Wanted(List<ColumnSchema> all, List<String> names) {
        private boolean isPlain() {
            return names.stream()
                    .allMatch(name -> name.indexOf('.') < 0
                            && all.stream()
                                            .filter(one -> one.name().equals(name))
                                            .count()
                                    == 1);
        }

        ColumnProjection projection() {
            return isPlain() ? ColumnProjection.columns(names.toArray(String[]::new)) : ColumnProjection.all();
        }

        ColumnReader reader(String name, ColumnReaders readers) {
            if (isPlain()) {
                return readers.getColumnReader(name);
            }
            return readers.getColumnReader(all.stream()
                    .filter(one -> ParquetRows.isPlain(one) && one.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .columnIndex());
        }
    }

    /** How many rows there were, of both kinds. */
    record Count(long skipped, long ended) {}

    /**
     * Reads all rows.
     *
     * @param file the file's path
     * @param destination makes the sink, once the columns are known
     * @throws DataException if the file is malformed, or its values are not what the sink wants
     */
    static Count read(Path file, Place place, int threads, RowReader.Destination destination, ReadingProgress progress)
            throws IOException {
        TALK.setLevel(Level.OFF);
        Hardwood hardwood = new Hardwood(place);
        progress.begin();
        try (HardwoodContext context = HardwoodContext.create(threads);
                ParquetFileReader reader = hardwood.tells(() -> ParquetFileReader.open(InputFile.of(file), context))) {
            List<String> names = reader.getFileSchema().getColumns().stream()
                    .filter(ParquetRows::isPlain)
                    .map(ColumnSchema::name)
                    .toList();
            RowSink sink = destination.open(Header.named(place, names));
            String[] wanted = Stream.concat(sink.columns().stream(), sink.texts().stream())
                    .distinct()
                    .toArray(String[]::new);
            if (wanted.length == 0) {
                wanted = new String[] {names.get(0)}; // to count the rows
            }
            Wanted columns = new Wanted(reader.getFileSchema().getColumns(), List.of(wanted));
            try (ColumnReaders readers = hardwood.tells(() -> reader.buildColumnReaders(columns.projection())
                    .batchSize(BATCH)
                    .build())) {
                Told told = new Told(
                        progress, Files.size(file), reader.getFileMetaData().numRows());
                ParquetRows rows = new ParquetRows(place, sink, columns, readers);
                while (hardwood.tells(readers::nextBatch)) {
                    hardwood.tells(rows::nextBatch);
                    rows.readBatch(readers.getRecordCount());
                    told.rows(readers.getRecordCount());
                }
                return new Count(rows.skipped, rows.ended);
            }
        } finally {
            progress.end();
        }
    }

    /** Whatever hardwood throws for what it cannot read, in our words. */
    private record Hardwood(Place place) {
        <T> T tells(Callable<T> what) {
            try {
                return what.call();
            } catch (Exception e) {
                throw place.fault(
                        "the Parquet data cannot be read: " + Place.visible(String.valueOf(e.getMessage())) + "; "
                                + (e instanceof UnsupportedOperationException
                                        ? "write it anew, with snappy, zstd or gzip"
                                        : "is the file damaged or cut off?"),
                        e);
            }
        }
    }

    /** Tells how far the reading is: of the bytes so much as of the rows. */
    private static final class Told {
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

        void rows(int more) {
            rowsRead += more;
            long part = rowsRead >= rows ? bytes : (long) (bytes * (rowsRead / (double) rows));
            progress.rows(more);
            progress.bytes(part - bytesTold);
            bytesTold = part;
        }
    }

    /** Neither a list nor a part of something. */
    private static boolean isPlain(ColumnSchema column) {
        return column.maxRepetitionLevel() == 0
                && column.fieldPath().elements().size() == 1
                && column.repetitionType() != RepetitionType.REPEATED;
    }

    private boolean nextBatch() {
        for (ParquetColumn column : numbers) {
            column.nextBatch();
        }
        for (ParquetColumn column : texts) {
            column.nextBatch();
        }
        return true;
    }

    private void readBatch(int rows) {
        if (!(sink instanceof ParallelSink blocks && blocks.takesBlocks() && isTaken(blocks, rows))) {
            for (int row = 0; row < rows; row++) {
                readRow(row);
            }
        } else {
            ended += rows;
        }
        before += rows;
    }

    /** Whether all columns of the batch are of one kind, without gaps, and the rows were added at once. */
    private boolean isTaken(ParallelSink blocks, int rows) {
        boolean binary = true;
        boolean decimal = true;
        for (ParquetColumn column : numbers) {
            binary &= column.isBinary();
            decimal &= column.isDecimal();
        }
        if (decimal) {
            for (int i = 0; i < numbers.length; i++) {
                mantissas[i] = numbers[i].mantissas(rows);
                scales[i] = numbers[i].scales(rows);
            }
            blocks.addRows(mantissas, scales, rows);
        } else if (binary) {
            for (int i = 0; i < numbers.length; i++) {
                doubles[i] = numbers[i].doubles(rows);
            }
            try {
                blocks.addRows(doubles, rows);
            } catch (IllegalArgumentException notFinite) {
                return false; // Row by row it is told which.
            }
        }
        return decimal || binary;
    }

    private void readRow(int row) {
        Place here = place.atRow(before + row + 1);
        boolean counts = true;
        for (int i = 0; i < numbers.length; i++) {
            counts &= numbers[i].set(sink, i, row, here);
        }
        for (int i = 0; i < texts.length; i++) {
            counts &= texts[i].setText(sink, i, row, here);
        }
        if (!counts) {
            sink.skipRow();
            skipped++;
            return;
        }
        try {
            sink.endRow(here);
        } catch (DomainException e) {
            throw here.fault(e);
        }
        ended++;
    }
}
