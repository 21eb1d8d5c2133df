package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    private final DecimalText number = new DecimalText('.');

    private DecimalText.Kind kind(String text) {
        // Surrounded by digits, which must not be read.
        return number.read(("98" + text + "76").toCharArray(), 2, text.length());
    }

    private BigDecimal value(String text) {
        return switch (kind(text)) {
            case NARROW -> BigDecimal.valueOf(number.mantissa(), number.scale());
            case WIDE -> number.wide();
            default -> throw new AssertionError(text + " is no number");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0.00, 0, 2",
        "+7, 7, 0",
        "-12.50, -1250, 2",
        ".5, 5, 1",
        "5., 5, 0",
        "000123, 123, 0",
        "0.000000000000000000000000000123, 123, 30",
        "999999999999999999, 999999999999999999, 0",
        "-0.999999999999999999, -999999999999999999, 18",
        "1e3, 1, -3",
        "1.5E+2, 15, -1",
        "15e-1, 15, 1",
        "1500000000000000000000, 15, -20",
        "0e999999999999999999999, 0, 0",
        "0.000e-99999999999999999, 0, 0",
        "1e00000000000000000000003, 1, -3"
    })
    void upToEighteenDigitsAreALongMantissaAndAScale(String text, long mantissa, int scale) {
        assertThat(kind(text)).isEqualTo(DecimalText.Kind.NARROW);
        assertThat(number.mantissa()).isEqualTo(mantissa);
        assertThat(number.scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456789",
                "-9223372036854775808",
                "9999999999999999999",
                "0.1234567890123456789",
                "12345678901234567.89e-5",
                "18446744073709551616",
                "184467440737095516160"
            })
    void nineteenDigitsAreABigDecimal(String text) {
        assertThat(kind(text)).isEqualTo(DecimalText.Kind.WIDE);
        assertThat(number.wide()).isEqualByComparingTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "101d",
                "1f",
                "1L",
                "0x1p3",
                "0x10",
                "Infinity",
                "inf",
                "-inf",
                "1_000",
                "1,000",
                "1,5",
                ".",
                "+",
                "-",
                "+.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e5.0",
                "1.2.3",
                "--1",
                "+-1",
                "- 1",
                "1 2",
                "1 e5",
                "١٢",
                "５",
                "x",
                "1e5x",
                "−5",
                "nano",
                "N/AN",
                "'1'",
                "\u00a01"
            })
    void whatJavaOrOthersAcceptBesidesDecimalsIsNoNumber(String text) {
        assertThat(kind(text)).isEqualTo(DecimalText.Kind.NO_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\t \r\n", "NA", "na", "N/A", "n/a", "NaN", "nan", "NAN", "null", "NULL", " Null "})
    void missingValuesAreKnownInAnyCase(String text) {
        assertThat(kind(text)).isEqualTo(DecimalText.Kind.MISSING);
    }

    @Test
    void blanksAroundDoNotCount() {
        assertThat(value(" \t-1.25 ")).isEqualByComparingTo("-1.25");
    }

    @Test
    void withDecimalCommasAPointIsNoNumber() {
        DecimalText comma = new DecimalText(',');
        assertThat(comma.read("-1,25".toCharArray(), 0, 5)).isEqualTo(DecimalText.Kind.NARROW);
        assertThat(comma.mantissa()).isEqualTo(-125);
        assertThat(comma.scale()).isEqualTo(2);
        assertThat(comma.read("1,5e2".toCharArray(), 0, 5)).isEqualTo(DecimalText.Kind.NARROW);
        assertThat(comma.scale()).isEqualTo(-1);
        assertThat(comma.read("1.25".toCharArray(), 0, 4)).isEqualTo(DecimalText.Kind.NO_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e309",
                "1e999999999",
                "-1e99999999999999999999999999999999999999",
                "1e-325",
                "1e-99999999999999999999",
                "1.8e308",
                "1.797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070963302864166928879109469e308",
                "2e-324",
                "100e307"
            })
    void whatNoDoubleHoldsIsOutOfRange(String text) {
        assertThat(kind(text)).isEqualTo(DecimalText.Kind.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.7976931348623157e308", "1.7976931348623158e308", "5e-324", "2.5e-324", "-4.9E-324", "0.01e310"
            })
    void theLargestAndSmallestDoublesAreInRange(String text) {
        assertThat(value(text)).isEqualByComparingTo(text);
    }

    @Test
    void aMillionZerosMayBeBalancedByTheExponent() {
        assertThat(value("0." + "0".repeat(1_000_000) + "5e1000001")).isEqualByComparingTo("5");
        assertThat(value("5" + "0".repeat(1_000_000) + "e-1000000")).isEqualByComparingTo("5");
        assertThat(kind("0." + "0".repeat(1_000_000) + "5")).isEqualTo(DecimalText.Kind.OUT_OF_RANGE);
        assertThat(kind("1".repeat(1_000_000))).isEqualTo(DecimalText.Kind.OUT_OF_RANGE);
        assertThat(kind("0." + "1".repeat(1_000_000))).isEqualTo(DecimalText.Kind.TOO_MANY_DIGITS);
    }

    @Test
    void aThousandSignificantDigitsAreTheLimit() {
        String thousand = "0.00" + "7".repeat(1000);
        assertThat(value(thousand)).isEqualByComparingTo(thousand);
        assertThat(value(thousand + "000")).isEqualByComparingTo(thousand);
        assertThat(kind(thousand + "7")).isEqualTo(DecimalText.Kind.TOO_MANY_DIGITS);
    }

    @Test
    void anyDecimalIsTheNumberThatBigDecimalReads() {
        Random random = new Random(20260101);
        for (int i = 0; i < 100_000; i++) {
            String text = randomDecimal(random);
            assertThat(value(text)).as(text).isEqualByComparingTo(new BigDecimal(text.trim()));
        }
    }

    @Test
    void roundedDoublesOfEveryMagnitudeAreTheNumbersThatBigDecimalReads() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any) && any != 0) {
                BigDecimal decimal = new BigDecimal(any, new MathContext(1 + random.nextInt(40)));
                if (Double.isFinite(decimal.doubleValue()) && decimal.doubleValue() != 0) {
                    assertThat(value(decimal.toString())).isEqualByComparingTo(decimal);
                    assertThat(value(decimal.toPlainString())).isEqualByComparingTo(decimal);
                }
            }
        }
    }

    static String randomDecimal(Random random) {
        int digits = 1 + random.nextInt(40);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            // Many zeros and nines, and mostly short runs of them.
            int kind = random.nextInt(4);
            text.append(kind == 0 ? 0 : kind == 1 ? 9 : random.nextInt(10));
        }
        if (random.nextBoolean()) {
            text.insert(random.nextInt(digits + 1), '.');
        }
        text.insert(0, new String[] {"", "-", "+"}[random.nextInt(3)]);
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(new String[] {"", "-", "+"}[random.nextInt(3)]);
            text.append(random.nextInt(random.nextBoolean() ? 10 : 250));
        }
        return random.nextInt(5) == 0 ? " " + text + "\t" : text.toString();
    }
}
