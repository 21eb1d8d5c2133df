package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every road of the accumulator at its extreme values, against sums of BigDecimals. */
class MomentAccumulatorTest {
    /** 2^b, −2^b and one less, for a b that a long can hold. */
    private static long[] extremes(int bits) {
        long power = bits == 63 ? Long.MIN_VALUE : 1L << bits;
        return new long[] {power, -power, power - 1, 1 - power};
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 2049})
    void fullBlocksOfExtremeMantissasOfEveryWidth(int rows) {
        int step = rows == 1 ? 1 : 7;
        for (int a = 0; a <= 63; a += a >= 24 && a <= 28 ? 1 : step) {
            for (int b = 0; b <= 63; b += b >= 24 && b <= 28 ? 1 : step) {
                for (long x : extremes(a)) {
                    long y = extremes(b)[rows & 1];
                    assertConstantBlock(rows, x, y);
                }
            }
        }
    }

    @Test
    void extremeMantissasOfEqualWidthInAFullBlock() {
        for (int bits = 0; bits <= 63; bits++) {
            for (long x : extremes(bits)) {
                for (long y : extremes(bits)) {
                    assertConstantBlock(1024, x, y);
                }
            }
        }
    }

    private static void assertConstantBlock(int rows, long x, long y) {
        MomentAccumulator accumulator = new MomentAccumulator(List.of(Term.column("x"), Term.column("y")));
        for (int i = 0; i < rows; i++) {
            accumulator.setDecimal(0, x, 3);
            accumulator.setDecimal(1, y, -2);
            accumulator.endRow();
        }
        Moments moments = accumulator.toMoments();
        BigInteger n = BigInteger.valueOf(rows);
        BigInteger bigX = BigInteger.valueOf(x);
        BigInteger bigY = BigInteger.valueOf(y);
        assertSum(moments, "x", "y", bigX.multiply(bigY).multiply(n), 1);
        assertSum(moments, "x", "x", bigX.multiply(bigX).multiply(n), 6);
        assertSum(moments, "y", "y", bigY.multiply(bigY).multiply(n), -4);
        assertThat(moments.sum(Term.column("x"))).isEqualTo(PlainSums.lowest(new BigDecimal(bigX.multiply(n), 3)));
        assertThat(moments.rows()).isEqualTo(rows);
    }

    private static void assertSum(Moments moments, String a, String b, BigInteger expected, int scale) {
        assertThat(moments.sumOfProducts(Term.column(a), Term.column(b)))
                .isEqualTo(PlainSums.lowest(new BigDecimal(expected, scale)));
    }

    @Test
    void extremeBinaryMantissasOfEveryWidth() {
        for (int bits = 0; bits <= 53; bits++) {
            for (int scale : new int[] {0, 60, -200, 960}) {
                PlainSums sums = new PlainSums("x", "y");
                for (int i = 0; i < 12; i++) {
                    double x = (double) extremes(bits)[i % 4];
                    double y = (double) extremes(53 - bits)[i / 4];
                    sums.binary(0, Math.scalb(x, scale)).binary(1, y).end();
                }
                sums.assertRight();
            }
        }
    }

    @Test
    void narrowBinaryBlocksAtTheirWidest() {
        for (double x : new double[] {0x1p26, -0x1p26, 0x1p26 - 1, 1 - 0x1p26, -0x1p26 - 1, 0x1p27 - 1}) {
            PlainSums sums = new PlainSums("x", "y");
            for (int i = 0; i < 1025; i++) {
                sums.binary(0, x).binary(1, i % 2 == 0 ? -0x1p26 : -0x1p26 + 1).end();
            }
            sums.assertRight();
        }
    }

    @Test
    void narrowColumnsBesideWideOnes() {
        Random random = new Random(1);
        PlainSums sums = new PlainSums("narrow", "full", "limbs", "binary", "narrow binary");
        for (int i = 0; i < 1500; i++) {
            sums.decimal(0, random.nextInt(1 << 27) - (1 << 26), 2)
                    .decimal(1, random.nextLong(), 5)
                    .decimal(2, new BigDecimal(new BigInteger(300, random), 40))
                    .binary(3, random.nextGaussian())
                    .binary(4, random.nextInt(1000) / 8.0)
                    .end();
        }
        sums.assertRight();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 12})
    void mixedDecimalScalesInABlockWhetherTheyCanBeRaisedOrNot(int apart) {
        for (long mantissa : new long[] {1, 0, -1, 67, -67, 671_088, 6_710_886, 67_108_863, 67_108_864, -67_108_864}) {
            PlainSums sums = new PlainSums("x", "y");
            for (int i = 0; i < 30; i++) {
                sums.decimal(0, i % 3 == 0 ? mantissa : i, i % 3 == 0 ? 2 : 2 + apart)
                        .decimal(1, i % 5 == 0 ? 0 : 3, i % 5 == 0 ? 14 : -3)
                        .end();
            }
            sums.assertRight();
        }
    }

    @Test
    void mixedBinaryScalesInABlockWhetherTheyCanBeRaisedOrNot() {
        for (int apart = 0; apart <= 70; apart++) {
            for (int bits = 0; bits <= 27; bits++) {
                PlainSums sums = new PlainSums("x", "y");
                for (int i = 0; i < 12; i++) {
                    sums.binary(0, i % 3 == 0 ? (double) ((1L << bits) | 1) : Math.scalb(1.0, -apart))
                            .binary(1, i % 2 == 0 ? -0x1p26 : 0.0)
                            .end();
                }
                sums.assertRight();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void fullBlockOfMantissasRaisedAsFarAsTheyMay(int apart) {
        long most = (1L << 26) / BigInteger.TEN.pow(apart).longValueExact();
        for (long mantissa : new long[] {most, most + 1, 26 * most + 1, 44 * most, 67_108_863}) {
            PlainSums sums = new PlainSums("x", "y");
            for (int i = 0; i < 1024; i++) {
                sums.decimal(0, -mantissa, i == 0 ? apart : 0)
                        .decimal(1, mantissa, i == 1 ? apart : 0)
                        .end();
            }
            sums.assertRight();
        }
    }

    @Test
    void leastLongAtExtremeScales() {
        PlainSums sums = new PlainSums("x", "y");
        for (int scale : new int[] {1400, -400, 0, 18, 19, 1400}) {
            sums.decimal(0, Long.MIN_VALUE, scale)
                    .decimal(1, Long.MIN_VALUE, -scale / 4)
                    .end();
            sums.decimal(0, Long.MAX_VALUE, scale)
                    .decimal(1, Long.MIN_VALUE, scale)
                    .end();
        }
        sums.assertRight();
    }

    @Test
    void wideNumbersOfUpToAThousandDigits() {
        Random random = new Random(2);
        for (int digits : new int[] {18, 19, 20, 35, 36, 37, 38, 54, 55, 100, 307, 999, 1000}) {
            PlainSums sums = new PlainSums("x", "y", "z");
            BigInteger nines = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
            BigInteger one = BigInteger.TEN.pow(digits - 1);
            for (int i = 0; i < 6; i++) {
                int scale = digits + random.nextInt(20) - 10;
                sums.decimal(0, new BigDecimal(i % 2 == 0 ? nines : nines.negate(), scale))
                        .decimal(1, new BigDecimal(i % 3 == 0 ? one : one.add(nines.shiftRight(3)), scale))
                        .decimal(2, i, 1)
                        .end();
            }
            sums.assertRight();
        }
    }

    @Test
    void numbersOfAnyMagnitudeInOneColumn() {
        Random random = new Random(3);
        PlainSums sums = new PlainSums("x", "y");
        double[] ends = {
            Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_NORMAL, 0.0, -0.0, 1.0
        };
        for (int i = 0; i < 400; i++) {
            double x = i < ends.length ? ends[i] : finite(random);
            if (random.nextBoolean()) {
                sums.binary(0, x);
            } else {
                sums.decimal(0, new BigDecimal(Double.toString(x)));
            }
            sums.binary(1, finite(random)).end();
        }
        sums.assertRight();
    }

    private static double finite(Random random) {
        while (true) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                return value;
            }
        }
    }

    @Test
    void decimalsAndDoublesAlternateFromRowToRow() {
        Random random = new Random(4);
        PlainSums sums = new PlainSums("a", "b", "c", "d");
        for (int i = 0; i < 2500; i++) {
            for (int column : order(random)) {
                switch (random.nextInt(4)) {
                    case 0 -> sums.decimal(column, random.nextInt(1000), random.nextInt(4));
                    case 1 -> sums.decimal(column, random.nextLong(), 9);
                    case 2 -> sums.decimal(column, new BigDecimal(new BigInteger(150, random), 30));
                    default -> sums.binary(column, random.nextInt(9) - 4.5);
                }
            }
            sums.end();
        }
        sums.assertRight();
    }

    /** Values may be set in any order of the columns. */
    private static int[] order(Random random) {
        int[] order = {0, 1, 2, 3};
        for (int i = 3; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    @Test
    void valueSetAgainReplacesTheOneBefore() {
        BigDecimal wide = new BigDecimal("123456789012345678901234567890");
        PlainSums sums = new PlainSums("x", "y");
        sums.decimal(0, wide)
                .decimal(1, wide)
                .decimal(0, 5, 1)
                .decimal(1, BigDecimal.TEN)
                .end();
        sums.decimal(0, wide).binary(0, 0.5).decimal(1, 1, 0).end();
        sums.binary(0, 0.25).decimal(0, wide).decimal(1, wide).binary(1, 3.5).end();
        sums.assertRight();
    }

    @Test
    void rowsMayFollowAfterTheMomentsWereTaken() {
        PlainSums sums = new PlainSums("x");
        for (int i = 0; i < 2100; i++) {
            sums.decimal(0, i, 1).end();
            if (i % 700 == 0) {
                sums.assertRight();
            }
        }
        assertThat(sums.accumulator().rows()).isEqualTo(2100);
        sums.assertRight();
    }

    @Test
    void noColumnsAtAllCountRows() {
        MomentAccumulator accumulator = new MomentAccumulator(List.of());
        accumulator.endRow();
        accumulator.endRow();
        assertThat(accumulator.toMoments().rows()).isEqualTo(2);
        assertThat(accumulator.toMoments().sum(Term.CONSTANT)).isEqualByComparingTo("2");
    }

    @Test
    void groupsOfOneAccumulatorAreWhatAccumulatorsOfTheirOwnAre() {
        Random random = new Random(41);
        List<Term> terms = List.of(Term.column("x"), Term.parse("x^2"), Term.parse("C(g)"));
        MomentAccumulator pattern = MomentAccumulator.weighted(terms, Term.column("w"));
        List<MomentAccumulator> groups = List.of(pattern.newGroup(), pattern.newGroup(), pattern.newGroup());
        List<MomentAccumulator> alone = List.of(
                MomentAccumulator.weighted(terms, Term.column("w")),
                MomentAccumulator.weighted(terms, Term.column("w")),
                MomentAccumulator.weighted(terms, Term.column("w")));
        for (int row = 0; row < 3000; row++) {
            int group = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2);
            double x = random.nextGaussian();
            long weight = random.nextInt(3);
            for (MomentAccumulator each : List.of(pattern, alone.get(group))) {
                if (row % 7 == 0) {
                    each.setDecimal(0, (long) (x * 1000), 3);
                } else {
                    each.setDouble(0, x);
                }
                each.setDecimal(1, weight, 0);
                each.setText(0, "level " + row % 4);
            }
            groups.get(group).endRow();
            alone.get(group).endRow();
        }
        assertThat(pattern.rows()).isZero();
        for (int group = 0; group < 3; group++) {
            assertThat(groups.get(group).toMoments()).isEqualTo(alone.get(group).toMoments());
            pattern.merge(groups.get(group));
        }
        assertThat(pattern.toMoments())
                .isEqualTo(alone.get(0).merge(alone.get(1)).merge(alone.get(2)).toMoments());
    }
}
