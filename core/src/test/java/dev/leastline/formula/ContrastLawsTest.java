package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * On fully crossed data any model of factors and numbers has full column rank, and explains what it would explain with
 * all levels of all its factors.
 */
class ContrastLawsTest {
    private static final List<String> VARIABLES = List.of("x", "z", "f", "g", "h");
    private static final Map<String, List<String>> LEVELS =
            Map.of("f", List.of("a", "b", "c"), "g", List.of("1", "2"), "h", List.of("u", "v"));
    private final Random random = new Random(3);

    /** A set of variables for each term, as bits. */
    private List<Integer> model() {
        Set<Integer> terms = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            terms.add(1 + random.nextInt(31));
        }
        return new ArrayList<>(terms);
    }

    private static String text(List<Integer> model, boolean intercept, Map<String, String> bases) {
        return "y ~ "
                + model.stream()
                        .map(term -> inTerm(term).stream()
                                .map(name -> LEVELS.containsKey(name) ? "C(" + name + bases.get(name) + ")" : name)
                                .collect(Collectors.joining(":")))
                        .collect(Collectors.joining(" + "))
                + (intercept ? "" : " - 1");
    }

    private static List<String> inTerm(int term) {
        return VARIABLES.stream()
                .filter(name -> (term >> VARIABLES.indexOf(name) & 1) == 1)
                .toList();
    }

    /**
     * The coding that R's TermCode (src/library/stats/src/model.c) chooses: which factors of a term have all levels.
     * Nothing where it takes x:z for a term that has x in it: there what R explains depends on luck.
     */
    private static Set<Term> asInR(List<Integer> model, boolean intercept, Map<String, String> bases) {
        List<Integer> sorted = new ArrayList<>(model);
        sorted.sort((a, b) -> Integer.bitCount(a) - Integer.bitCount(b));
        Set<Term> columns = new LinkedHashSet<>();
        boolean adjusted = intercept;
        for (int i = 0; i < sorted.size(); i++) {
            List<Term> cells = List.of(Term.CONSTANT);
            for (String name : inTerm(sorted.get(i))) {
                List<Term> choices = new ArrayList<>();
                if (LEVELS.containsKey(name)) {
                    int rest = sorted.get(i) & ~(1 << VARIABLES.indexOf(name));
                    List<Integer> within = sorted.subList(0, i).stream()
                            .filter(before -> rest != 0 && (~before & rest) == 0)
                            .toList();
                    if (!within.isEmpty() && within.stream().noneMatch(before -> (before & 3) == (rest & 3))) {
                        return Set.of();
                    }
                    boolean all = rest != 0 && within.isEmpty();
                    all |= !adjusted;
                    adjusted = true;
                    for (String level : LEVELS.get(name)) {
                        if (all || !(", base = '" + level + "'").equals(bases.get(name))) {
                            choices.add(new Term.Level(name, level));
                        }
                    }
                } else {
                    choices.add(Term.column(name));
                }
                cells = cells.stream()
                        .flatMap(cell -> choices.stream().map(choice -> Term.product(cell, choice)))
                        .toList();
            }
            columns.addAll(cells);
        }
        if (intercept) {
            columns.add(Term.CONSTANT);
        }
        return columns;
    }

    private static Set<Term> withAllLevels(List<Integer> model, boolean intercept) {
        Set<Term> columns = new LinkedHashSet<>(intercept ? List.of(Term.CONSTANT) : List.of());
        for (int term : model) {
            List<Term> cells = List.of(Term.CONSTANT);
            for (String name : inTerm(term)) {
                List<Term> choices = LEVELS.containsKey(name)
                        ? LEVELS.get(name).stream()
                                .map(level -> (Term) new Term.Level(name, level))
                                .toList()
                        : List.of(Term.column(name));
                cells = cells.stream()
                        .flatMap(cell -> choices.stream().map(choice -> Term.product(cell, choice)))
                        .toList();
            }
            columns.addAll(cells);
        }
        return columns;
    }

    /** One row for each term, one column for each combination of values. */
    private static List<BigInteger[]> design(Set<Term> terms) {
        List<Map<String, String>> rows = new ArrayList<>(List.of(Map.of()));
        for (String name : VARIABLES) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : LEVELS.getOrDefault(name, List.of("3", "5"))) {
                    Map<String, String> next = new TreeMap<>(row);
                    next.put(name, value);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        List<BigInteger[]> design = new ArrayList<>();
        for (Term term : terms) {
            design.add(rows.stream()
                    .map(row -> BigInteger.valueOf((long) term.value(
                            column -> Double.parseDouble(row.getOrDefault(column, "")),
                            column -> row.getOrDefault(column, ""))))
                    .toArray(BigInteger[]::new));
        }
        return design;
    }

    private static int rank(Set<Term> terms) {
        List<BigInteger[]> rows = design(terms);
        int rank = 0;
        for (int column = 0; rank < rows.size() && column < rows.get(0).length; column++) {
            int at = column;
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot)[at].signum() == 0) {
                pivot++;
            }
            if (pivot == rows.size()) {
                continue;
            }
            Collections.swap(rows, rank, pivot);
            BigInteger[] top = rows.get(rank++);
            for (BigInteger[] row : rows.subList(rank, rows.size())) {
                reduce(row, top, at);
            }
        }
        return rank;
    }

    private static void reduce(BigInteger[] row, BigInteger[] top, int at) {
        BigInteger factor = row[at];
        if (factor.signum() == 0) {
            return;
        }
        BigInteger common = BigInteger.ZERO;
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].multiply(top[at]).subtract(top[j].multiply(factor));
            common = common.gcd(row[j]);
        }
        for (int j = 0; common.signum() != 0 && j < row.length; j++) {
            row[j] = row[j].divide(common);
        }
    }

    private Map<String, String> bases() {
        Map<String, String> bases = new TreeMap<>();
        LEVELS.forEach(
                (name, levels) -> bases.put(name, ", base = '" + levels.get(random.nextInt(levels.size())) + "'"));
        return bases;
    }

    @Test
    void fullRankAndTheSameSpaceAsWithAllLevels() {
        int asInR = 0;
        for (int i = 0; i < 1500; i++) {
            List<Integer> model = model();
            boolean intercept = random.nextBoolean();
            Map<String, String> bases = bases();
            String text = text(model, intercept, bases);
            Set<Term> terms =
                    new LinkedHashSet<>(Formula.parse(text).withLevels(LEVELS).terms());
            Set<Term> all = withAllLevels(model, intercept);
            int rank = rank(all);
            assertThat(all).as(text).containsAll(terms);
            assertThat(terms).as(text).hasSize(rank);
            assertThat(rank(terms)).as(text).isEqualTo(rank);
            Set<Term> inR = asInR(model, intercept, bases);
            if (inR.size() == rank && rank(inR) == rank) {
                asInR++;
                assertThat(terms).as(text).isEqualTo(inR);
            }
        }
        assertThat(asInR).isGreaterThan(300);
    }

    @Test
    void theOrderOfTermsMovesColumnsOnly() {
        for (int i = 0; i < 500; i++) {
            List<Integer> model = model();
            // Of two interactions of equal size the first explains what both could.
            if (model.stream().map(Integer::bitCount).distinct().count() < model.size()) {
                continue;
            }
            Map<String, String> bases = bases();
            Set<Term> terms = Set.copyOf(
                    Formula.parse(text(model, true, bases)).withLevels(LEVELS).terms());
            Collections.shuffle(model, random);
            assertThat(Set.copyOf(Formula.parse(text(model, true, bases))
                            .withLevels(LEVELS)
                            .terms()))
                    .isEqualTo(terms);
        }
    }
}
