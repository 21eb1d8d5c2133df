package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Against the regular expressions that say the same. */
class DecimalDigitsTest {
    private static final Pattern FORMULA_NUMBER =
            Pattern.compile("[0-9]+\\.?[0-9]*([eE][0-9]+)?|\\.[0-9]+([eE][0-9]+)?");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{0,3})?|\\.[0-9]{1,3}");
    private static final String CHARACTERS = "0123456789..eE+a\n";

    @Test
    void findsTheNumbersThatRegularExpressionsFind() {
        Random random = new Random(1);
        int numbers = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length > 0; length--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            boolean plain = PLAIN_NUMBER.matcher(text).matches();
            boolean inFormulas = FORMULA_NUMBER.matcher(text).matches();
            assertThat(DecimalDigits.number(text.toString(), 0, 3) == text.length())
                    .as("%s", text)
                    .isEqualTo(plain);
            assertThat(FormulaReader.isNumber(text.toString())).as("%s", text).isEqualTo(inFormulas);
            numbers += inFormulas ? 1 : 0;
        }
        assertThat(numbers).isGreaterThan(10_000);
    }

    @Test
    void messagesAreOneLine() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "a" + c;
            assertThat(FormulaException.oneLine(text)).isEqualTo(text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " "));
        }
    }
}
