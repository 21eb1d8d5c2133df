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
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The rows of a Parquet file of any kind, of which only the wanted columns are read, in their order, so that the first fault
 * is told. The only class besides {@link HardwoodColumn} that knows hardwood.
 */
final class HardwoodRows {
    private static final int BATCH = 1 << 15;

    /** Kept, since its level is forgotten with it. */
    private static final Logger TALK = Logger.getLogger("dev.hardwood");

    private final Place place;
    private final RowSink sink;
    private final HardwoodColumn[] numbers;
    private final HardwoodColumn[] texts;
    private final double[][] doubles;
    private final long[][] mantissas;
    private final int[][] scales;
    private long before;
    private long skipped;
    private long ended;

    private HardwoodRows(Place place, RowSink sink, Wanted wanted, ColumnReaders readers) {
        this.place = place;
        this.sink = sink;
        this.numbers = columns(sink.columns(), wanted, readers);
        this.texts = columns(sink.texts(), wanted, readers);
        this.doubles = new double[numbers.length][];
        this.mantissas = new long[numbers.length][];
        this.scales = new int[numbers.length][];
    }

    private static HardwoodColumn[] columns(List<String> names, Wanted wanted, ColumnReaders readers) {
        return names.stream()
                .map(name -> new HardwoodColumn(wanted.reader(name, readers)))
                .toArray(HardwoodColumn[]::new);
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
                    .filter(one -> HardwoodRows.isPlain(one) && one.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .columnIndex());
        }
    }

    /**
     * Reads all rows.
     *
     * @param destination makes the sink, once the columns are known
     * @throws DataException if the file is malformed, or its values are not what the sink wants
     */
    static ParquetRows.Count read(ParquetRows.Task task, RowReader.Destination destination) throws IOException {
        TALK.setLevel(Level.OFF);
        try (FileChannel file = FileChannel.open(task.file())) {
            return read(task, destination, file, footer(task, file));
        }
    }

    private static ParquetRows.Count read(
            ParquetRows.Task task, RowReader.Destination destination, FileChannel file, Optional<ParquetFooter> footer)
            throws IOException {
        Hardwood hardwood = new Hardwood(task.place());
        try (HardwoodContext context = HardwoodContext.create(task.threads());
                ParquetFileReader reader =
                        hardwood.tells(() -> ParquetFileReader.open(InputFile.of(task.file()), context))) {
            List<String> names = reader.getFileSchema().getColumns().stream()
                    .filter(HardwoodRows::isPlain)
                    .map(ColumnSchema::name)
                    .toList();
            Header header = Header.named(task.place(), names);
            RowSink rowSink = destination.open(header);
            header.require(rowSink.columns());
            header.require(rowSink.texts());
            String[] wanted = Stream.concat(rowSink.columns().stream(), rowSink.texts().stream())
                    .distinct()
                    .toArray(String[]::new);
            if (wanted.length == 0) {
                wanted = new String[] {names.get(0)}; // to count the rows
            }
            if (footer.isPresent()) {
                requireWholePages(task, file, footer.get(), Set.of(wanted));
            }
            Wanted columns = new Wanted(reader.getFileSchema().getColumns(), List.of(wanted));
            try (ColumnReaders readers = hardwood.tells(() -> reader.buildColumnReaders(columns.projection())
                    .batchSize(BATCH)
                    .build())) {
                ParquetRows.Told told = new ParquetRows.Told(
                        task.progress(), file.size(), reader.getFileMetaData().numRows());
                HardwoodRows rows = new HardwoodRows(task.place(), rowSink, columns, readers);
                while (hardwood.tells(readers::nextBatch)) {
                    hardwood.tells(rows::nextBatch);
                    rows.readBatch(readers.getRecordCount());
                    told.rows(readers.getRecordCount());
                }
                return new ParquetRows.Count(rows.skipped, rows.ended);
            }
        }
    }

    /**
     * What the file says of itself, as far as it is known here too; for some that is cut short, hardwood would ask for
     * gigabytes.
     */
    private static Optional<ParquetFooter> footer(ParquetRows.Task task, FileChannel file) throws IOException {
        try {
            return Optional.of(ParquetFooter.read(file));
        } catch (IndexOutOfBoundsException e) {
            throw task.place()
                    .fault(
                            "the Parquet data cannot be read: what the file says of them ends too soon; is it damaged?",
                            e);
        } catch (IllegalArgumentException unusual) {
            return Optional.empty();
        }
    }

    /** Where the sizes of pages and chunks do not go together, hardwood would look for the next page for ever. */
    private static void requireWholePages(
            ParquetRows.Task task, FileChannel file, ParquetFooter footer, Set<String> wanted) throws IOException {
        ParquetChunk pages = new ParquetChunk(file);
        for (ParquetFooter.Column column : footer.columns()) {
            for (ParquetFooter.RowGroup group : footer.groups()) {
                boolean isThere = wanted.contains(column.name())
                        && group.rows() > 0
                        && group.chunks().size() == footer.leaves()
                        && group.chunks().get(column.leaf()).isIn(file.size());
                if (isThere && !pages.isWhole(group.chunks().get(column.leaf()))) {
                    throw task.place()
                            .inColumn(column.name())
                            .fault(
                                    "the Parquet data cannot be read: their pages do not fit together; is the file damaged?");
                }
            }
        }
    }

    /** Whatever hardwood throws for what it cannot read, in our words. */
    private record Hardwood(Place place) {
        <T> T tells(Callable<T> what) {
            try {
                return what.call();
            } catch (Exception e) {
                Throwable unsupported = e;
                while (unsupported != null && !(unsupported instanceof UnsupportedOperationException)) {
                    unsupported = unsupported.getCause();
                }
                throw place.fault(
                        "the Parquet data cannot be read: "
                                + Place.visible(String.valueOf((unsupported == null ? e : unsupported).getMessage())
                                        .replaceFirst(": required library not found.*", "")) // A user adds no library.
                                + (unsupported == null
                                        ? "; is the file damaged or cut off?"
                                        : "; write it anew, with snappy, zstd or gzip"),
                        e);
            }
        }
    }

    /** Neither a list nor a part of something. */
    private static boolean isPlain(ColumnSchema column) {
        return column.maxRepetitionLevel() == 0
                && column.fieldPath().elements().size() == 1
                && column.repetitionType() != RepetitionType.REPEATED;
    }

    private boolean nextBatch() {
        for (HardwoodColumn column : numbers) {
            column.nextBatch();
        }
        for (HardwoodColumn column : texts) {
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
        for (HardwoodColumn column : numbers) {
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
