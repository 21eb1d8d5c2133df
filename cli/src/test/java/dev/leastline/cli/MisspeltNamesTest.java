package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip in a name is an error that names it, wherever in a formula it stands. */
class MisspeltNamesTest {
    private static final String COLUMNS = "the columns are region, year, price, area, w";

    @TempDir
    private Path folder;

    private String sales = "";

    @BeforeEach
    void write() {
        sales = Sales.all(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price ~ . - regoin - year              | regoin | region",
                "price ~ area - w - yaer                | yaer   | year",
                "price ~ (. - region - yaer)^2          | yaer   | year",
                "price ~ area*w - C(regoin):area        | regoin | region"
            })
    void aColumnLeftOutMustBeThere(String formula, String slip, String meant) {
        String message = sales + ", line 1, column '" + slip + "': there is no such column; did you mean '" + meant
                + "'? " + COLUMNS;
        Run.of("fit", sales, formula).fails(1, message);
        Run.of("fit", sales, formula, "--by", "region").fails(1, message);
        Run.of("descend", sales, formula).fails(1, message);
    }

    @Test
    void aColumnLeftOutOfTermsToKeepMustBeThere() {
        Run.of(
                        "moments",
                        sales,
                        "--terms",
                        "(. - regoin)^2",
                        "-o",
                        folder.resolve("x").toString())
                .fails(
                        1,
                        sales + ", line 1, column 'regoin': there is no such column; did you mean 'region'? "
                                + COLUMNS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price ~ . - region - year - w",
                "price ~ area - year - C(region)",
                "price ~ area + year - year",
                "price ~ area*w - area:w - w"
            })
    void whatIsThereMayBeLeftOutWhetherItIsATermOrNot(String formula) {
        assertThat(Run.of("fit", sales, formula, "--weights", "w").out())
                .isEqualTo(
                        Run.of("fit", sales, "price ~ area", "--weights", "w").out())
                .startsWith("price = ");
    }

    @Test
    void aColumnLeftOutOfMomentsMustBeInThem() {
        String moments = folder.resolve("sales.moments").toString();
        Run.of("moments", sales, "--terms", "price, area, C(region)", "--weights", "w", "-o", moments)
                .prints("");
        assertThat(Run.of("fit", moments, "price ~ . - w - region").out())
                .isEqualTo(Run.of("fit", moments, "price ~ area").out())
                .startsWith("price = ");
        String are = "there are moments of price, area, C(region) with weights w";
        Run.of("fit", moments, "price ~ . - regoin")
                .fails(1, moments + ": no column 'regoin' to leave out; did you mean 'region'? " + are);
        Run.of("moments", moments, "--terms", "(. - qqq)^2", "-o", moments + ".2")
                .fails(1, moments + ": no column 'qqq' to leave out; " + are);
    }

    @Test
    void aLevelLeftOutMustBeThere() {
        String message = "'C(region)[wset]': there is no such level; did you mean 'west'? there are north, south, west";
        Run.of("fit", sales, "price ~ C(region) - C(region)[wset]").fails(1, message);
        Run.of("descend", sales, "price ~ C(region) - C(region)[wset]").fails(1, message);
        Run.of("fit", sales, "price ~ C(region) - C(region)[wset]", "--by", "year")
                .fails(1, message);
        assertThat(Run.of("fit", sales, "price ~ C(region) - C(region)[west]").out())
                .startsWith("price = ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price ~ C(region)[wset]",
                "price ~ area + C(region) + C(region)[wset] - 1",
                "price ~ area:C(region)[wset]",
                "price ~ C(region)[north] + area:C(region)[wset]:C(year)"
            })
    void aLevelByItselfMustBeThere(String formula) {
        String message = "'C(region)[wset]': there is no such level; did you mean 'west'? there are north, south, west";
        Run.of("fit", sales, formula).fails(1, message);
        Run.of("fit", sales, formula, "--ridge", "1").fails(1, message);
        Run.of("descend", sales, formula).fails(1, message);
        Run.of("fit", sales, formula, "--by", "year").fails(1, message);
    }

    @Test
    void aGroupThatLacksALevelByItselfHasNoFit() {
        Run run = Run.of("fit", sales, "price ~ C(region)[west] - 1", "--by", "year");
        assertThat(run.err())
                .isEqualTo(
                        "leastline: no fit for year 2023: 'C(region)[west]': there is no such level; there are north,"
                                + " south\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void ofManyLevelsTwentyAreListed() {
        StringBuilder text = new StringBuilder("y,f\n");
        for (int i = 10; i < 40; i++) {
            text.append(i).append(",l").append(i).append('\n');
        }
        String many = Run.file(folder, "many.csv", text.toString());
        Run.of("fit", many, "y ~ C(f)[typo]")
                .fails(
                        1,
                        "'C(f)[typo]': there is no such level; there are l10, l11, l12, l13, l14, l15, l16, l17, l18, l19,"
                                + " l20, l21, l22, l23, l24, l25, l26, l27, l28, l29 and 10 more");
    }

    @Test
    void aGroupThatLacksALevelLeftOutHasItsFit() {
        // The means: of 10, 12, 15; of 20; of 19, 25.
        Run.of("fit", sales, "price ~ C(region) - C(region)[west] - 1", "--by", "year")
                .prints("""
                price ~ C(region) - C(region)[west] - 1

                year  n  C(region)[north]  C(region)[south]        R²  residual std. error
                2023  4           12.3333           20.0000  0.985424              2.51661
                2024  3                 –           22.0000  0.935266              5.78792
                """);
    }
}
