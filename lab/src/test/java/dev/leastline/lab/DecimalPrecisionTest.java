package dev.leastline.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalPrecisionTest {
    @Test
    void countsAsTheJdkAroundPowersOfTenAndTwo() {
        assertThat(DecimalPrecision.of(BigDecimal.ZERO)).isEqualTo(1);
        for (int i = 0; i < 700; i++) {
            for (BigInteger base : new BigInteger[] {BigInteger.TEN.pow(i), BigInteger.ONE.shiftLeft(3 * i)}) {
                for (int offset = -1; offset <= 1; offset++) {
                    check(new BigDecimal(base.add(BigInteger.valueOf(offset)), i - 300));
                    check(new BigDecimal(base.add(BigInteger.valueOf(offset)).negate(), -i));
                }
            }
        }
    }

    @Test
    void countsAsTheJdkAnywhere() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            check(new BigDecimal(new BigInteger(1 + random.nextInt(500), random)));
        }
    }

    private static void check(BigDecimal value) {
        assertThat(DecimalPrecision.of(value)).as("%s", value).isEqualTo(value.precision());
    }
}
