package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Term;
import dev.leastline.oracle.Rational;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of numbers and texts, whose terms are formed and summed one by one in the plainest way. */
final class TermRows {
    /** Texts by factor column, and numbers by column: a Double, or a BigDecimal. */
    record Row(Map<String, Number> numbers, Map<String, String> texts) {
        BigDecimal number(String column) {
            Number number = numbers.getOrDefault(column, 0.0);
            return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.doubleValue());
        }
    }

    final List<Term> terms;
    final Optional<Term> weights;
    final List<Row> rows = new ArrayList<>();

    TermRows(String terms, Optional<Term> weights) {
        this.terms = Term.parseList(terms).terms(List.of());
        this.weights = weights;
    }

    static TermRows of(String terms) {
        return new TermRows(terms, Optional.empty());
    }

    static TermRows weighted(String terms, String weights) {
        return new TermRows(terms, Optional.of(Term.parse(weights)));
    }

    /** A row as text: {@code x=1.5 y=0.1d f=north}; a number that ends in d is a double. */
    TermRows row(String text) {
        Map<String, Number> numbers = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String cell : text.split(" ")) {
            String column = cell.substring(0, cell.indexOf('='));
            String value = cell.substring(cell.indexOf('=') + 1);
            if (value.matches("-?[0-9.].*")) {
                numbers.put(column, value.endsWith("d") ? (Number) Double.valueOf(value) : new BigDecimal(value));
            } else {
                texts.put(column, value);
            }
        }
        rows.add(new Row(numbers, texts));
        return this;
    }

    MomentAccumulator accumulator() {
        return weights.map(term -> MomentAccumulator.weighted(terms, term))
                .orElseGet(() -> new MomentAccumulator(terms));
    }

    static void set(MomentAccumulator accumulator, Row row) {
        for (int i = 0; i < accumulator.columns().size(); i++) {
            Number number = row.numbers.getOrDefault(accumulator.columns().get(i), 0.0);
            if (number instanceof BigDecimal decimal) {
                if (decimal.unscaledValue().bitLength() < 64) {
                    accumulator.setDecimal(i, decimal.unscaledValue().longValueExact(), decimal.scale());
                } else {
                    accumulator.setDecimal(i, decimal);
                }
            } else {
                accumulator.setDouble(i, number.doubleValue());
            }
        }
        for (int i = 0; i < accumulator.factorColumns().size(); i++) {
            accumulator.setText(
                    i, row.texts.getOrDefault(accumulator.factorColumns().get(i), ""));
        }
    }

    MomentAccumulator accumulated(List<Row> some) {
        MomentAccumulator accumulator = accumulator();
        for (Row row : some) {
            set(accumulator, row);
            accumulator.endRow();
        }
        return accumulator;
    }

    Moments moments(List<Row> some) {
        return accumulated(some).toMoments();
    }

    Moments moments() {
        return moments(rows);
    }

    static BigDecimal value(Term term, Row row) {
        if (term instanceof Term.Column column) {
            return row.number(column.column());
        } else if (term instanceof Term.Power power) {
            return value(power.base(), row).pow(power.exponent());
        } else if (term instanceof Term.Applied applied) {
            double x = Rational.of(row.number(applied.column())).nearestDouble();
            return new BigDecimal(
                    switch (applied.function()) {
                        case LOG -> StrictMath.log(x);
                        case LOG10 -> StrictMath.log10(x);
                        case EXP -> StrictMath.exp(x);
                        case SQRT -> StrictMath.sqrt(x);
                    });
        } else if (term instanceof Term.Level level) {
            return level.level().equals(row.texts.getOrDefault(level.column(), "")) ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        BigDecimal product = BigDecimal.ONE;
        for (Term part : term instanceof Term.Product ? term.parts() : List.<Term>of()) {
            product = product.multiply(value(part, row));
        }
        return product;
    }

    BigDecimal weight(Row row) {
        return weights.map(term -> value(term, row)).orElse(BigDecimal.ONE);
    }

    /** Every term with the levels met, in the order that moments promise. */
    private List<Term> expanded(List<Row> counted) {
        List<Term> expanded = new ArrayList<>(List.of(Term.CONSTANT));
        for (Term term : terms) {
            Set<Term> met = new LinkedHashSet<>();
            for (Row row : counted) {
                Term level = Term.product(term.parts().stream()
                        .map(part -> part instanceof Term.Factor factor
                                ? new Term.Level(factor.column(), row.texts.getOrDefault(factor.column(), ""))
                                : part)
                        .toList());
                if (level.equals(term) || value(level, row).signum() != 0) {
                    met.add(level);
                }
            }
            if (term.factorColumns().isEmpty()) {
                expanded.add(term);
            } else {
                met.stream().sorted(Comparator.comparing(TermRows::key)).forEach(expanded::add);
            }
        }
        return expanded;
    }

    /** Sorts whole numbers from 0 to 9 and letters as levels are to be sorted. */
    private static String key(Term term) {
        return String.join(
                "\0",
                term.parts().stream()
                        .filter(Term.Level.class::isInstance)
                        .map(part -> ((Term.Level) part).level())
                        .toList());
    }

    Moments assertRight() {
        return assertRight(moments());
    }

    Moments assertRight(Moments moments) {
        List<Row> counted =
                rows.stream().filter(row -> weight(row).signum() != 0).toList();
        assertThat(moments.rows()).isEqualTo(counted.size());
        List<Term> expanded = expanded(counted);
        assertThat(moments.terms()).isEqualTo(expanded);
        BigDecimal[][] values = new BigDecimal[counted.size()][];
        BigDecimal[] weight = counted.stream().map(this::weight).toArray(BigDecimal[]::new);
        BigDecimal logs = BigDecimal.ZERO;
        for (int row = 0; row < values.length; row++) {
            Row now = counted.get(row);
            values[row] = expanded.stream().map(term -> value(term, now)).toArray(BigDecimal[]::new);
            logs = logs.add(
                    new BigDecimal(StrictMath.log(Rational.of(weight[row]).nearestDouble())));
        }
        assertThat(moments.sumOfLogWeights()).isEqualTo(PlainSums.lowest(logs));
        for (int i = 0; i < expanded.size(); i++) {
            for (int j = i; j < expanded.size(); j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int row = 0; row < values.length; row++) {
                    if (values[row][i].signum() != 0 && values[row][j].signum() != 0) {
                        sum = sum.add(weight[row].multiply(values[row][i]).multiply(values[row][j]));
                    }
                }
                assertThat(moments.sumOfProducts(expanded.get(j), expanded.get(i)))
                        .as(
                                "%s times %s",
                                expanded.get(i).name(), expanded.get(j).name())
                        .isEqualTo(PlainSums.lowest(sum));
            }
        }
        assertThat(moments.sum(Term.CONSTANT)).isEqualTo(moments.totalWeight());
        return moments;
    }

    static void assertSame(Moments found, Moments expected) {
        assertThat(found).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(expected).isEqualTo(found);
        assertThat(found.terms()).isEqualTo(expected.terms());
        assertThat(Arrays.asList(found.rows(), found.levels(), found.weights(), found.sumOfLogWeights()))
                .isEqualTo(Arrays.asList(
                        expected.rows(), expected.levels(), expected.weights(), expected.sumOfLogWeights()));
        assertThat(found).hasToString(expected.toString());
    }
}
