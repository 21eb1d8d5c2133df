package dev.leastline.data;

import dev.leastline.moments.Moments;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over sources that are one data set, into a sink for its rows and for moments of rows read before. */
final class DataPass<S extends RowSink> implements RowReader.Destination {
    /** So many files of Parquet are open at a time, and are read again if one of them is unusual. */
    private static final int MOST_TOGETHER = 64;

    private final CsvFormat format;
    private final Opening<S> opening;
    private @Nullable S sink;
    private long skipped;
    private long ended;
    private boolean momentsFirst;
    private long sources;

    /** So many of the sources to come are not to be read together. */
    private int alone;

    /** Makes the sink, once the first source has told what columns or terms there are. */
    interface Opening<S extends RowSink> {
        S open(Header header);

        /** For moments that come first; a sink of rows alone refuses them. */
        default S open(Stored stored, Place place) {
            throw refusal(place);
        }

        /** What rows are needed for. */
        String purpose();

        /** How many threads may read, if the sink is a {@link ParallelSink}. */
        default int threads() {
            return 1;
        }

        /** Whether such a sink leaves out rows that lack a value; otherwise they are errors. */
        default boolean skipsMissing() {
            return false;
        }

        default DataException refusal(Place place) {
            return place.fault("it holds moments, not rows; " + purpose() + " needs the rows themselves");
        }
    }

    /** A sink that takes moments too. */
    interface MomentsSink extends RowSink {
        void add(Stored stored, Place place);
    }

    /** Moments from a file, and the formula of the model they were saved with. */
    record Stored(Moments moments, Optional<dev.leastline.formula.Formula> formula) {}

    /** The sink with all rows, and how many rows were left out. */
    record Result<S>(S sink, long skipped) {}

    private DataPass(CsvFormat format, Opening<S> opening) {
        this.format = format;
        this.opening = opening;
    }

    /**
     * Reads all rows into the sink.
     *
     * @throws DataException if anything is wrong with a source, or there is no row in any
     */
    static <S extends RowSink> Result<S> read(List<DataSource> sources, CsvFormat format, Opening<S> opening) {
        DataPass<S> pass = new DataPass<>(format, opening);
        for (int next = 0; next < sources.size(); ) {
            next += pass.readSome(sources.subList(next, sources.size()));
        }
        if (pass.sink == null) {
            throw new IllegalArgumentException("there is no source to read");
        }
        if (pass.sink.rows() == 0) {
            throw Place.of(sources.get(0)).fault(pass.nothingLeft(pass.sink, sources.size() > 1));
        }
        return new Result<>(pass.sink, pass.skipped);
    }

    private String nothingLeft(S rows, boolean several) {
        if (ended > 0) {
            return "no row is left: "
                    + (skipped > 0 ? skipped + " lack a value, and all " + ended + " others" : "all " + ended)
                    + " " + rows.whyNotCounted() + (several ? ", in the other files too" : "");
        }
        if (skipped > 0) {
            return "no row is left: all " + skipped + " lack a value" + (several ? ", in the other files too" : "");
        }
        if (momentsFirst) {
            return "it holds moments of no rows" + (several ? ", and there are none in the other files" : "");
        }
        return "found a header but no rows" + (several ? ", and none in the other files" : "");
    }

    /** Reads the first source, or several at a time; {@return how many}. */
    private int readSome(List<DataSource> left) {
        List<ParquetRows.Task> parquet = parquet(left);
        if (parquet.size() > 1 && alone == 0) {
            Optional<ParquetRows.Count> rows = ParquetRows.readTogether(parquet, this);
            if (rows.isPresent()) {
                count(rows.get());
                sources += parquet.size();
                return parquet.size();
            }
            alone = parquet.size();
        }
        alone = Math.max(0, alone - 1);
        DataSource source = left.get(0);
        try {
            if (parquet.isEmpty()) {
                readText(source);
            } else {
                count(ParquetRows.read(parquet.get(0), this));
            }
        } catch (IOException e) {
            throw TextInput.fault(source, e);
        }
        sources++;
        return 1;
    }

    private void count(ParquetRows.Count rows) {
        skipped += rows.skipped();
        ended += rows.ended();
    }

    /** The first sources, as far as they are Parquet. */
    private List<ParquetRows.Task> parquet(List<DataSource> left) {
        List<ParquetRows.Task> tasks = new ArrayList<>();
        for (DataSource source : left.subList(0, Math.min(left.size(), alone > 0 ? 1 : MOST_TOGETHER))) {
            Path file = source.file();
            if (file == null || !isParquet(file)) {
                break;
            }
            tasks.add(new ParquetRows.Task(
                    file,
                    Place.of(source),
                    sources + tasks.size(),
                    opening.skipsMissing(),
                    opening.threads(),
                    ParquetBlocks.PART,
                    source.progress()));
        }
        return tasks;
    }

    private static boolean isParquet(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(ParquetRows.MAGIC.length), ParquetRows.MAGIC);
        } catch (IOException e) {
            return false; // As a text it cannot be read either, and that will be told.
        }
    }

    private void readText(DataSource source) throws IOException {
        Place place = Place.of(source);
        try (InputStream bytes = TextInput.unpacked(source).bytes()) {
            byte[] head = bytes.readNBytes(ParallelRows.HEAD);
            BufferedReader text = TextInput.reader(
                    new SequenceInputStream(new ByteArrayInputStream(head), bytes), StandardCharsets.UTF_8);
            Optional<Stored> stored = StoredMoments.read(text, place);
            if (stored.isPresent()) {
                add(stored.get(), place);
            } else if (!isReadInParallel(source, head, bytes)) {
                readRows(source, text);
            }
        }
    }

    /** Reads the rows of a large text with several threads, if text and sink allow it; otherwise nothing is read. */
    private boolean isReadInParallel(DataSource source, byte[] head, InputStream tail) throws IOException {
        TextBeginning beginning =
                head.length < ParallelRows.HEAD ? null : TextBeginning.of(head, format, Place.of(source));
        if (beginning == null || !(open(beginning.header()) instanceof ParallelSink parallel)) {
            return false;
        }
        ParallelRows.Task task = new ParallelRows.Task(
                sources, opening.skipsMissing(), opening.threads(), ParallelRows.CHUNK, source.progress());
        ParallelRows.Count count = ParallelRows.read(beginning, head, tail, parallel, task);
        skipped += count.skipped();
        ended += count.ended();
        return true;
    }

    private void readRows(DataSource source, BufferedReader text) throws IOException {
        RowReader rows = new RowReader(Place.of(source), format, this, source.progress());
        RecordReader.read(text, format, Place.of(source), rows, reader -> reader);
        if (!rows.hasHeader()) {
            throw Place.of(source).fault("it is empty, expected " + (format.header() ? "a header and rows" : "rows"));
        }
        skipped += rows.skippedRows();
        ended += rows.endedRows();
    }

    private void add(Stored stored, Place place) {
        if (sink == null) {
            sink = opening.open(stored, place);
            momentsFirst = true;
        }
        if (!(sink instanceof MomentsSink taker)) {
            throw opening.refusal(place);
        }
        taker.add(stored, place);
    }

    @Override
    public RowSink open(Header header) {
        if (sink == null) {
            sink = opening.open(header);
        }
        if (sink instanceof ParallelSink parallel) {
            parallel.beginChunk(sources, 0);
        }
        return sink;
    }
}
