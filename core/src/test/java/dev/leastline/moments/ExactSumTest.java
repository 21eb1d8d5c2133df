package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private final ExactSum sum = new ExactSum();
    private BigDecimal expected = BigDecimal.ZERO;

    private void product(long a, long b, int decimalScale, int binaryScale) {
        sum.addProduct(a, b, ExactSum.key(decimalScale, false) + ExactSum.key(binaryScale, true));
        expected =
                expected.add(scaled(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), decimalScale, binaryScale));
    }

    private static BigDecimal scaled(BigInteger integer, int decimalScale, int binaryScale) {
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(binaryScale)));
        BigDecimal value = new BigDecimal(integer, decimalScale);
        return binaryScale < 0 ? value.multiply(power) : value.divide(power);
    }

    private void assertSum() {
        assertThat(sum.value()).isEqualTo(lowest(expected));
    }

    private static BigDecimal lowest(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    @Test
    void carriesAcross64BitsInBothDirections() {
        for (int i = 0; i < 10; i++) {
            product(Long.MAX_VALUE, 1, 0, 0);
            assertSum();
        }
        for (int i = 0; i < 25; i++) {
            product(Long.MIN_VALUE, 1, 0, 0);
            assertSum();
        }
        for (int i = 0; i < 20; i++) {
            product(Long.MIN_VALUE, -1, 0, 0);
            assertSum();
        }
    }

    @Test
    void carriesAcross128BitsInBothDirections() {
        for (int i = 0; i < 10; i++) {
            product(Long.MIN_VALUE, Long.MIN_VALUE, 0, 0);
            product(1, -1, 0, 0);
            assertSum();
        }
        for (int i = 0; i < 25; i++) {
            product(Long.MIN_VALUE, Long.MAX_VALUE, 0, 0);
            product(-1, 1, 0, 0);
            assertSum();
        }
        for (int i = 0; i < 20; i++) {
            product(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
            product(Long.MIN_VALUE, -1, 0, 0);
            assertSum();
        }
    }

    @Test
    void hoversAroundZeroAndTheEdgesOfItsWords() {
        long[] parts = {1, -1, -1, 1, Long.MAX_VALUE, 1, 1, Long.MIN_VALUE, -1, -1, Long.MIN_VALUE, 1, Long.MAX_VALUE};
        for (int round = 0; round < 8; round++) {
            for (long part : parts) {
                product(part, 1, 0, 0);
                assertSum();
                product(1L << 62, 4, 0, 0);
                assertSum();
                product(part, -1, 0, 0);
                assertSum();
            }
        }
        for (int round = 0; round < 8 * parts.length; round++) {
            product(-(1L << 62), 4, 0, 0);
            assertSum();
        }
        assertThat(sum.value()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void middleWordOfAllOnesCarriesOn() {
        // 2^128 − 2^64, then 2^64 more: the carry has to pass through a middle word that is full.
        product(1L << 62, 1L << 62, 0, 0);
        product(1L << 62, 1L << 62, 0, 0);
        product(1L << 62, 1L << 62, 0, 0);
        product(1L << 62, 1L << 62, 0, 0);
        product(1L << 62, 1L << 62, 0, 0);
        product(-(1L << 62), 1L << 62, 0, 0);
        product(-(1L << 62), 4, 0, 0);
        product(Long.MAX_VALUE, 2, 0, 0);
        assertSum();
        product(2, 1, 0, 0);
        assertSum();
    }

    @Test
    void plainValuesAndProductsShareASum() {
        sum.add(Long.MIN_VALUE, ExactSum.key(2, false));
        sum.add(Long.MIN_VALUE, ExactSum.key(2, false));
        sum.addProduct(1L << 32, 1L << 32, ExactSum.key(2, false));
        assertThat(sum.value()).isEqualTo(BigDecimal.ZERO);
        sum.add(-7, ExactSum.key(2, false));
        assertThat(sum.value()).isEqualTo(new BigDecimal("-0.07"));
    }

    @Test
    void anyMixtureOfScalesIsExact() {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            product(
                    random.nextLong() >> random.nextInt(64),
                    random.nextLong() >> random.nextInt(64),
                    random.nextInt(200) - 100,
                    random.nextInt(200) - 100);
            if (i % 100 == 0) {
                assertSum();
            }
        }
        product(1, 1, -800, 0);
        product(-1, 1, 2800, 0);
        product(3, 1, 0, 2148);
        product(3, 1, 0, -1942);
        assertSum();
    }

    @Test
    void sumsOfSumsAreSums() {
        Random random = new Random(2);
        List<ExactSum> parts = new ArrayList<>();
        for (int part = 0; part < 50; part++) {
            ExactSum one = new ExactSum();
            for (int i = random.nextInt(20); i > 0; i--) {
                long a = random.nextLong();
                long b = random.nextLong();
                int decimalScale = random.nextInt(3);
                int binaryScale = random.nextInt(3);
                one.addProduct(a, b, ExactSum.key(decimalScale, false) + ExactSum.key(binaryScale, true));
                expected = expected.add(
                        scaled(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), decimalScale, binaryScale));
            }
            parts.add(one);
        }
        parts.forEach(sum::add);
        assertSum();
        sum.add(sum);
        assertThat(sum.value()).isEqualTo(lowest(expected.multiply(BigDecimal.valueOf(2))));
    }

    @Test
    void nothingIsZero() {
        assertThat(sum.value()).isEqualTo(BigDecimal.ZERO);
        product(0, Long.MIN_VALUE, 5, 5);
        assertThat(sum.value()).isEqualTo(BigDecimal.ZERO);
    }
}
