package dev.leastline.data;

import dev.leastline.formula.Formula;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One pass over sources that are one data set, into a sink for its rows. */
final class CsvPass<S extends RowSink> implements RowReader.Destination {
    private final CsvFormat format;
    private final Function<Formula, S> opening;
    private final @Nullable Formula given;
    private @Nullable Formula formula;
    private @Nullable S sink;

    /** The formula, without a dot, and the sink with all rows. */
    record Result<S>(Formula formula, S sink) {}

    private CsvPass(CsvFormat format, @Nullable Formula given, Function<Formula, S> opening) {
        this.format = format;
        this.given = given;
        this.opening = opening;
    }

    /**
     * Reads all rows into the sink that {@code opening} makes for the formula.
     *
     * @throws DataException if anything is wrong with a source, or there is no row in any
     */
    static <S extends RowSink> Result<S> read(
            List<DataSource> sources, CsvFormat format, @Nullable Formula given, Function<Formula, S> opening) {
        CsvPass<S> pass = new CsvPass<>(format, given, opening);
        sources.forEach(pass::read);
        if (pass.formula == null || pass.sink == null) {
            throw new IllegalArgumentException("there is no source to read");
        }
        if (pass.sink.rows() == 0) {
            throw Place.of(sources.get(0))
                    .fault("found a header but no rows" + (sources.size() > 1 ? ", and none in the other files" : ""));
        }
        return new Result<>(pass.formula, pass.sink);
    }

    private void read(DataSource source) {
        RowReader rows = new RowReader(Place.of(source), format, this);
        try (BufferedReader text = TextInput.open(source)) {
            Character delimiter = format.delimiter();
            if (delimiter == null) {
                delimiter = DelimiterSniffer.sniff(text, format);
            }
            Reader fields = text;
            if (delimiter == CsvFormat.BLANKS) {
                fields = new BlankRuns(text, format.comment());
                delimiter = '\t';
            }
            RecordReader.read(fields, delimiter, format.comment(), Place.of(source), rows);
        } catch (IOException e) {
            throw TextInput.fault(source, e);
        }
        if (!rows.hasHeader()) {
            throw Place.of(source).fault("it is empty, expected " + (format.header() ? "a header and rows" : "rows"));
        }
    }

    @Override
    public RowSink open(Header header) {
        if (formula == null || sink == null) {
            formula = header.resolve(given);
            sink = opening.apply(formula);
        }
        return sink;
    }

    @Override
    public List<String> columns() {
        return formula == null ? List.of() : formula.columns();
    }
}
