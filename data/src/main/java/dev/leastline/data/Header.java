package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Spelling;
import dev.leastline.formula.Term;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of a source's columns, and what a formula finds among them. */
final class Header {
    private static final int LISTED = 20;

    private final Place place;
    private final List<String> names;

    private Header(Place place, List<String> names) {
        this.place = place;
        this.names = names;
    }

    /** The header that the first record of a source is, or stands for if the format has none. */
    static Header of(Place place, CsvFormat format, List<String> firstRecord) {
        if (!format.header()) {
            return new Header(
                    place,
                    IntStream.rangeClosed(1, firstRecord.size())
                            .mapToObj(i -> "c" + i)
                            .toList());
        }
        DecimalText number = new DecimalText(format.decimalMark());
        if (firstRecord.stream().allMatch(number::isNumber)) {
            throw place.found(
                    String.join(" ", firstRecord),
                    "expected the names of the columns; if there is no header, give --no-header");
        }
        return named(place, firstRecord.stream().map(String::trim).toList());
    }

    /** The header of columns with names. */
    static Header named(Place place, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw place.inColumn(name).fault("two columns have this name; rename one of them");
            }
        }
        return new Header(place, names);
    }

    int size() {
        return names.size();
    }

    List<String> names() {
        return names;
    }

    /**
     * The formula with this header's columns in the place of its dot, or {@code second ~ first} if there is none; without
     * columns that have another use.
     */
    Formula resolve(Optional<Formula> given, Collection<String> otherUse) {
        require(otherUse);
        List<String> candidates =
                names.stream().filter(name -> !otherUse.contains(name)).toList();
        if (given.isEmpty()) {
            return secondByFirst(candidates);
        }
        require(given.get().columns());
        require(given.get().factorColumns());
        require(given.get().columnsLeftOut());
        Formula formula = given.get().expand(candidates);
        if (formula.columns().contains("")) {
            throw place.fault("column " + (names.indexOf("") + 1)
                    + " has no name; name it in the header, or name the columns to use instead of '.' in the formula");
        }
        return formula;
    }

    /** Refuses names that no column has. */
    void require(Collection<String> columns) {
        columns.forEach(this::index);
    }

    private Formula secondByFirst(List<String> candidates) {
        if (candidates.size() == 2 && !candidates.contains("")) {
            return Formula.parse(term(candidates.get(1)) + " ~ " + term(candidates.get(0)));
        }
        String example = names.size() < 2 ? "y ~ x" : shown(names.get(names.size() - 1)) + " ~ " + shown(names.get(0));
        throw place.fault("no formula is given, which only two named columns can do without; "
                + columns() + "; give a formula such as '"
                + (example.contains("(no name)") || example.contains("...") ? "y ~ x" : example) + "'"
                + delimiterHint());
    }

    /** For each field of a record, its place among the columns, or −1 if they do not need it. */
    int[] slots(List<String> columns) {
        int[] slots = new int[names.size()];
        Arrays.fill(slots, -1);
        for (int slot = 0; slot < columns.size(); slot++) {
            slots[index(columns.get(slot))] = slot;
        }
        return slots;
    }

    private int index(String column) {
        int index = names.indexOf(column);
        if (index >= 0) {
            return index;
        }
        throw place.inColumn(column)
                .fault("there is no such column; "
                        + Spelling.nearest(column, names)
                                .map(near -> "did you mean '" + Place.shown(near) + "'? ")
                                .orElse("")
                        + columns() + delimiterHint());
    }

    private String columns() {
        if (names.size() == 1) {
            return "the only column is " + shown(names.get(0));
        }
        String listed = names.stream().limit(LISTED).map(Header::shown).collect(Collectors.joining(", "));
        return "the columns are " + listed + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }

    private String delimiterHint() {
        if (names.stream().anyMatch(name -> name.indexOf('\uFFFD') >= 0)) {
            return "; the text is not UTF-8, convert it: iconv -f LATIN1 -t UTF-8";
        }
        boolean oneField = names.size() == 1 && names.get(0).matches("(?s).*[ \t|:,;].*");
        return oneField ? "; if something else separates the columns, give --delimiter" : "";
    }

    private static String term(String name) {
        return Term.column(name).name();
    }

    private static String shown(String name) {
        return name.isEmpty() ? "(no name)" : Place.shown(term(name));
    }
}
