package dev.leastline.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    /** Java prints at least two digits (1.0E23, 2.0E-3), chosen with that in mind; one may be enough. */
    private static void assertShortest(double value) {
        String text = NumberText.shortest(value);
        String java = Double.toString(value);
        if (Double.parseDouble(text) != value || digits(text) > digits(java)) {
            assertThat(text).as("as short as %s", java).isEqualTo(java);
        }
    }

    @Test
    void shortestReadsBackAndIsNeverLongerThanJavas() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertShortest(value);
            }
            assertShortest(random.nextGaussian());
            assertShortest(random.nextInt(1_000_000) / 1000.0);
        }
    }

    @Test
    void shortestOfSubnormals() {
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            assertShortest(Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(52))));
        }
    }

    @Test
    void shortestOfPowersOfTwoWhoseGapBelowIsHalfTheGapAbove() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            assertShortest(Math.scalb(1.0, exponent));
            assertShortest(-Math.scalb(1.0, exponent));
        }
        assertThat(NumberText.shortest(0x1p-44)).isEqualTo("5.684341886080802e-14");
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, 2",
        "-2.5, -2.5",
        "0.1, 0.1",
        "100, 100",
        "1e14, 100000000000000",
        "123456789012345, 123456789012345",
        "999999999999999, 999999999999999",
        "1e15, 1e15",
        "-1.5e20, -1.5e20",
        "2e23, 2e23",
        "1e-4, 0.0001",
        "1.25e-4, 0.000125",
        "9.99e-5, 9.99e-5",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "1.0021168180204545, 1.0021168180204545",
        "-0.0, 0",
        "0, 0",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void shortest(double value, String expected) {
        assertThat(NumberText.shortest(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "-1, -1",
        "0.5, 0.5",
        "1.9999999999, 2.0000",
        "2.0000000000000004, 2.0000",
        "17.579094890510949, 17.5791",
        "-17.579094890510949, -17.5791",
        "3.932408759124088, 3.9324",
        "0.00123456789, 0.0012346",
        "0.123456, 0.12346",
        "0.0001, 0.0001",
        "1234567.891234, 1234567.8912",
        "123456789012345, 123456789012345",
        "1.23456789e-7, 1.2346e-7",
        "1.23456789e20, 1.2346e20",
        "1e20, 1e20",
        "99999.99999, 99999.99999",
        "-0.0, 0",
        "0.0, 0",
        "Infinity, Infinity",
        "NaN, NaN"
    })
    void brief(double value, String expected) {
        assertThat(NumberText.brief(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0039, 4, 2.0039",
        "-0.26232307, 4, -0.2623",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "1.005, 2, 1.00",
        "-0.00001, 4, 0.0000",
        "-0.0, 2, 0.00",
        "57, 6, 57.000000",
        "1e22, 1, 10000000000000000000000.0",
        "2.5, 0, 2",
        "NaN, 3, NaN",
        "-Infinity, 3, -Infinity"
    })
    void fixed(double value, int places, String expected) {
        assertThat(NumberText.fixed(value, places)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.015866404, 6, 0.0158664",
        "1.6e20, 6, 1.60000e20",
        "-1.6e20, 1, -2e20",
        "2, 6, 2.00000",
        "999999.5, 6, 1.00000e6",
        "1234567, 3, 1.23e6",
        "0.00009999996, 6, 0.000100000",
        "9.9999e-5, 5, 9.9999e-5",
        "0.0, 6, 0",
        "-0.0, 6, 0",
        "Infinity, 2, Infinity"
    })
    void significant(double value, int digits, String expected) {
        assertThat(NumberText.significant(value, digits)).isEqualTo(expected);
    }
}
