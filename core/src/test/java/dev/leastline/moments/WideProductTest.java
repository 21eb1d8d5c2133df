package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideProductTest {
    static List<Long> corners() {
        List<Long> corners = new ArrayList<>(List.of(0L, Long.MIN_VALUE));
        for (int bits = 0; bits <= 63; bits++) {
            long power = bits == 63 ? Long.MIN_VALUE : 1L << bits;
            corners.addAll(List.of(power, -power, power - 1, 1 - power, power + 1, -power - 1));
        }
        return corners;
    }

    private static void assertHigh(long a, long b) {
        long expected = BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .shiftRight(64)
                .longValueExact();
        if (WideProduct.high(a, b) != expected || WideProduct.highPlain(a, b) != expected) {
            assertThat(List.of(WideProduct.high(a, b), WideProduct.highPlain(a, b)))
                    .as("%d × %d", a, b)
                    .containsOnly(expected);
        }
    }

    @Test
    void bothTwinsAreRightAtAllCorners() {
        for (long a : corners()) {
            for (long b : corners()) {
                assertHigh(a, b);
            }
        }
    }

    @Test
    void bothTwinsAreRightOnRandomNumbersOfAnyWidth() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            assertHigh(random.nextLong() >> random.nextInt(64), random.nextLong() >> random.nextInt(64));
        }
    }
}
