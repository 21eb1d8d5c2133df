package dev.leastline.data;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import dev.leastline.exact.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** The values of a column of a Parquet file, a batch at a time: numbers as exactly what they are. */
final class HardwoodColumn {
    /** What the values are. */
    private enum Kind {
        DOUBLE,
        FLOAT,
        INT,
        LONG,
        UNSIGNED_INT,
        UNSIGNED_LONG,
        DECIMAL,
        TEXT,
        TRUTH,
        OTHER
    }

    private final ColumnReader reader;
    private final ColumnSchema schema;
    private final Kind kind;
    private final int scale;
    private final DecimalText number = new DecimalText('.');
    private double[] doubles = {};
    private float[] floats = {};
    private int[] ints = {};
    private long[] longs = {};
    private boolean[] truths = {};
    private byte[][] binaries = {};
    private Validity validity = Validity.NO_NULLS;

    HardwoodColumn(ColumnReader reader) {
        this.reader = reader;
        this.schema = reader.getColumnSchema();
        this.kind = kind(schema.type(), schema.logicalType());
        this.scale = schema.logicalType() instanceof LogicalType.DecimalType decimal ? decimal.scale() : 0;
    }

    private static Kind kind(PhysicalType type, LogicalType logical) {
        if (logical instanceof LogicalType.DecimalType) {
            return Kind.DECIMAL;
        }
        boolean plain = logical == null;
        boolean unsigned = logical instanceof LogicalType.IntType integer && !integer.isSigned();
        boolean whole = plain || logical instanceof LogicalType.IntType;
        return switch (type) {
            case DOUBLE -> plain ? Kind.DOUBLE : Kind.OTHER;
            case FLOAT -> plain ? Kind.FLOAT : Kind.OTHER;
            case INT32 -> !whole ? Kind.OTHER : unsigned ? Kind.UNSIGNED_INT : Kind.INT;
            case INT64 -> !whole ? Kind.OTHER : unsigned ? Kind.UNSIGNED_LONG : Kind.LONG;
            case BOOLEAN -> Kind.TRUTH;
            case BYTE_ARRAY ->
                plain || logical instanceof LogicalType.StringType || logical instanceof LogicalType.EnumType
                        ? Kind.TEXT
                        : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    private String described() {
        return String.valueOf(schema.logicalType() == null ? schema.type() : schema.logicalType())
                .toLowerCase(Locale.ROOT);
    }

    void nextBatch() {
        validity = reader.getLeafValidity();
        switch (kind) {
            case DOUBLE -> doubles = reader.getDoubles();
            case FLOAT -> floats = reader.getFloats();
            case INT, UNSIGNED_INT -> ints = reader.getInts();
            case LONG, UNSIGNED_LONG -> longs = reader.getLongs();
            case TRUTH -> truths = reader.getBooleans();
            case TEXT -> binaries = reader.getBinaries();
            case DECIMAL -> {
                switch (schema.type()) {
                    case INT32 -> ints = reader.getInts();
                    case INT64 -> longs = reader.getLongs();
                    default -> binaries = reader.getBinaries();
                }
            }
            case OTHER -> {}
        }
    }

    /** Whether all values of the batch are doubles. */
    boolean isBinary() {
        return !validity.hasNulls() && (kind == Kind.DOUBLE || kind == Kind.FLOAT || kind == Kind.INT);
    }

    /** Whether all values of the batch have a {@code long} mantissa. */
    boolean isDecimal() {
        boolean ofLong =
                kind != Kind.OTHER && (schema.type() == PhysicalType.INT32 || schema.type() == PhysicalType.INT64);
        return !validity.hasNulls() && ofLong && kind != Kind.UNSIGNED_LONG;
    }

    double[] doubles(int rows) {
        if (kind == Kind.DOUBLE) {
            return doubles;
        }
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = kind == Kind.FLOAT ? floats[i] : ints[i];
        }
        return values;
    }

    long[] mantissas(int rows) {
        if (schema.type() == PhysicalType.INT64) {
            return longs;
        }
        long[] values = new long[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = kind == Kind.UNSIGNED_INT ? Integer.toUnsignedLong(ints[i]) : ints[i];
        }
        return values;
    }

    int[] scales(int rows) {
        int[] scales = new int[rows];
        Arrays.fill(scales, scale);
        return scales;
    }

    /** Sets a number of the row under way, or has the sink judge why it is none; whether the row may count. */
    boolean set(RowSink sink, int column, int row, Place place) {
        if (validity.isNull(row)) {
            return isJudgedFine(sink, column, place, "null", DecimalText.Kind.MISSING);
        }
        switch (kind) {
            case DOUBLE, FLOAT -> {
                double value = kind == Kind.DOUBLE ? doubles[row] : floats[row];
                if (Double.isNaN(value)) {
                    return isJudgedFine(sink, column, place, "NaN", DecimalText.Kind.MISSING);
                }
                if (Double.isInfinite(value)) {
                    return isJudgedFine(sink, column, place, String.valueOf(value), DecimalText.Kind.OUT_OF_RANGE);
                }
                sink.set(column, value);
            }
            case INT -> sink.set(column, ints[row], 0);
            case UNSIGNED_INT -> sink.set(column, Integer.toUnsignedLong(ints[row]), 0);
            case LONG -> sink.set(column, longs[row], 0);
            case UNSIGNED_LONG -> sink.set(column, new BigDecimal(Long.toUnsignedString(longs[row])));
            case DECIMAL -> {
                if (isDecimal() || schema.type() == PhysicalType.INT32 || schema.type() == PhysicalType.INT64) {
                    sink.set(column, schema.type() == PhysicalType.INT32 ? ints[row] : longs[row], scale);
                } else {
                    sink.set(column, new BigDecimal(new BigInteger(binaries[row]), scale));
                }
            }
            case OTHER -> {
                Place here = place.inColumn(sink.columns().get(column));
                Supplier<DataException> why =
                        () -> here.found(described(), "expected a number; cast it to one where the file is written");
                return isFine(sink.judge(column, false, why), why);
            }
            default -> {
                return setParsed(sink, column, text(row), place);
            }
        }
        return true;
    }

    /** Text that is to be a number is read as delimited text is. */
    private boolean setParsed(RowSink sink, int column, String text, Place place) {
        DecimalText.Kind found = number.read(text.toCharArray(), 0, text.length());
        switch (found) {
            case NARROW -> sink.set(column, number.mantissa(), number.scale());
            case WIDE -> sink.set(column, number.wide());
            default -> {
                return isJudgedFine(sink, column, place, text, found);
            }
        }
        return true;
    }

    private static boolean isJudgedFine(RowSink sink, int column, Place place, String text, DecimalText.Kind found) {
        Place here = place.inColumn(sink.columns().get(column));
        Supplier<DataException> why = () -> NumberFault.of(here, text, found, '.', sink.use(column));
        return isFine(sink.judge(column, found == DecimalText.Kind.MISSING, why), why);
    }

    private static boolean isFine(RowSink.Verdict verdict, Supplier<DataException> why) {
        return switch (verdict) {
            case FAIL -> throw why.get();
            case SKIP -> false;
            case GO_ON -> true;
        };
    }

    /** Sets a text of the row under way, or has the sink judge that there is none; whether the row may count. */
    boolean setText(RowSink sink, int column, int row, Place place) {
        if (kind == Kind.OTHER && !validity.isNull(row)) {
            throw place.inColumn(sink.texts().get(column))
                    .found(described(), "expected text; cast it to that where the file is written");
        }
        String text = validity.isNull(row) ? "null" : text(row).trim();
        if (validity.isNull(row) || DecimalText.isMissing(text)) {
            Place here = place.inColumn(sink.texts().get(column));
            Supplier<DataException> why = () -> NumberFault.missing(here, text, "a text");
            return isFine(sink.judge(-1, true, why), why);
        }
        sink.setText(column, text);
        return true;
    }

    private String text(int row) {
        return switch (kind) {
            case TEXT -> new String(binaries[row], StandardCharsets.UTF_8);
            case TRUTH -> String.valueOf(truths[row]);
            case DOUBLE -> NumberText.shortest(doubles[row]);
            case FLOAT -> NumberText.shortest(floats[row]);
            case INT -> String.valueOf(ints[row]);
            case UNSIGNED_INT -> Integer.toUnsignedString(ints[row]);
            case LONG -> String.valueOf(longs[row]);
            case UNSIGNED_LONG -> Long.toUnsignedString(longs[row]);
            case DECIMAL -> {
                BigInteger unscaled =
                        switch (schema.type()) {
                            case INT32 -> BigInteger.valueOf(ints[row]);
                            case INT64 -> BigInteger.valueOf(longs[row]);
                            default -> new BigInteger(binaries[row]);
                        };
                yield new BigDecimal(unscaled, scale).toPlainString();
            }
            case OTHER -> throw new IllegalStateException(described());
        };
    }
}
