package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers, products, functions, factors and weights, against sums of BigDecimals row by row. */
class DerivedTermsTest {
    private static final String[] TERMS = {
        "x",
        "z",
        "u",
        "x^2",
        "z^3",
        "x^20",
        "log(p)",
        "log(p)^2",
        "sqrt(p)",
        "exp(s)",
        "log10(p)^3",
        "x:z",
        "x^2:z:u",
        "x:log(p)",
        "sqrt(p):x^3",
        "C(f)",
        "C(g)",
        "C(f):C(g)",
        "x:C(f)",
        "x^2:z:C(g)",
        "log(p):C(f):C(g)",
        "z:C(h)",
        "C(h)"
    };
    private static final String[] WEIGHTS = {"w", "w^2", "sqrt(w)", "p", "w:p", "(Intercept)", "exp(s)"};
    private final Random random = new Random(11);

    /** A decimal of 1 to 30 digits, a double, a whole number as either, or zero. */
    private Number number() {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextGaussian();
            case 1 -> (double) (random.nextInt(2001) - 1000);
            case 2 -> BigDecimal.valueOf(random.nextInt(2001) - 1000);
            case 3 -> new BigDecimal(digits(1 + random.nextInt(30)), random.nextInt(12));
            case 4 -> Math.scalb(1 + random.nextInt(9), random.nextInt(60) - 30);
            case 5 -> random.nextBoolean() ? (Number) 0.0 : new BigDecimal("0.00");
            default -> BigDecimal.valueOf(random.nextInt(20001) - 10000, random.nextInt(4));
        };
    }

    private BigInteger digits(int count) {
        BigInteger digits = new BigInteger(4 * count, random).mod(BigInteger.TEN.pow(count));
        return random.nextBoolean() ? digits : digits.negate();
    }

    private Number positive() {
        Number number = number();
        double near = number.doubleValue();
        return near > 0 ? number : near == 0 ? 3 : number instanceof BigDecimal d ? d.negate() : (Number) (-near);
    }

    private TermRows.Row row() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("x", number());
        numbers.put("z", random.nextInt(3) == 0 ? 0.0 : number());
        numbers.put("u", number());
        numbers.put("p", positive());
        numbers.put("s", random.nextInt(100) / 8.0 - 6);
        numbers.put("w", random.nextInt(5) == 0 ? BigDecimal.ZERO : positive());
        return new TermRows.Row(
                numbers,
                Map.of(
                        "f", "abc".substring(random.nextInt(3)).substring(0, 1),
                        "g", String.valueOf(random.nextInt(2)),
                        "h", "only"));
    }

    private TermRows sample(boolean weighted, int rows) {
        List<String> terms = new ArrayList<>(List.of(TERMS));
        Collections.shuffle(terms, random);
        TermRows sample = new TermRows(
                String.join(",", terms.subList(0, 1 + random.nextInt(9))),
                weighted ? Optional.of(Term.parse(WEIGHTS[random.nextInt(WEIGHTS.length)])) : Optional.empty());
        for (int i = 0; i < rows; i++) {
            sample.rows.add(row());
        }
        return sample;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyTermsOfAnyNumbers(boolean weighted) {
        for (int i = 0; i < 500; i++) {
            sample(weighted, random.nextInt(40)).assertRight();
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                3, 4, 5, 15, 16, 17, 19, 20, 21, 63, 64, 65, 83, 84, 85, 256, 339, 340, 341, 1024, 1363, 1364, 1365,
                2389
            })
    void fullAndChangingBlocks(int rows) {
        for (String terms : List.of("x, z, x:z", "x, x:C(f), C(f)")) {
            TermRows sample = rows % 3 == 0 ? TermRows.of(terms) : TermRows.weighted(terms, "w");
            int change = Math.max(0, rows - 1 - random.nextInt(3));
            for (int i = 0; i < rows; i++) {
                Number x = i < change == (rows % 2 == 0) ? (Number) (i / 4.0) : BigDecimal.valueOf(i, 2);
                sample.rows.add(new TermRows.Row(
                        Map.of("x", x, "z", i % 64 == 63 ? number() : (Number) BigDecimal.TEN, "w", 1 + i % 3),
                        Map.of("f", i % 7 == 6 ? "b" : "a")));
            }
            sample.assertRight();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyOrderSplitAndMerge(boolean weighted) {
        for (int i = 0; i < 40; i++) {
            TermRows sample = sample(weighted, 200);
            Moments expected = sample.moments();
            List<TermRows.Row> rows = new ArrayList<>(sample.rows);
            Collections.shuffle(rows, random);
            TermRows.assertSame(sample.moments(rows), expected);
            List<Moments> parts = new ArrayList<>();
            List<MomentAccumulator> accumulators = new ArrayList<>();
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + random.nextInt(90));
                parts.add(sample.moments(rows.subList(from, to)));
                accumulators.add(sample.accumulated(rows.subList(from, to)));
                from = to;
            }
            while (parts.size() > 1) {
                int one = random.nextInt(parts.size() - 1);
                parts.add(parts.remove(one).merge(parts.remove(random.nextInt(parts.size()))));
                accumulators.add(
                        accumulators.remove(one).merge(accumulators.remove(random.nextInt(accumulators.size()))));
            }
            TermRows.assertSame(parts.get(0), expected);
            TermRows.assertSame(accumulators.get(0).toMoments(), expected);
        }
    }

    @Test
    void powersUpToTwentyOfTheLargestAndSmallestNumbers() {
        TermRows sample = TermRows.of("x, x^2, x^20, x^20:z^20, x:z");
        for (String x :
                List.of("1.7976931348623157E308d", "4.9E-324d", "1e308", "1e-324", "-9007199254740993", "0.1d")) {
            sample.row("x=" + x + " z=" + x).row("x=" + x + " z=3").row("x=-7 z=" + x);
        }
        BigDecimal longest = new BigDecimal("1".repeat(300) + "." + "7".repeat(600));
        sample.rows.add(new TermRows.Row(Map.of("x", longest, "z", 0.5), Map.of()));
        sample.assertRight();
    }

    @Test
    void functionsOfTheNearestDouble() {
        TermRows sample = TermRows.of("log(x), sqrt(x), log10(x)^2, exp(z):x");
        for (String x : List.of(
                "9007199254740993",
                "0.1",
                "0.30000000000000004440892098500626",
                "1e-320",
                "4.9e-324",
                "1.5d",
                "123456789012345678901234567890",
                "9223372036854775807",
                "1e22",
                "1e23",
                "0.000000000000000000000001")) {
            sample.row("x=" + x + " z=" + (x.equals("0.1") ? x : "-5"));
        }
        sample.row("x=1 z=709.78").row("x=2 z=-1e300").assertRight();
    }

    @Test
    void refusedRowsLeaveNoTrace() {
        for (int i = 0; i < 60; i++) {
            TermRows sample = sample(i % 2 == 0, 30);
            MomentAccumulator accumulator = sample.accumulator();
            boolean refusable = accumulator.columns().contains("p");
            for (TermRows.Row row : sample.rows) {
                if (refusable
                        && sample.weights
                                .filter(w -> !w.equals(Term.parse("p")))
                                .isEmpty()) {
                    Map<String, Number> numbers = new LinkedHashMap<>(row.numbers());
                    numbers.put("p", BigDecimal.valueOf(-1));
                    TermRows.set(accumulator, new TermRows.Row(numbers, Map.of("f", "never")));
                    assertRefusedIfNeeded(accumulator, sample);
                }
                TermRows.set(accumulator, row);
                accumulator.endRow();
            }
            TermRows.set(accumulator, row());
            TermRows.assertSame(accumulator.toMoments(), sample.moments());
        }
    }

    private static void assertRefusedIfNeeded(MomentAccumulator accumulator, TermRows sample) {
        boolean function = sample.terms.stream().anyMatch(term -> term.name().matches(".*(log|log10|sqrt)\\(p\\).*"));
        if (function || sample.weights.isPresent()) {
            long rows = accumulator.rows();
            assertThatThrownBy(accumulator::endRow).isInstanceOf(DomainException.class);
            assertThat(accumulator.rows()).isEqualTo(rows);
        }
    }

    @Test
    void whatIsRefusedAndHow() {
        assertRefused("log(x)", "x=0", "x", "log of 0 does not exist, expected a number above zero");
        assertRefused("z, x:log(`a b`)^2", "a=1", "a b", "log of 0 does not exist, expected a number above zero");
        assertRefused("log10(x)", "x=-0.25d", "x", "log10 of -0.25 does not exist, expected a number above zero");
        assertRefused("sqrt(x)", "x=-1e-30", "x", "sqrt of -1e-30 does not exist, expected a number not below zero");
        assertRefused("exp(x)", "x=710", "x", "exp of 710 does not exist, expected a number up to about 709");
        TermRows.of("sqrt(x), exp(z)").row("x=0 z=709").row("x=-0.0d z=-99999").assertRight();
    }

    private static void assertRefused(String terms, String row, String column, String problem) {
        TermRows sample = TermRows.of(terms).row(row);
        assertThatThrownBy(sample::moments)
                .isInstanceOfSatisfying(DomainException.class, e -> {
                    assertThat(e.column()).isEqualTo(column);
                    assertThat(e.problem()).isEqualTo(problem);
                })
                .hasMessage("column '" + column + "', row 1: " + problem);
    }

    @Test
    void whatIsNotAccumulated() {
        assertThatThrownBy(() -> TermRows.of("C(f)[a]").accumulator())
                .hasMessage("'C(f)[a]' is not accumulated by itself, but by 'C(f)'");
        assertThatThrownBy(() -> TermRows.of("x:C(f, base = b)").accumulator())
                .hasMessage("'x:C(f, base = \"b\")' is not accumulated by itself, but by 'x:C(f)'");
        assertThatThrownBy(() -> new MomentAccumulator(List.of(Term.parse("x:z"), Term.parse("z:x"))))
                .hasMessage("a term appears twice among x:z, x:z");
    }

    @Test
    void columnsInTheOrderOfTheirUse() {
        MomentAccumulator accumulator =
                TermRows.weighted("x^2, C(g), log(z):C(f), x:z", "w").accumulator();
        assertThat(accumulator.columns()).containsExactly("x", "z", "w");
        assertThat(accumulator.factorColumns()).containsExactly("g", "f");
        assertThat(accumulator.toMoments().rows()).isZero();
    }
}
