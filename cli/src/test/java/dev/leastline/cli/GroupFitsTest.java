package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline fit --by}: a fit for each group. */
class GroupFitsTest {
    private static final String WEST = "1 row cannot determine 2 coefficients; at least 2 rows are needed";

    @TempDir
    private Path folder;

    private String sales = "";

    @BeforeEach
    void write() {
        sales = Sales.all(folder);
    }

    @Test
    void aTableOfGroupsAndALineForEachWithoutAFit() {
        Run run = Run.of("fit", sales, "price ~ area", "--by", "region");
        // North: 10, 12, 15 at 1, 2, 3; south: 20, 19, 25 at 1, 2, 4.
        run.prints("""
                price ~ area

                region  n  (Intercept)     area        R²  residual std. error
                north   3      7.33333  2.50000  0.986842             0.408248
                south   3      17.0000  1.85714  0.778802              2.13809
                west    1            –        –         –                    –
                """);
        assertThat(run.err()).isEqualTo("leastline: no fit for region west: " + WEST + "\n");
    }

    @Test
    void severalColumnsMakeAGroup() {
        Run run = Run.of("fit", sales, "price ~ area", "--by", "region,year");
        run.prints("""
                price ~ area

                region  year  n  (Intercept)     area        R²  residual std. error
                north   2023  3      7.33333  2.50000  0.986842             0.408248
                south   2023  1            –        –         –                    –
                south   2024  2      13.0000  3.00000   1.00000                    –
                west    2024  1            –        –         –                    –
                """);
        assertThat(run.err())
                .isEqualTo("leastline: no fit for region south, year 2023: " + WEST + "\n"
                        + "leastline: no fit for region west, year 2024: " + WEST + "\n");
    }

    @Test
    void oneJsonObjectALineAsAFitOfTheGroupAlonePrints() {
        Run run = Run.of("fit", sales, "price ~ area", "--by", "region", "--json");
        String[] lines = run.out().split("\n");
        assertThat(run.status()).isZero();
        assertThat(lines).hasSize(3);
        String alone = Run.of("fit", Sales.january(folder), "price ~ area", "--json")
                .out()
                .strip();
        // Of which group a row without a value is, is not known.
        assertThat(lines[0])
                .isEqualTo("{\"group\":{\"region\":\"north\"},"
                        + alone.replace("\"skipped\":0,", "").substring(1));
        assertThat(lines[2])
                .isEqualTo("{\"group\":{\"region\":\"west\"},\"formula\":\"price ~ area\",\"rows\":1,\"error\":\""
                        + WEST + "\"}");
    }

    @Test
    void ifNoGroupHasAFitTheCommandFails() {
        Run run = Run.of("fit", sales, "price ~ area + w + year", "--by", "region");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("\nsouth   3   –                    –\n");
        assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("leastline: no fit for region "));
    }

    @Test
    void penaltiesWeightsAndSkippedRows() {
        Run.of("fit", sales, "price ~ area", "--by", "region", "--ridge", "1").prints("""
                price ~ area

                region  n  (Intercept)     area        R²
                north   3      8.58333  1.87500  0.925164
                south   3      18.0833  1.39286  0.730127
                west    1            –        –         –
                """);
        String gaps = Run.file(folder, "gaps.csv", "g,x,y\na,1,1\na,2,2\na,,9\n,4,4\nb,1,3\nb,2,5\n");
        Run.of("fit", gaps, "y ~ x", "--by", "g")
                .fails(
                        1,
                        gaps
                                + ", line 4, column 'x': found '', expected a number; it is missing: fill it in, or leave out such rows"
                                + " with --missing skip");
        Run skipping = Run.of("fit", gaps, "y ~ x", "--by", "g", "--missing", "skip");
        assertThat(skipping.err()).isEqualTo("leastline: 2 rows lack a value and are left out\n");
        skipping.prints("""
                y ~ x

                g  n  (Intercept)        x       R²  residual std. error
                a  2            0  1.00000  1.00000                    –
                b  2      1.00000  2.00000  1.00000                    –
                """);
    }

    @Test
    void whatCannotBeGrouped() {
        Run.of("fit", sales, "price ~ area", "--by", "nowhere")
                .fails(
                        1,
                        sales
                                + ", line 1, column 'nowhere': there is no such column; the columns are region, year, price,"
                                + " area, w");
        Run.of("fit", sales, "price ~ area", "--by", "region,")
                .fails(2, "--by takes different columns, separated by commas, not 'region,'");
        Run.of("fit", sales, "price ~ area", "--by", "region", "-o", "model.json")
                .fails(2, "-o saves one model; leave out --by");
        Run.of("fit", sales, "price ~ area", "--by", "region", "--vif")
                .fails(2, "with --by, variance inflation factors are in the JSON; add --json");
        Run.of("fit", sales, "price ~ area", "--by", "region", "--diagnostics")
                .fails(2, "--diagnostics is for one fit by least squares, without --by and --ridge");
        String moments = folder.resolve("sales.moments").toString();
        assertThat(Run.of("moments", sales, "-o", moments).status()).isZero();
        Run.of("fit", moments, "price ~ area", "--by", "region")
                .fails(1, moments + ": it holds moments, not rows; a fit for each group needs the rows themselves");
    }
}
