package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all rows and, where terms have factors, over the rows of each combination of levels that two terms can meet
 * in: Σ a·[f = north]·b·[g = red] is the sum of a·b over the cell (north, red) of the factors f and g.
 */
final class RowCells {
    /** The sums in the cells of one set of factors, of the numeric parts of the terms that meet there. */
    private static final class Table {
        final int[] factors;
        final Set<Integer> needed = new LinkedHashSet<>();
        final Map<List<String>, ProductSums> cells = new LinkedHashMap<>();
        int[] numbers = {};

        Table(int[] factors) {
            this.factors = factors;
        }

        int indexOf(int number) {
            return Arrays.binarySearch(numbers, number);
        }

        List<String> key(String[] texts) {
            if (factors.length == 0) {
                return List.of();
            }
            List<String> key = new ArrayList<>(factors.length);
            for (int factor : factors) {
                key.add(texts[factor]);
            }
            return key;
        }

        ExactValue[] pick(ExactValue[] values) {
            ExactValue[] picked = new ExactValue[numbers.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = values[numbers[i]];
            }
            return picked;
        }
    }

    private final List<Term> terms;
    private final List<String> factorColumns;
    private final boolean weighted;

    /** The numeric parts of the terms, each once, and which of them a term has. */
    private final RowTerm[] numbers;

    private final int[] numberOf;
    private final int[][] factorsOf;
    private final Map<List<Integer>, Table> tables = new LinkedHashMap<>();
    private final ExactValue[] values;
    private final ExactValue[] timesWeight;

    RowCells(
            List<Term> terms, List<String> columns, List<String> factorColumns, ExactValue[] inputs, boolean weighted) {
        this.terms = terms;
        this.factorColumns = factorColumns;
        this.weighted = weighted;
        List<Term> parts = new ArrayList<>(
                new LinkedHashSet<>(terms.stream().map(Term::numeric).toList()));
        this.numbers =
                parts.stream().map(part -> new RowTerm(part, columns, inputs)).toArray(RowTerm[]::new);
        this.numberOf = terms.stream()
                .mapToInt(term -> parts.indexOf(Term.numeric(term)))
                .toArray();
        this.factorsOf = terms.stream()
                .map(term -> term.factorColumns().stream()
                        .mapToInt(factorColumns::indexOf)
                        .sorted()
                        .toArray())
                .toArray(int[][]::new);
        this.values = new ExactValue[numbers.length];
        this.timesWeight = new ExactValue[weighted ? numbers.length : 0];
        Arrays.setAll(timesWeight, i -> new ExactValue());
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                Table table = tables.computeIfAbsent(union(i, j), RowCells::table);
                table.needed.add(numberOf[i]);
                table.needed.add(numberOf[j]);
            }
        }
        tables.values()
                .forEach(table -> table.numbers = table.needed.stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray());
    }

    private static Table table(List<Integer> factors) {
        return new Table(factors.stream().mapToInt(Integer::intValue).toArray());
    }

    private List<Integer> union(int i, int j) {
        Set<Integer> union = new TreeSet<>();
        Arrays.stream(factorsOf[i]).forEach(union::add);
        Arrays.stream(factorsOf[j]).forEach(union::add);
        return List.copyOf(union);
    }

    /** Forms the numeric parts of the row under way. */
    void form(long row) {
        for (int i = 0; i < numbers.length; i++) {
            values[i] = numbers[i].value(row);
        }
    }

    /** Adds the row that was formed. */
    void add(String[] texts, @Nullable ExactValue weight) {
        if (weight != null) {
            for (int i = 0; i < numbers.length; i++) {
                timesWeight[i].setProduct(values[i], weight);
            }
        }
        for (Table table : tables.values()) {
            boolean all = table.numbers.length == numbers.length;
            ProductSums cell = table.cells.computeIfAbsent(
                    table.key(texts), key -> new ProductSums(table.numbers.length, weighted));
            cell.add(
                    all ? values : table.pick(values),
                    weight == null ? null : all ? timesWeight : table.pick(timesWeight));
        }
    }

    void merge(RowCells other) {
        tables.forEach((factors, table) -> {
            Table others = other.tables.getOrDefault(factors, table);
            others.cells.forEach((key, sums) -> table.cells
                    .computeIfAbsent(key, k -> new ProductSums(table.numbers.length, weighted))
                    .merge(sums));
        });
    }

    Moments toMoments(long rows, @Nullable Term weights, BigDecimal sumOfLogWeights) {
        List<Expanded> expanded = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            expanded.addAll(levels(i));
        }
        BigDecimal[] products = new BigDecimal[expanded.size() * (expanded.size() + 1) / 2];
        int pair = 0;
        for (int i = 0; i < expanded.size(); i++) {
            for (int j = i; j < expanded.size(); j++) {
                products[pair++] = product(expanded.get(i), expanded.get(j));
            }
        }
        List<Term> all = expanded.stream().map(Expanded::term).toList();
        return new Moments(rows, all, products, weights, sumOfLogWeights);
    }

    /** A term with levels in the place of factors: which of the accumulated terms it comes from, and its levels. */
    private record Expanded(Term term, int source, Map<Integer, String> levels) {}

    private List<Expanded> levels(int source) {
        int[] factors = factorsOf[source];
        Term term = terms.get(source);
        if (factors.length == 0) {
            return List.of(new Expanded(term, source, Map.of()));
        }
        List<Expanded> levels = new ArrayList<>();
        Table table = tables.getOrDefault(union(source, source), new Table(factors));
        for (List<String> key : table.cells.keySet()) {
            Map<Integer, String> texts = new HashMap<>();
            List<Term> parts = new ArrayList<>(List.of(Term.numeric(term)));
            for (int i = 0; i < factors.length; i++) {
                texts.put(factors[i], key.get(i));
                parts.add(new Term.Level(factorColumns.get(factors[i]), key.get(i)));
            }
            levels.add(new Expanded(Term.product(parts), source, texts));
        }
        levels.removeIf(level -> product(level, level).signum() == 0);
        levels.sort((a, b) -> MomentsAlgebra.LEVELS.compare(a.term, b.term));
        return levels;
    }

    private BigDecimal product(Expanded a, Expanded b) {
        Map<Integer, String> union = new HashMap<>(a.levels);
        for (Map.Entry<Integer, String> level : b.levels.entrySet()) {
            String other = union.put(level.getKey(), level.getValue());
            if (other != null && !other.equals(level.getValue())) {
                return BigDecimal.ZERO;
            }
        }
        Table table = tables.get(union(a.source, b.source));
        if (table == null) {
            throw new IllegalStateException("no table");
        }
        List<String> key = new ArrayList<>();
        for (int factor : table.factors) {
            key.add(union.getOrDefault(factor, ""));
        }
        ProductSums cell = table.cells.get(key);
        return cell == null
                ? BigDecimal.ZERO
                : cell.sum(table.indexOf(numberOf[a.source]), table.indexOf(numberOf[b.source]));
    }
}
