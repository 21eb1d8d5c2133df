package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Term;
import dev.leastline.oracle.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same rows give equal moments, whatever way they took. */
class MomentsLawsTest {
    private final Random random = new Random(1);

    private List<BigDecimal[]> rows(int count) {
        List<BigDecimal[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new BigDecimal[] {number(), number(), number()});
        }
        return rows;
    }

    private BigDecimal number() {
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(2000) - 1000, random.nextInt(4));
            case 1 -> new BigDecimal(random.nextGaussian());
            case 2 -> new BigDecimal(new BigInteger(130, random), 20);
            default -> BigDecimal.valueOf(random.nextInt(100));
        };
    }

    private static Moments moments(List<BigDecimal[]> rows) {
        return new Sample(List.of("a", "b", "c"), rows).moments();
    }

    private static void assertSame(Moments found, Moments expected) {
        assertThat(found).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(expected).isEqualTo(found);
    }

    @Test
    void anyOrderOfRows() {
        List<BigDecimal[]> rows = rows(3000);
        Moments expected = moments(rows);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(rows, random);
            assertSame(moments(rows), expected);
            assertSame(new Sample(List.of("a", "b", "c"), rows).momentsInAnyWay(random), expected);
        }
    }

    @Test
    void anySplitMergedInAnyOrderAndNesting() {
        List<BigDecimal[]> rows = rows(2500);
        Moments expected = moments(rows);
        for (int i = 0; i < 20; i++) {
            List<Moments> parts = new ArrayList<>();
            for (List<BigDecimal[]> part : split(rows)) {
                parts.add(moments(part));
            }
            while (parts.size() > 1) {
                Moments one = parts.remove(random.nextInt(parts.size()));
                Moments other = parts.remove(random.nextInt(parts.size()));
                parts.add(one.merge(other));
            }
            assertSame(parts.get(0), expected);
        }
    }

    @Test
    void accumulatorsMergedInAnyOrderAndNesting() {
        List<BigDecimal[]> rows = rows(2500);
        Moments expected = moments(rows);
        for (int i = 0; i < 20; i++) {
            List<MomentAccumulator> parts = new ArrayList<>();
            for (List<BigDecimal[]> part : split(rows)) {
                parts.add(accumulator(part));
            }
            while (parts.size() > 1) {
                MomentAccumulator one = parts.remove(random.nextInt(parts.size()));
                MomentAccumulator other = parts.remove(random.nextInt(parts.size()));
                parts.add(one.merge(other));
            }
            assertSame(parts.get(0).toMoments(), expected);
        }
    }

    private static MomentAccumulator accumulator(List<BigDecimal[]> rows) {
        MomentAccumulator accumulator =
                new MomentAccumulator(List.of(Term.column("a"), Term.column("b"), Term.column("c")));
        for (BigDecimal[] row : rows) {
            for (int column = 0; column < 3; column++) {
                accumulator.setDecimal(column, row[column]);
            }
            accumulator.endRow();
        }
        return accumulator;
    }

    /** Cuts at random places; parts may be empty. */
    private List<List<BigDecimal[]>> split(List<BigDecimal[]> rows) {
        List<List<BigDecimal[]>> parts = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int to = Math.min(rows.size(), from + random.nextInt(900));
            parts.add(rows.subList(from, to));
            from = to;
        }
        return parts;
    }

    @Test
    void mergingLeavesTheOtherUsable() {
        List<BigDecimal[]> rows = rows(30);
        MomentAccumulator one = accumulator(rows);
        MomentAccumulator other = accumulator(rows);
        one.merge(other);
        assertSame(other.toMoments(), moments(rows));
        assertSame(one.toMoments(), moments(rows).merge(moments(rows)));
        assertThat(one.rows()).isEqualTo(60);
        other.merge(other);
        assertSame(other.toMoments(), one.toMoments());
    }

    @Test
    void nothingMergedChangesNothing() {
        Moments some = moments(rows(10));
        Moments none = moments(List.of());
        assertSame(some.merge(none), some);
        assertSame(none.merge(some), some);
        assertThat(none.rows()).isZero();
        assertThat(none.sum(Term.column("a"))).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void columnsInAnotherOrder() {
        Moments ab = Moments.builder("a", "b").row(1.5, 2).row(-3, 0.1).build();
        Moments ba = Moments.builder("b", "a").row(2, 1.5).row(0.1, -3).build();
        assertSame(ba, ab);
        assertSame(ab.merge(ba), ba.merge(ab));
        assertThat(ab.merge(ba).columns()).containsExactly("a", "b");
        assertThat(ba.merge(ab).columns()).containsExactly("b", "a");
    }

    @Test
    void parallelStreams() {
        List<BigDecimal[]> rows = rows(0);
        for (int i = 0; i < 20_000; i++) {
            rows.add(new BigDecimal[] {new BigDecimal(random.nextGaussian()), new BigDecimal(i / 16.0)});
        }
        Moments expected = new Sample(List.of("x", "y"), rows).moments();
        Moments collected = rows.parallelStream().collect(Moments.collector(List.of("x", "y"), row ->
                new double[] {row[0].doubleValue(), row[1].doubleValue()}));
        assertSame(collected, expected);
        Moments sequential = IntStream.range(0, rows.size())
                .mapToObj(rows::get)
                .collect(Moments.collector(
                        List.of("x", "y"), row -> new double[] {row[0].doubleValue(), row[1].doubleValue()}));
        assertSame(sequential, expected);
    }

    @Test
    void equalNumbersWrittenDifferently() {
        Moments decimals = Sample.parse("x", "0.50", "-20", "1e2").moments();
        assertSame(Moments.builder("x").row(0.5).row(-20).row(100).build(), decimals);
        assertSame(Sample.parse("x", "100.000", "5e-1", "-2e1").moments(), decimals);
    }

    @Test
    void sumsThatCancelAreZero() {
        Moments moments = Moments.builder("x", "y").row(0.1, 1).row(-0.1, 1).build();
        assertThat(moments.sum(Term.column("x"))).isEqualTo(BigDecimal.ZERO);
        Moments half = Moments.builder("x", "y").row(0.1, 1).build();
        Moments rest = Moments.builder("x", "y").row(-0.1, 1).build();
        assertSame(half.merge(rest), moments);
    }

    @Test
    void differentRowsAreNotEqual() {
        Moments moments = Moments.builder("x", "y").row(1, 2).row(3, 4).build();
        assertThat(Moments.builder("x", "y").row(1, 2).row(3, Math.nextUp(4.0)).build())
                .isNotEqualTo(moments);
        assertThat(Moments.builder("x", "z").row(1, 2).row(3, 4).build()).isNotEqualTo(moments);
        assertThat(Moments.builder("x", "y").row(1, 2).row(3, 4).row(0, 0).build())
                .isNotEqualTo(moments);
        assertThat(Moments.builder("y", "x").row(1, 2).row(3, 4).build()).isNotEqualTo(moments);
        assertThat(Moments.builder("x").row(1).row(3).build()).isNotEqualTo(moments);
        BigDecimal tiny = new BigDecimal("1e-300");
        assertThat(Sample.parse("x", "1").moments())
                .isNotEqualTo(
                        new Sample(List.of("x"), Collections.singletonList(new BigDecimal[] {BigDecimal.ONE.add(tiny)}))
                                .moments());
    }
}
