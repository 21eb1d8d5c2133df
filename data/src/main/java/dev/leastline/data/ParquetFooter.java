package dev.leastline.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the end of a Parquet file says of its columns, and where their values are: so much of it as it takes to read numbers.
 *
 * @param columns the columns that are neither lists nor parts of something, in their order
 * @param leaves how many columns have values, those counted that are parts of something
 * @param groups the groups of rows, in their order
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">the format</a>
 */
record ParquetFooter(List<Column> columns, int leaves, List<RowGroup> groups) {
    private static final int FRAME = ParquetRows.MAGIC.length + Integer.BYTES;

    /** A footer of more bytes is damaged, or not for the quick road. */
    private static final int LONGEST = 1 << 28;

    /** How a number is stored. */
    enum Stored {
        INT32(1),
        INT64(2),
        FLOAT(4),
        DOUBLE(5);

        /** Its number in the format. */
        private final int type;

        Stored(int type) {
            this.type = type;
        }
    }

    /**
     * A column.
     *
     * @param leaf which of all columns it is, those counted that are parts of something
     * @param optional whether values may be missing
     * @param numbers how its numbers are stored; nothing if it holds none, or such as are not read here
     * @param scale numbers are integers × 10^−scale
     * @param unsigned whether integers have no sign
     */
    record Column(String name, int leaf, boolean optional, Optional<Stored> numbers, int scale, boolean unsigned) {
        /** {@return whether the numbers are doubles, and not integers × 10^−scale} */
        boolean isBinary() {
            return numbers.isPresent() && (numbers.get() == Stored.FLOAT || numbers.get() == Stored.DOUBLE);
        }
    }

    /** Rows that are stored together, and for each of all columns where its values are. */
    record RowGroup(long rows, List<Chunk> chunks) {}

    /**
     * The values of a column for a group of rows: bytes from {@code from} to {@code to}, of pages.
     *
     * @param codec how pages are packed, by its number in the format
     * @param type how a value is stored, likewise
     * @param path the name of the column, after those of what it is a part of
     * @param values how many there are, the missing ones among them
     */
    record Chunk(long from, long to, int codec, int type, List<String> path, long values) {
        /** Values in another file, or encrypted. */
        static final Chunk ELSEWHERE = new Chunk(0, -1, 0, -1, List.of(), -1);

        /** {@return whether these are the values of a column, as far as it can be told from here} */
        boolean isOf(Column column, RowGroup group, long fileSize) {
            return path.equals(List.of(column.name))
                    && column.numbers.isPresent()
                    && column.numbers.get().type == type
                    && values == group.rows
                    && isIn(fileSize);
        }

        boolean isIn(long fileSize) {
            return from >= 0 && from <= to && to <= fileSize;
        }
    }

    /** {@return whether every group says of a column what the schema says of it} */
    boolean isSound(Column column, long fileSize) {
        return groups.stream()
                .allMatch(group -> group.chunks.size() == leaves
                        && group.chunks.get(column.leaf).isOf(column, group, fileSize));
    }

    /** {@return the names of the columns} */
    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** {@return how many rows there are} */
    long rows() {
        return groups.stream().mapToLong(RowGroup::rows).sum();
    }

    /**
     * Reads the end of a file.
     *
     * @throws IndexOutOfBoundsException if it ends too soon
     * @throws IllegalArgumentException if it is not what the format says
     */
    static ParquetFooter read(FileChannel file) throws IOException {
        long size = file.size();
        byte[] frame = new byte[FRAME];
        readFully(file, size - FRAME, frame);
        ByteBuffer buffer = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getInt();
        if (!buffer.equals(ByteBuffer.wrap(ParquetRows.MAGIC))
                || length < 0
                || length > Math.min(size - FRAME, LONGEST)) {
            throw new IllegalArgumentException("the file does not end as Parquet does");
        }
        byte[] footer = new byte[length];
        readFully(file, size - FRAME - length, footer);
        return new FooterReader(new ThriftReader(footer, 0, length)).footer();
    }

    private static void readFully(FileChannel file, long position, byte[] bytes) throws IOException {
        ByteBuffer to = ByteBuffer.wrap(bytes);
        while (to.hasRemaining()) {
            if (position < 0 || file.read(to, position + to.position()) < 0) {
                throw new IndexOutOfBoundsException("the file ends too soon");
            }
        }
    }

    /** The structures of the format, one method for each. */
    private static final class FooterReader {
        private final ThriftReader in;

        FooterReader(ThriftReader in) {
            this.in = in;
        }

        ParquetFooter footer() {
            List<Element> schema = new ArrayList<>();
            List<RowGroup> groups = new ArrayList<>();
            long rows = -1;
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                switch (field) {
                    case 2 -> {
                        for (int left = in.list(); left > 0; left--) {
                            schema.add(element());
                        }
                    }
                    case 3 -> rows = in.integer();
                    case 4 -> {
                        for (int left = in.list(); left > 0; left--) {
                            groups.add(group());
                        }
                    }
                    default -> in.skip();
                }
            }
            in.endStruct(outer);
            ParquetFooter footer = new ParquetFooter(
                    columns(schema),
                    (int) schema.stream().filter(element -> element.type >= 0).count(),
                    List.copyOf(groups));
            ParquetRows.requireUsual(footer.rows() == rows && groups.stream().noneMatch(group -> group.rows < 0));
            return footer;
        }

        /** Leaves of the tree that the elements are, written parents first, whose only parent is the root. */
        private static List<Column> columns(List<Element> schema) {
            List<Column> columns = new ArrayList<>();
            int leaf = 0;
            int next = 1;
            for (int child = 0; child < schema.get(0).children; child++) {
                Element element = schema.get(next);
                ParquetRows.requireUsual(element.repetition >= 0 && element.repetition <= Element.REPEATED);
                boolean isPlain = element.children == 0 && element.repetition != Element.REPEATED;
                if (isPlain) {
                    columns.add(element.column(leaf));
                }
                for (int open = 1; open > 0; open--, next++) {
                    int children = schema.get(next).children;
                    // A group may have no parts, and then no values either.
                    ParquetRows.requireUsual(schema.get(next).type >= 0 == (children == 0));
                    leaf += children == 0 ? 1 : 0;
                    open += children;
                }
            }
            return List.copyOf(columns);
        }

        private Element element() {
            Element element = new Element();
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                switch (field) {
                    case 1 -> element.type = in.int32();
                    case 3 -> element.repetition = in.int32();
                    case 4 -> element.name = in.text();
                    case 5 -> element.children = in.int32();
                    case 6 -> element.converted = OptionalInt.of(in.int32());
                    case 7 -> element.scale = in.int32();
                    case 10 -> logicalType(element);
                    default -> in.skip();
                }
            }
            in.endStruct(outer);
            return element;
        }

        private void logicalType(Element element) {
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                element.logical = OptionalInt.of(field);
                if (field == Element.LOGICAL_INTEGER) {
                    integerType(element);
                } else if (field == Element.LOGICAL_DECIMAL) {
                    decimalType(element);
                } else {
                    in.skip();
                }
            }
            in.endStruct(outer);
        }

        private void integerType(Element element) {
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                if (field == 2) {
                    element.unsigned = !in.truth();
                } else {
                    in.skip();
                }
            }
            in.endStruct(outer);
        }

        private void decimalType(Element element) {
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                if (field == 1) {
                    element.scale = in.int32();
                } else {
                    in.skip();
                }
            }
            in.endStruct(outer);
        }

        private RowGroup group() {
            List<Chunk> chunks = new ArrayList<>();
            long rows = 0;
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                switch (field) {
                    case 1 -> {
                        for (int left = in.list(); left > 0; left--) {
                            chunks.add(chunk());
                        }
                    }
                    case 3 -> rows = in.integer();
                    default -> in.skip();
                }
            }
            in.endStruct(outer);
            return new RowGroup(rows, List.copyOf(chunks));
        }

        private Chunk chunk() {
            Chunk chunk = Chunk.ELSEWHERE;
            boolean isElsewhere = false;
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                switch (field) {
                    case 3 -> chunk = chunkMetadata();
                    case 1, 8, 9 -> { // a path, or encryption
                        isElsewhere = true;
                        in.skip();
                    }
                    default -> in.skip();
                }
            }
            in.endStruct(outer);
            return isElsewhere ? Chunk.ELSEWHERE : chunk;
        }

        private Chunk chunkMetadata() {
            int type = -1;
            List<String> path = new ArrayList<>();
            int codec = 0;
            long values = -1;
            long packed = 0;
            long data = 0;
            long dictionary = 0;
            int outer = in.beginStruct();
            for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
                switch (field) {
                    case 1 -> type = in.int32();
                    case 3 -> {
                        for (int left = in.list(); left > 0; left--) {
                            path.add(in.text());
                        }
                    }
                    case 4 -> codec = in.int32();
                    case 5 -> values = in.integer();
                    case 7 -> packed = in.integer();
                    case 9 -> data = in.integer();
                    case 11 -> dictionary = in.integer();
                    default -> in.skip();
                }
            }
            in.endStruct(outer);
            // Of no values there may be a dictionary and no page of data.
            long from = dictionary > 0 && data > 0 ? Math.min(dictionary, data) : Math.max(dictionary, data);
            return new Chunk(from, from + packed, codec, type, List.copyOf(path), values);
        }
    }

    /** A node of the schema. */
    private static final class Element {
        static final int REPEATED = 2;
        static final int LOGICAL_DECIMAL = 5;
        static final int LOGICAL_INTEGER = 10;

        private static final int DIGITS_OF_INT32 = 9;
        private static final int DIGITS_OF_INT64 = 18;

        private static final int CONVERTED_DECIMAL = 5;
        private static final int CONVERTED_UINT_8 = 11;
        private static final int CONVERTED_UINT_32 = 13;
        private static final int CONVERTED_INT_8 = 15;
        private static final int CONVERTED_INT_64 = 18;

        String name = "";
        int type = -1;
        int repetition;
        int children;
        int scale;
        boolean unsigned;
        OptionalInt converted = OptionalInt.empty();
        OptionalInt logical = OptionalInt.empty();

        Column column(int leaf) {
            boolean isDecimal = logical.isPresent()
                    ? logical.getAsInt() == LOGICAL_DECIMAL
                    : converted.isPresent() && converted.getAsInt() == CONVERTED_DECIMAL;
            boolean isUnsigned = logical.isPresent() ? unsigned : isConverted(CONVERTED_UINT_8, CONVERTED_UINT_32);
            return new Column(name, leaf, repetition != 0, stored(isDecimal), isDecimal ? scale : 0, isUnsigned);
        }

        private Optional<Stored> stored(boolean isDecimal) {
            boolean isBare = logical.isEmpty() && converted.isEmpty();
            boolean isWhole = isBare
                    || (logical.isPresent()
                            ? logical.getAsInt() == LOGICAL_INTEGER
                            : isConverted(CONVERTED_UINT_8, CONVERTED_UINT_32)
                                    || isConverted(CONVERTED_INT_8, CONVERTED_INT_64));
            if (isDecimal && (scale < 0 || scale > (type == 1 ? DIGITS_OF_INT32 : DIGITS_OF_INT64))) {
                return Optional.empty();
            }
            return switch (type) {
                case 1 -> isWhole || isDecimal ? Optional.of(Stored.INT32) : Optional.empty();
                // Of integers without a sign those beyond a long would be lost.
                case 2 -> (isWhole && !unsigned) || isDecimal ? Optional.of(Stored.INT64) : Optional.empty();
                case 4 -> isBare ? Optional.of(Stored.FLOAT) : Optional.empty();
                case 5 -> isBare ? Optional.of(Stored.DOUBLE) : Optional.empty();
                default -> Optional.empty();
            };
        }

        private boolean isConverted(int from, int to) {
            return converted.isPresent() && converted.getAsInt() >= from && converted.getAsInt() <= to;
        }
    }
}
