package dev.leastline.data;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import dev.leastline.moments.DomainException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    private ParquetRows(Place place, RowSink sink, ColumnReaders readers) {
        this.place = place;
        this.sink = sink;
        this.numbers = columns(sink.columns(), readers);
        this.texts = columns(sink.texts(), readers);
        this.doubles = new double[numbers.length][];
        this.mantissas = new long[numbers.length][];
        this.scales = new int[numbers.length][];
    }

    private static ParquetColumn[] columns(List<String> names, ColumnReaders readers) {
        return names.stream()
                .map(name -> new ParquetColumn(readers.getColumnReader(name)))
                .toArray(ParquetColumn[]::new);
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
        progress.begin();
        try (HardwoodContext context = HardwoodContext.create(threads);
                ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file), context)) {
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
            try (ColumnReaders readers = reader.buildColumnReaders(ColumnProjection.columns(wanted))
                    .batchSize(BATCH)
                    .build()) {
                ParquetRows rows = new ParquetRows(place, sink, readers);
                while (readers.nextBatch()) {
                    rows.readBatch(readers.getRecordCount());
                    progress.rows(readers.getRecordCount());
                }
                return new Count(rows.skipped, rows.ended);
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever hardwood throws for what it cannot read.
            throw place.fault(
                    "the Parquet data cannot be read: " + Place.visible(String.valueOf(e.getMessage()))
                            + "; is the file damaged or cut off?",
                    e);
        } finally {
            progress.end();
        }
    }

    /** Neither a list nor a part of something. */
    private static boolean isPlain(ColumnSchema column) {
        return column.maxRepetitionLevel() == 0
                && column.fieldPath().elements().size() == 1
                && column.repetitionType() != RepetitionType.REPEATED;
    }

    private void readBatch(int rows) {
        for (ParquetColumn column : numbers) {
            column.nextBatch();
        }
        for (ParquetColumn column : texts) {
            column.nextBatch();
        }
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
            throw here.inColumn(e.column()).fault(e.problem());
        }
        ended++;
    }
}
