package dev.leastline.moments;

import dev.leastline.formula.Term;
import dev.leastline.formula.TooManyTermsException;
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
    /** A factor of more levels, or a product of factors with more combinations of them, is a mistake: a number, a name. */
    static final int MOST_LEVELS = 5000;

    /** Cells are many, of few rows each. */
    private static final int CELL_BLOCK = 64;

    /** The sums in the cells of one set of factors, of the numeric parts of the terms that meet there. */
    private static final class Table {
        final int[] factors;
        final Map<List<String>, ProductSums> cells = new HashMap<>();
        int[] numbers = {};

        /** The term with just these factors, if there is one: each cell is then a level of it. */
        @Nullable
        Term term;

        List<String> key = List.of();

        Table(int[] factors) {
            this.factors = factors;
        }

        /** The same table without cells. */
        Table empty() {
            Table empty = new Table(factors);
            empty.numbers = numbers;
            empty.term = term;
            return empty;
        }

        /** Where a number is among these, negative if it is not; number 0 is the constant. */
        int indexOf(int number) {
            return Arrays.binarySearch(numbers, number);
        }

        List<String> key(String[] texts) {
            if (factors.length == 0) {
                return List.of();
            }
            String[] own = new String[factors.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = texts[factors[i]];
            }
            return List.of(own);
        }

        ProductSums cell(List<String> at, boolean weighted, int largestBlock) {
            ProductSums cell = cells.get(at);
            if (cell == null) {
                int block = factors.length == 0 ? largestBlock : CELL_BLOCK;
                cell = new ProductSums(numbers.length, weighted, weighted ? -1 : indexOf(0), block);
                cells.put(at, cell);
            }
            return cell;
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
    private final List<Table> tables;

    /** In which table two terms meet. */
    private final int[][] tableOf;

    private final int largestBlock;

    /** If the terms are plain: for each number, which column it is; −1 for the constant. */
    private final int[] plainInputs;

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
        this.tableOf = new int[terms.size()][terms.size()];
        this.largestBlock = DotProduct.ROWS;
        this.plainInputs = parts.stream()
                .mapToInt(part -> part instanceof Term.Column column
                        ? columns.indexOf(column.columns().get(0))
                        : -1)
                .toArray();
        Map<List<Integer>, Integer> places = new LinkedHashMap<>();
        List<Set<Integer>> needed = new ArrayList<>();
        this.tables = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                List<Integer> factors = union(i, j);
                int place = places.computeIfAbsent(factors, absent -> tables.size());
                if (place == tables.size()) {
                    tables.add(new Table(
                            factors.stream().mapToInt(Integer::intValue).toArray()));
                    needed.add(new TreeSet<>());
                }
                tableOf[i][j] = place;
                tableOf[j][i] = place;
                needed.get(place).add(numberOf[i]);
                needed.get(place).add(numberOf[j]);
                if (i == j && !factors.isEmpty()) {
                    tables.get(place).term = terms.get(i);
                }
            }
        }
        for (int i = 0; i < needed.size(); i++) {
            tables.get(i).numbers =
                    needed.get(i).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** No rows yet, for one of many groups: with the pattern it shares all but the sums, and the row under way too. */
    RowCells(RowCells pattern) {
        this.terms = pattern.terms;
        this.factorColumns = pattern.factorColumns;
        this.weighted = pattern.weighted;
        this.numbers = pattern.numbers;
        this.numberOf = pattern.numberOf;
        this.factorsOf = pattern.factorsOf;
        this.values = pattern.values;
        this.timesWeight = pattern.timesWeight;
        this.tableOf = pattern.tableOf;
        this.largestBlock = CELL_BLOCK;
        this.plainInputs = pattern.plainInputs;
        this.tables = pattern.tables.stream().map(Table::empty).toList();
    }

    private List<Integer> union(int i, int j) {
        Set<Integer> union = new TreeSet<>();
        Arrays.stream(factorsOf[i]).forEach(union::add);
        Arrays.stream(factorsOf[j]).forEach(union::add);
        return List.copyOf(union);
    }

    /** Forms the numeric parts of the row under way, and finds its cells. */
    void form(long row, String[] texts) {
        for (int i = 0; i < numbers.length; i++) {
            values[i] = numbers[i].value(row);
        }
        for (Table table : tables) {
            table.key = table.key(texts);
            refuseLevel(table, table.key, 0);
        }
    }

    /** Refuses a level that is one too many, beside so many others to come. */
    private void refuseLevel(Table table, List<String> level, int others) {
        if (table.term != null && table.cells.size() + others >= MOST_LEVELS && !table.cells.containsKey(level)) {
            throw new DomainException(
                    factorColumns.get(table.factors[0]),
                    "'" + Term.shape(table.term).name() + "' has more than " + MOST_LEVELS
                            + " levels, expected a factor of few");
        }
    }

    /** Adds the row that was formed. */
    void add(@Nullable ExactValue weight) {
        if (weight != null) {
            for (int i = 0; i < numbers.length; i++) {
                timesWeight[i].setProduct(values[i], weight);
            }
        }
        for (Table table : tables) {
            boolean all = table.numbers.length == numbers.length;
            table.cell(table.key, weighted, largestBlock)
                    .add(
                            all ? values : table.pick(values),
                            weight == null ? null : all ? timesWeight : table.pick(timesWeight));
        }
    }

    /** Whether every term is 1 or a column, and the rows have no weights: then rows can be added at once. */
    boolean isPlain() {
        return !weighted && terms.stream().allMatch(term -> term instanceof Term.Column || term.equals(Term.CONSTANT));
    }

    /** Adds rows at once, if the terms are plain. */
    void addRows(ProductSums.Block block, int rows) {
        Table table = tables.get(0);
        table.cell(List.of(), weighted, largestBlock).addRows(plainInputs, block, rows);
    }

    /** Adds all rows of others, or none if a factor would have too many levels. */
    void merge(RowCells other) {
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            int more = 0;
            for (List<String> level : other.tables.get(i).cells.keySet()) {
                refuseLevel(table, level, more);
                more += table.cells.containsKey(level) ? 0 : 1;
            }
        }
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            other.tables.get(i).cells.forEach((key, sums) -> table.cell(key, weighted, largestBlock)
                    .merge(sums));
        }
    }

    Moments toMoments(long rows, @Nullable Term weights, BigDecimal sumOfLogWeights) {
        List<Expanded> expanded = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            expanded.addAll(levels(i));
        }
        BigDecimal[] products = new BigDecimal[MomentsAlgebra.pairs(expanded.size())];
        int pair = 0;
        for (int i = 0; i < expanded.size(); i++) {
            for (int j = i; j < expanded.size(); j++) {
                products[pair++] = product(expanded.get(i), expanded.get(j));
            }
        }
        List<Term> all = expanded.stream().map(Expanded::term).toList();
        return new Moments(rows, new LinkedHashSet<>(terms), all, products, weights, sumOfLogWeights);
    }

    /** A term with levels in the place of factors: which of the accumulated terms it comes from, and its levels. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Expanded(Term term, int source, @Nullable String[] levels) {}

    private List<Expanded> levels(int source) {
        int[] factors = factorsOf[source];
        Term term = terms.get(source);
        if (factors.length == 0) {
            return List.of(new Expanded(term, source, new String[factorColumns.size()]));
        }
        List<Expanded> levels = new ArrayList<>();
        for (List<String> key : table(source, source).cells.keySet()) {
            @Nullable String[] texts = new String[factorColumns.size()];
            List<Term> parts = new ArrayList<>(List.of(Term.numeric(term)));
            for (int i = 0; i < factors.length; i++) {
                texts[factors[i]] = key.get(i);
                parts.add(new Term.Level(factorColumns.get(factors[i]), key.get(i)));
            }
            levels.add(new Expanded(Term.product(parts), source, texts));
        }
        if (levels.size() > MOST_LEVELS) {
            throw new TooManyTermsException("'" + term.name() + "' has more than " + MOST_LEVELS + " levels");
        }
        levels.removeIf(level -> product(level, level).signum() == 0);
        levels.sort((a, b) -> MomentsAlgebra.LEVELS.compare(a.term, b.term));
        return levels;
    }

    private Table table(int i, int j) {
        return tables.get(tableOf[i][j]);
    }

    private BigDecimal product(Expanded a, Expanded b) {
        Table table = table(a.source, b.source);
        String[] key = new String[table.factors.length];
        for (int i = 0; i < key.length; i++) {
            String left = a.levels[table.factors[i]];
            String right = b.levels[table.factors[i]];
            if (left != null && right != null && !left.equals(right)) {
                return BigDecimal.ZERO;
            }
            key[i] = left != null ? left : right != null ? right : "";
        }
        ProductSums cell = table.cells.get(List.of(key));
        return cell == null
                ? BigDecimal.ZERO
                : cell.sum(table.indexOf(numberOf[a.source]), table.indexOf(numberOf[b.source]));
    }
}
