package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvColumnsTest {
    private static CsvColumns read(String text, String formula) {
        return CsvColumns.read(List.of(source(text)), CsvFormat.DEFAULT, DataRequest.of(Formula.parse(formula)));
    }

    @Test
    void columnsComeInTheOrderOfTheRows() {
        CsvColumns columns = read("t,y,x\na,0.1,1\nb,-2e3,12345678901234567890\n", "y ~ x");
        assertThat(columns.rows()).isEqualTo(2);
        assertThat(columns.formula()).isEqualTo(Formula.parse("y ~ x"));
        assertThat(columns.column("y")).containsExactly(0.1, -2000);
        assertThat(columns.column("x")).containsExactly(1, 1.2345678901234567E19);
    }

    @Test
    void severalSourcesFollowOneAnother() {
        CsvColumns columns = CsvColumns.read(
                List.of(source("x,y\n1,2\n"), source("y\tx\n4\t3\n")), CsvFormat.DEFAULT, DataRequest.DEFAULT);
        assertThat(columns.column("x")).containsExactly(1, 3);
        assertThat(columns.column("y")).containsExactly(2, 4);
    }

    @Test
    void eachValueIsTheDoubleNearestToItsDecimal() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("y\n");
        double[] expected = new double[5000];
        for (int i = 0; i < expected.length; i++) {
            String decimal = DecimalTextTest.randomDecimal(random);
            text.append(decimal).append('\n');
            expected[i] = new BigDecimal(decimal.trim()).doubleValue() + 0.0;
        }
        assertThat(read(text.toString(), "y ~ 1").column("y")).containsExactly(expected);
    }

    @Test
    void faultsAreThoseOfTheMoments() {
        assertThatThrownBy(() -> read("x,y\n1,2\n3,NA\n", "y ~ x"))
                .isInstanceOf(DataException.class)
                .hasMessage(Texts.fault("x,y\n1,2\n3,NA\n", "y ~ x").getMessage());
        assertThatThrownBy(() -> read("x,y\n1,1.8e308\n", "y ~ x"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("range of doubles");
    }

    @Test
    void aColumnThatWasNotReadIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> read("x,y,z\n1,2,3\n", "y ~ x").column("z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no column 'z' was read; there are y, x");
    }
}
