package dev.leastline.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What FastCSV makes of a text in one go, its numbers told by a pattern and read by {@link BigDecimal}: nothing of the
 * code under test.
 *
 * @param rows the wanted numbers of the rows that count, sorted; none if there is a fault
 * @param skipped how many rows lack a value
 * @param faultLine in which line the first record begins that is not as it should be, or if it is malformed, its field
 *     that is; 0 if all are as they should be
 */
record FastCsvReading(List<String> rows, long skipped, long faultLine) {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null");

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\n");

    private record Line(long number, List<String> fields) {}

    /** Reads a text; of the rows it refuses those of which the predicate says so. */
    static FastCsvReading of(
            byte[] text,
            CsvFormat format,
            List<String> wanted,
            boolean skipMissing,
            Predicate<List<BigDecimal>> refused) {
        List<Line> lines = new ArrayList<>();
        long broken = lines(text, format, lines);
        if (lines.isEmpty()) {
            return new FastCsvReading(List.of(), 0, broken);
        }
        List<String> first = lines.get(0).fields;
        List<Integer> places = wanted.stream()
                .map(name -> format.header() ? first.indexOf(name) : Integer.parseInt(name.substring(1)) - 1)
                .toList();
        if (places.stream().anyMatch(place -> place < 0 || place >= first.size())) {
            return new FastCsvReading(List.of(), 0, lines.get(0).number);
        }
        Pattern number = Pattern.compile("[+-]?([0-9]+M?[0-9]*|M[0-9]+)([eE][+-]?[0-9]+)?"
                .replace("M", Pattern.quote(String.valueOf(format.decimalMark()))));
        List<String> rows = new ArrayList<>();
        long skipped = 0;
        for (Line line : lines.subList(format.header() ? 1 : 0, lines.size())) {
            List<BigDecimal> row = new ArrayList<>();
            boolean lacks = false;
            boolean wrong = line.fields.size() != first.size();
            for (int i = 0; i < places.size() && !wrong; i++) {
                String field = line.fields.get(places.get(i)).trim();
                boolean missing = MISSING.contains(field.toLowerCase(Locale.ROOT));
                BigDecimal value = number.matcher(field).matches() ? value(field, format.decimalMark()) : null;
                lacks |= missing;
                wrong = value == null && !(missing && skipMissing);
                row.add(value);
            }
            if (wrong || (!lacks && refused.test(row))) {
                return new FastCsvReading(List.of(), 0, line.number);
            }
            if (lacks) {
                skipped++;
            } else {
                rows.add(row.stream().map(FastCsvReading::told).toList().toString());
            }
        }
        Collections.sort(rows);
        return broken > 0 ? new FastCsvReading(List.of(), 0, broken) : new FastCsvReading(rows, skipped, 0);
    }

    static String told(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    }

    /** The number, if it is within what doubles hold. */
    private static @Nullable BigDecimal value(String field, char decimalMark) {
        String plain = field.replace(decimalMark, '.');
        if (plain.replaceFirst("[eE].*", "").matches("[+-]?[0.]+")) {
            return BigDecimal.ZERO;
        }
        double near = Double.parseDouble(plain);
        return near == 0 || Double.isInfinite(near) ? null : new BigDecimal(plain);
    }

    /** All records up to the first malformed field, and the line in which that begins. */
    private static long lines(byte[] text, CsvFormat format, List<Line> lines) {
        Character delimiter = format.delimiter();
        long[] at = {0};
        AbstractBaseCsvCallbackHandler<Void> handler = new AbstractBaseCsvCallbackHandler<>() {
            private List<String> fields = new ArrayList<>();
            private boolean quoted;
            private long begun;

            @Override
            protected void handleBegin(long startingLineNumber) {
                begun = startingLineNumber;
                at[0] = begun;
                fields = new ArrayList<>();
                quoted = false;
            }

            @Override
            protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
                String field = new String(buffer, offset, length);
                fields.add(field);
                at[0] += isQuoted ? LINE_END.matcher(field).results().count() : 0;
                quoted |= isQuoted;
            }

            @Override
            protected @Nullable Void buildRecord() {
                // A line of blanks is a blank line.
                if (quoted
                        || fields.size() > 1
                        || !String.join("", fields).trim().isEmpty()) {
                    lines.add(new Line(begun, fields));
                }
                return null;
            }
        };
        try {
            CsvReader.builder()
                    .fieldSeparator(delimiter == null ? ',' : delimiter)
                    .trimWhitespacesAroundQuotes(true)
                    .allowUnclosedQuote(false)
                    .build(handler, new String(text, StandardCharsets.UTF_8))
                    .forEach(none -> {});
        } catch (CsvParseException e) {
            return at[0];
        }
        return 0;
    }
}
