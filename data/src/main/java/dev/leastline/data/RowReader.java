package dev.leastline.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one source: first the header, then rows, of which it parses the fields that are needed. */
final class RowReader implements RecordReader.Handler {
    /** Where rows go, once the columns are known. */
    interface Destination {
        /** The first header decides on the formula; a later one must have its columns. */
        RowSink open(Header header);

        /** The columns that rows are made of, in their order. */
        List<String> columns();
    }

    private final Place source;
    private final CsvFormat format;
    private final Destination destination;
    private final DecimalText number;
    private final List<String> firstRecord = new ArrayList<>();
    private List<String> columns = List.of();
    private int @Nullable [] slots;
    private @Nullable RowSink sink;
    private long line;

    /** What is wrong with the record under way; a wrong number of fields, known at its end, explains more. */
    private @Nullable DataException fault;

    RowReader(Place source, CsvFormat format, Destination destination) {
        this.source = source;
        this.format = format;
        this.destination = destination;
        this.number = new DecimalText(format.decimalMark());
    }

    boolean hasHeader() {
        return slots != null;
    }

    @Override
    public void begin(long startLine) {
        line = startLine;
        fault = null;
        if (slots == null) {
            firstRecord.clear();
        }
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        if (slots == null) {
            firstRecord.add(new String(buffer, offset, length));
        } else if (sink != null && index < slots.length && slots[index] >= 0) {
            set(sink, slots[index], buffer, offset, length);
        }
    }

    private void set(RowSink target, int column, char[] buffer, int offset, int length) {
        DecimalText.Kind kind = number.read(buffer, offset, length);
        switch (kind) {
            case NARROW -> target.set(column, number.mantissa(), number.scale());
            case WIDE -> target.set(column, number.wide());
            default -> {
                if (fault == null) {
                    Place place = source.atLine(line).inColumn(columns.get(column));
                    fault = NumberFault.of(place, new String(buffer, offset, length), kind, format.decimalMark());
                }
            }
        }
    }

    @Override
    public void end(int fields) {
        if (slots == null || sink == null) {
            readHeader();
            return;
        }
        if (fields != slots.length) {
            throw source.atLine(line)
                    .fault("found " + fields(fields) + ", expected " + slots.length + " as in the "
                            + (format.header() ? "header" : "first row")
                            + (fields > slots.length ? "; text that holds the delimiter goes in quotes" : ""));
        }
        if (fault != null) {
            throw fault;
        }
        sink.endRow();
    }

    private static String fields(int count) {
        return count + (count == 1 ? " field" : " fields");
    }

    private void readHeader() {
        Header header = Header.of(source.atLine(line), format, firstRecord);
        sink = destination.open(header);
        columns = destination.columns();
        slots = header.slots(columns);
        if (!format.header()) {
            for (int i = 0; i < firstRecord.size(); i++) {
                char[] text = firstRecord.get(i).toCharArray();
                field(i, text, 0, text.length);
            }
            end(firstRecord.size());
        }
    }
}
