package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The predictors of a model in one row of new data, in plain doubles: what a prediction is made of. */
final class TermRow {
    private final Formula formula;
    private final List<String> columns;
    private final List<String> factors;
    private final double[] numbers;
    private final String[] texts;
    private final double[] predictors;
    private final ToDoubleFunction<String> number;
    private final Function<String, String> text;

    /** For a formula that knows its levels; with its response, or for the predictors alone. */
    TermRow(Formula formula, boolean withResponse) {
        this.formula = formula;
        Set<String> needed = new LinkedHashSet<>();
        Stream<Term> terms = formula.predictors().stream();
        Stream.concat(terms, withResponse ? Stream.of(formula.response()) : Stream.empty())
                .forEach(term -> needed.addAll(term.columns()));
        this.columns = List.copyOf(needed);
        this.factors = formula.factorColumns();
        this.numbers = new double[columns.size()];
        this.texts = new String[factors.size()];
        this.predictors = new double[formula.predictors().size()];
        Map<String, Integer> numberAt = places(columns);
        Map<String, Integer> textAt = places(factors);
        this.number = column -> numbers[numberAt.getOrDefault(column, -1)];
        this.text = column -> texts[textAt.getOrDefault(column, -1)];
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
        return places;
    }

    List<String> columns() {
        return columns;
    }

    List<String> factors() {
        return factors;
    }

    void set(int column, long mantissa, int scale) {
        set(column, BigDecimal.valueOf(mantissa, scale));
    }

    void set(int column, BigDecimal value) {
        numbers[column] = NearestDouble.of(value);
    }

    void setText(int factor, String value) {
        texts[factor] = value;
    }

    /** Whether the model knows this level of a factor. */
    boolean isKnown(int factor, String level) {
        // Of a factor of which only single levels were chosen, the others may be any.
        return formula.levels()
                .getOrDefault(factors.get(factor), List.of(level))
                .contains(level);
    }

    DataException unknownLevel(Place place, int factor, String level) {
        List<String> known = formula.levels().getOrDefault(factors.get(factor), List.of());
        String listed = String.join(", ", known.subList(0, Math.min(20, known.size())))
                + (known.size() > 20 ? " and " + (known.size() - 20) + " more" : "");
        return place.inColumn(factors.get(factor))
                .found(
                        level,
                        "expected a level that the model knows (" + Place.visible(listed)
                                + "); fit it with such rows, or leave their prediction empty with --missing skip");
    }

    /** The values of the predictors, in the formula's order; overwritten by the next row. */
    double[] predictors(Place place) {
        for (int i = 0; i < predictors.length; i++) {
            predictors[i] = value(formula.predictors().get(i), place);
        }
        return predictors;
    }

    double response(Place place) {
        return value(formula.response(), place);
    }

    private double value(Term term, Place place) {
        double value = term.value(number, text);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw place.inColumn(term.columns().get(0))
                    .fault(term.name() + " does not exist there, or is beyond the doubles");
        }
        return value;
    }
}
