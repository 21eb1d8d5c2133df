package dev.leastline.inference;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Rows kept as they are, each with its numbers and texts by column; a column named {@code w} holds weights.
 */
record Observations(List<Row> rows, boolean weighted) {
    /** A row. */
    record Row(Map<String, BigDecimal> numbers, Map<String, String> texts) {
        BigDecimal number(String column) {
            return numbers.getOrDefault(column, BigDecimal.ZERO);
        }

        String text(String column) {
            return texts.getOrDefault(column, "");
        }

        /** The exact value of a term, but for functions, which are those of {@link StrictMath} at the nearest double. */
        BigDecimal value(Term term) {
            if (term instanceof Term.Column column) {
                return number(column.column());
            }
            if (term instanceof Term.Applied applied) {
                double x = number(applied.column()).doubleValue();
                return new BigDecimal(
                        switch (applied.function()) {
                            case LOG -> StrictMath.log(x);
                            case LOG10 -> StrictMath.log10(x);
                            case EXP -> StrictMath.exp(x);
                            case SQRT -> StrictMath.sqrt(x);
                        });
            }
            if (term instanceof Term.Power power) {
                return value(power.base()).pow(power.exponent());
            }
            if (term instanceof Term.Level level) {
                return text(level.column()).equals(level.level()) ? BigDecimal.ONE : BigDecimal.ZERO;
            }
            BigDecimal product = BigDecimal.ONE;
            if (term instanceof Term.Product factors) {
                for (Term part : factors.parts()) {
                    product = product.multiply(value(part));
                }
            }
            return product;
        }
    }

    /** A header and rows, separated by commas; columns whose names begin with a capital letter hold texts. */
    static Observations parse(String header, String... lines) {
        String[] names = header.split(",");
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(",");
            Row row = new Row(new HashMap<>(), new HashMap<>());
            for (int i = 0; i < names.length; i++) {
                if (Character.isUpperCase(names[i].charAt(0))) {
                    row.texts.put(names[i], fields[i]);
                } else {
                    row.numbers.put(names[i], new BigDecimal(fields[i]));
                }
            }
            rows.add(row);
        }
        return new Observations(rows, List.of(names).contains("w"));
    }

    BigDecimal weight(Row row) {
        return weighted ? row.number("w") : BigDecimal.ONE;
    }

    /** The rows whose weight is not zero. */
    List<Row> counted() {
        return rows.stream().filter(row -> weight(row).signum() != 0).toList();
    }

    Moments moments(String formula) {
        return momentsInAnyWay(formula, new Random(1));
    }

    /** The moments that a formula needs, of the rows in random order and in two parts. */
    Moments momentsInAnyWay(String formula, Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        int half = random.nextInt(rows.size() + 1);
        MomentAccumulator first = accumulated(formula, shuffled.subList(0, half), random);
        return first.merge(accumulated(formula, shuffled.subList(half, rows.size()), random))
                .toMoments();
    }

    private MomentAccumulator accumulated(String formula, List<Row> part, Random random) {
        List<Term> terms = Formula.parse(formula).accumulated();
        MomentAccumulator accumulator =
                weighted ? MomentAccumulator.weighted(terms, Term.column("w")) : new MomentAccumulator(terms);
        for (Row row : part) {
            for (int i = 0; i < accumulator.columns().size(); i++) {
                BigDecimal value = row.number(accumulator.columns().get(i));
                double near = value.doubleValue();
                if (random.nextBoolean() && new BigDecimal(near).compareTo(value) == 0) {
                    accumulator.setDouble(i, near);
                } else {
                    accumulator.setDecimal(i, value);
                }
            }
            for (int i = 0; i < accumulator.factorColumns().size(); i++) {
                accumulator.setText(i, row.text(accumulator.factorColumns().get(i)));
            }
            accumulator.endRow();
        }
        return accumulator;
    }
}
