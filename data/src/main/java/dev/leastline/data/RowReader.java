package dev.leastline.data;

import dev.leastline.moments.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of one source: first the header, then rows, of which it parses the fields that are needed. */
final class RowReader implements RecordReader.Handler {
    /** What stands in the place of bytes that are not UTF-8. */
    private static final char NOT_DECODED = '\ufffd';

    private static final int TOLD_ROWS = 1 << 12;

    /** Where rows go, once the columns are known. */
    interface Destination {
        /** The first header decides on the columns; a later one must have them. */
        RowSink open(Header header);
    }

    private final Place source;
    private final CsvFormat format;
    private final Destination destination;
    private final ReadingProgress progress;
    private final DecimalText number;
    private final List<String> firstRecord = new ArrayList<>();
    private int @Nullable [] slots;
    private int[] textSlots = {};
    private @Nullable RowSink sink;
    private long line;
    private boolean skipped;
    private long skippedRows;
    private long endedRows;

    /** What is wrong with the record under way; a wrong number of fields, known at its end, explains more. */
    private @Nullable DataException fault;

    RowReader(Place source, CsvFormat format, Destination destination, ReadingProgress progress) {
        this.progress = progress;
        this.source = source;
        this.format = format;
        this.destination = destination;
        this.number = new DecimalText(format.decimalMark());
    }

    /** For records without a header, of which this is the one. */
    RowReader(Place source, CsvFormat format, Header header, RowSink sink) {
        this(source, format, known -> sink, ReadingProgress.NONE);
        this.sink = sink;
        this.slots = header.slots(sink.columns());
        this.textSlots = header.slots(sink.texts());
    }

    boolean hasHeader() {
        return slots != null;
    }

    long skippedRows() {
        return skippedRows;
    }

    long endedRows() {
        return endedRows;
    }

    @Override
    public void begin(long startLine) {
        line = startLine;
        fault = null;
        skipped = false;
        if (slots == null) {
            firstRecord.clear();
        }
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        if (slots == null) {
            firstRecord.add(new String(buffer, offset, length));
        } else if (sink != null && index < slots.length) {
            if (slots[index] >= 0) {
                set(sink, slots[index], buffer, offset, length);
            }
            if (textSlots[index] >= 0) {
                setText(sink, textSlots[index], new String(buffer, offset, length).trim());
            }
        }
    }

    private void set(RowSink target, int column, char[] buffer, int offset, int length) {
        DecimalText.Kind kind = number.read(buffer, offset, length);
        switch (kind) {
            case NARROW -> target.set(column, number.mantissa(), number.scale());
            case WIDE -> target.set(column, number.wide());
            default -> {
                Place place = source.atLine(line).inColumn(target.columns().get(column));
                String text = new String(buffer, offset, length);
                Supplier<DataException> why =
                        () -> NumberFault.of(place, text, kind, format.decimalMark(), target.use(column));
                judge(target.judge(column, kind == DecimalText.Kind.MISSING, why), why);
            }
        }
    }

    private void setText(RowSink target, int column, String text) {
        if (text.indexOf(NOT_DECODED) >= 0) {
            Place place = source.atLine(line).inColumn(target.texts().get(column));
            // Different texts would be the same one, and so different levels or groups.
            DataException undecoded =
                    place.found(text, "expected text in UTF-8; convert the file: iconv -f WINDOWS-1252 -t UTF-8");
            judge(RowSink.Verdict.FAIL, () -> undecoded);
        } else if (DecimalText.isMissing(text)) {
            Place place = source.atLine(line).inColumn(target.texts().get(column));
            Supplier<DataException> missing = () -> NumberFault.missing(place, text, "a text");
            judge(target.judge(-1, true, missing), missing);
        } else {
            target.setText(column, text);
        }
    }

    private void judge(RowSink.Verdict verdict, Supplier<DataException> why) {
        switch (verdict) {
            case FAIL -> fault = fault == null ? why.get() : fault;
            case SKIP -> skipped = true;
            case GO_ON -> {}
        }
    }

    @Override
    public void end(int fields, long lastLine) {
        if (slots == null || sink == null) {
            readHeader();
            return;
        }
        if (fields != slots.length) {
            throw wrongNumberOfFields(source.atLine(line), format, fields, slots.length);
        }
        if (fault != null) {
            throw fault;
        }
        if (skipped) {
            skippedRows++;
            sink.skipRow();
            return;
        }
        Place place = source.atLine(line);
        try {
            sink.endRow(place);
        } catch (DomainException e) {
            throw place.fault(e);
        }
        if (++endedRows % TOLD_ROWS == 0) {
            progress.rows(TOLD_ROWS);
        }
    }

    static DataException wrongNumberOfFields(Place place, CsvFormat format, int found, int expected) {
        return place.fault("found " + fields(found) + ", expected " + expected + " as in the "
                + (format.header() ? "header" : "first row")
                + (found > expected ? "; text that holds the delimiter goes in quotes" : ""));
    }

    private static String fields(int count) {
        return count + (count == 1 ? " field" : " fields");
    }

    private void readHeader() {
        Header header = Header.of(source.atLine(line), format, firstRecord);
        RowSink opened = destination.open(header);
        sink = opened;
        slots = header.slots(opened.columns());
        textSlots = header.slots(opened.texts());
        if (!format.header()) {
            for (int i = 0; i < firstRecord.size(); i++) {
                char[] text = firstRecord.get(i).toCharArray();
                field(i, text, 0, text.length);
            }
            end(firstRecord.size(), line);
        }
    }
}
