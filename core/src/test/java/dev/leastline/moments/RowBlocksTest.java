package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows added at once, on every road that a block can take, against sums of BigDecimals. */
class RowBlocksTest {
    private static final Term X = Term.column("x");
    private static final Term Y = Term.column("y");

    private final Random random = new Random(5);

    /** Numbers around ±2^bits, its neighbours, and smaller ones. */
    private long near(int bits) {
        long power = 1L << bits;
        return switch (random.nextInt(8)) {
            case 0, 1 -> -power;
            case 2 -> power - (bits == 62 ? 0 : 1);
            case 3 -> power;
            case 4 -> 1 - power;
            case 5 -> random.nextLong() >> (63 - bits);
            case 6 -> -1;
            default -> 0;
        };
    }

    private void assertExact(LongSupplier xs, LongSupplier ys, int rows) {
        long[] x = IntStream.range(0, rows).mapToLong(i -> xs.getAsLong()).toArray();
        long[] y = IntStream.range(0, rows).mapToLong(i -> ys.getAsLong()).toArray();
        MomentAccumulator accumulator = new MomentAccumulator(List.of(X, Y));
        accumulator.addDecimals(new long[][] {x, y}, new int[2][rows], rows);
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (int i = 0; i < rows; i++) {
            BigInteger a = BigInteger.valueOf(x[i]);
            BigInteger b = BigInteger.valueOf(y[i]);
            sums[0] = sums[0].add(a);
            sums[1] = sums[1].add(b);
            sums[2] = sums[2].add(a.multiply(a));
            sums[3] = sums[3].add(a.multiply(b));
            sums[4] = sums[4].add(b.multiply(b));
        }
        assertSums(accumulator.toMoments(), rows, sums);
    }

    private static void assertSums(Moments moments, int rows, BigInteger[] sums) {
        assertThat(moments.rows()).isEqualTo(rows);
        assertThat(moments.sum(X)).isEqualByComparingTo(new BigDecimal(sums[0]));
        assertThat(moments.sum(Y)).isEqualByComparingTo(new BigDecimal(sums[1]));
        assertThat(moments.sumOfProducts(X, X)).isEqualByComparingTo(new BigDecimal(sums[2]));
        assertThat(moments.sumOfProducts(X, Y)).isEqualByComparingTo(new BigDecimal(sums[3]));
        assertThat(moments.sumOfProducts(Y, Y)).isEqualByComparingTo(new BigDecimal(sums[4]));
    }

    @Test
    void everyPairOfSizesWithPowersOfTwoOfBothSigns() {
        for (int p = 0; p <= 62; p++) {
            for (int q = 0; q <= 62; q++) {
                int xBits = p;
                int yBits = q;
                assertExact(() -> near(xBits), () -> near(yBits), 60);
            }
        }
    }

    @Test
    void fullBlocksOfTheLargestOfEverySize() {
        for (int bits = 0; bits <= 63; bits++) {
            long least = bits == 63 ? Long.MIN_VALUE : -(1L << bits);
            long most = bits == 63 ? Long.MAX_VALUE : 1L << bits;
            // 1,364 rows fill blocks of 4, 16, 64, 256 and 1,024.
            assertExact(() -> least, () -> least, 1364);
            assertExact(() -> most, () -> most, 1364);
            assertExact(() -> least, () -> most, 1364);
            assertExact(() -> least, () -> 1, 1364);
            assertExact(() -> 1, () -> most, 1364);
            assertExact(() -> -1, () -> least, 1364);
        }
    }

    private void assertSameAsRows(int rows, int columns, LongSupplier mantissa, IntSource scale) {
        long[][] mantissas = new long[columns][rows];
        int[][] scales = new int[columns][rows];
        List<Term> terms = IntStream.range(0, columns)
                .<Term>mapToObj(i -> Term.column("c" + i))
                .toList();
        BigDecimal[][] sums = new BigDecimal[columns][columns];
        for (int i = 0; i < columns; i++) {
            for (int row = 0; row < rows; row++) {
                mantissas[i][row] = mantissa.getAsLong();
                scales[i][row] = scale.next();
            }
            for (int j = 0; j <= i; j++) {
                sums[i][j] = BigDecimal.ZERO;
                for (int row = 0; row < rows; row++) {
                    BigDecimal left = BigDecimal.valueOf(mantissas[i][row], scales[i][row]);
                    BigDecimal right = BigDecimal.valueOf(mantissas[j][row], scales[j][row]);
                    sums[i][j] = sums[i][j].add(left.multiply(right));
                }
            }
        }
        MomentAccumulator accumulator = new MomentAccumulator(terms);
        accumulator.addDecimals(mantissas, scales, rows);
        Moments moments = accumulator.toMoments();
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(moments.sumOfProducts(terms.get(i), terms.get(j))).isEqualByComparingTo(sums[i][j]);
            }
        }
    }

    private interface IntSource {
        int next();
    }

    @Test
    void mixedScales() {
        for (int i = 0; i < 300; i++) {
            int bits = 1 + random.nextInt(62);
            int scales = 1 + random.nextInt(i % 3 == 0 ? 500 : 20);
            assertSameAsRows(1 + random.nextInt(200), 3, () -> near(bits), () -> random.nextInt(scales) - scales / 2);
        }
    }

    @Test
    void oneLargeNumberAmongMany() {
        for (int i = 0; i < 50; i++) {
            assertSameAsRows(
                    100,
                    2,
                    () -> random.nextInt(100) == 0 ? 999_999_999_999_999_999L : random.nextInt(1000),
                    () -> random.nextInt(9));
        }
    }

    private void assertExactDoubles(int rows, DoubleSupplier source) {
        double[] x =
                IntStream.range(0, rows).mapToDouble(i -> source.getAsDouble()).toArray();
        double[] y =
                IntStream.range(0, rows).mapToDouble(i -> source.getAsDouble()).toArray();
        MomentAccumulator blocks = new MomentAccumulator(List.of(X, Y));
        blocks.addDoubles(new double[][] {x, y}, rows);
        PlainSums plain = new PlainSums("x", "y");
        for (int i = 0; i < rows; i++) {
            plain.binary(0, x[i]).binary(1, y[i]).end();
        }
        assertThat(blocks.toMoments()).isEqualTo(plain.assertRight());
    }

    @Test
    void doublesOfEveryKind() {
        for (int rows : new int[] {1, 3, 50, 1500}) {
            assertExactDoubles(rows, random::nextGaussian);
            assertExactDoubles(rows, () -> Math.scalb(random.nextGaussian(), random.nextInt(81) - 40));
            assertExactDoubles(rows, () -> random.nextInt(2001) - 1000);
            assertExactDoubles(rows, () -> (double) random.nextFloat());
            assertExactDoubles(rows, () -> random.nextBoolean() ? 0.0 : -0.0);
            assertExactDoubles(rows, () -> random.nextInt(3) - 1);
        }
        assertExactDoubles(300, () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
        assertExactDoubles(100, () -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MIN_VALUE);
        assertExactDoubles(100, () -> random.nextBoolean() ? -Double.MIN_NORMAL : Math.nextDown(Double.MIN_NORMAL));
    }

    private double spread(int binaryOrders) {
        double number =
                switch (random.nextInt(6)) {
                    case 0 -> 1;
                    case 1 -> -1;
                    case 2 -> Math.nextDown(2.0);
                    case 3 -> -Math.nextDown(2.0);
                    case 4 -> 0;
                    default -> random.nextGaussian();
                };
        return Math.scalb(number, random.nextInt(binaryOrders) - binaryOrders / 2);
    }

    @Test
    void exponentsSpreadByAnyDistance() {
        for (int orders = 1; orders < 330; orders++) {
            int distance = orders;
            assertExactDoubles(1 + random.nextInt(40), () -> spread(distance));
        }
        for (int orders : new int[] {60, 81, 200, 260, 1000}) {
            assertExactDoubles(1500, () -> spread(orders));
            assertExactDoubles(1500, () -> random.nextInt(3) > 0 ? spread(orders) : spread(1));
        }
    }

    /** Powers and products of doubles have mantissas of more bits than a double's; decimals take another road. */
    @Test
    void productsOfDoublesWithSpreadExponentsAreThoseOfTheirDecimals() {
        for (int orders : new int[] {30, 81, 150}) {
            List<Term> terms = Formula.parse("y ~ x + I(x^2) + x:y").accumulated();
            MomentAccumulator binary = new MomentAccumulator(terms);
            MomentAccumulator decimal = new MomentAccumulator(terms);
            for (int row = 0; row < 150; row++) {
                for (int column = 0; column < 2; column++) {
                    double value =
                            switch (random.nextInt(3)) {
                                case 0 -> spread(orders);
                                case 1 -> (float) spread(orders);
                                // Squares of these have 62 bits, more than any double.
                                default -> Math.scalb((double) (random.nextInt() | 1), random.nextInt(orders));
                            };
                    binary.setDouble(column, value);
                    decimal.setDecimal(column, new BigDecimal(value));
                }
                binary.endRow();
                decimal.endRow();
            }
            assertThat(binary.toMoments()).isEqualTo(decimal.toMoments());
        }
    }

    @Test
    void blocksAmongRowsOfAnyKind() {
        MomentAccumulator blocks = new MomentAccumulator(List.of(X, Y));
        PlainSums plain = new PlainSums("x", "y");
        for (int i = 0; i < 200; i++) {
            int rows = random.nextInt(30);
            switch (random.nextInt(3)) {
                case 0 -> {
                    double[][] values = {
                        random.doubles(rows).toArray(), random.doubles(rows).toArray()
                    };
                    blocks.addDoubles(values, rows);
                    for (int row = 0; row < rows; row++) {
                        plain.binary(0, values[0][row])
                                .binary(1, values[1][row])
                                .end();
                    }
                }
                case 1 -> {
                    long[][] values = {
                        random.longs(rows).toArray(), random.longs(rows).toArray()
                    };
                    blocks.addDecimals(
                            values,
                            new int[][] {
                                new int[rows], random.ints(rows, -20, 20).toArray()
                            },
                            0);
                    blocks.addDecimals(values, new int[2][rows], rows);
                    for (int row = 0; row < rows; row++) {
                        plain.decimal(0, values[0][row], 0)
                                .decimal(1, values[1][row], 0)
                                .end();
                    }
                }
                default -> {
                    BigDecimal wide = new BigDecimal(new BigInteger(200, random), 30);
                    blocks.setDecimal(0, wide);
                    blocks.setDecimal(1, i, 3);
                    blocks.endRow();
                    plain.decimal(0, wide).decimal(1, i, 3).end();
                }
            }
        }
        assertThat(blocks.toMoments()).isEqualTo(plain.assertRight());
    }

    @Test
    void derivedTermsAndWeightsAreTheSameAsRowByRow() {
        List<Term> terms = Formula.parse("y ~ x + I(x^2) + log(x) + x:y").accumulated();
        MomentAccumulator blocks = MomentAccumulator.weighted(terms, Term.column("w"));
        MomentAccumulator rows = MomentAccumulator.weighted(terms, Term.column("w"));
        int columns = blocks.columns().size();
        long[][] mantissas = new long[columns][50];
        int[][] scales = new int[columns][50];
        for (int row = 0; row < 50; row++) {
            for (int i = 0; i < columns; i++) {
                mantissas[i][row] = random.nextLong(1, 1000);
                scales[i][row] = random.nextInt(4);
                rows.setDecimal(i, mantissas[i][row], scales[i][row]);
            }
            rows.endRow();
        }
        blocks.addDecimals(mantissas, scales, 50);
        assertThat(blocks.toMoments()).isEqualTo(rows.toMoments());
    }

    @Test
    void whatIsNoNumberLeavesEverythingAsItWas() {
        MomentAccumulator accumulator = new MomentAccumulator(List.of(X, Y));
        accumulator.addDoubles(new double[][] {{1, 2}, {3, 4}}, 2);
        Moments before = accumulator.toMoments();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> accumulator.addDoubles(new double[][] {{1, 2}, {3, bad}}, 2))
                    .withMessageContaining("'y'");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accumulator.addDecimals(new long[2][1], new int[][] {{0}, {2001}}, 1))
                .withMessageContaining("'y'");
        assertThat(accumulator.toMoments()).isEqualTo(before);
    }

    @Test
    void factorsAreSetRowByRow() {
        MomentAccumulator accumulator =
                new MomentAccumulator(Formula.parse("y ~ C(f)").accumulated());
        assertThatIllegalStateException().isThrownBy(() -> accumulator.addDecimals(new long[1][1], new int[1][1], 1));
    }
}
