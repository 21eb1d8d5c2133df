package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights, penalties, missing values, and the formulas as they are typed. */
class FitOptionsTest {
    @TempDir
    private Path folder;

    private String sales = "";

    @BeforeEach
    void write() {
        sales = Sales.all(folder);
    }

    private Run fit(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "fit";
        args[1] = sales;
        System.arraycopy(options, 0, args, 2, options.length);
        return Run.of(args);
    }

    @Test
    void weights() {
        // Σw = 9, Σwx = 22, Σwy = 151: rows of weight 0 do not count.
        fit("price ~ area", "--weights", "w").prints("""
                price = 4.2812 area + 6.3125

                term         estimate  std. error        t       p  lower 95%  upper 95%
                (Intercept)    6.3125     4.35610  1.44912   0.221   -5.78197    18.4070
                area          4.28125     1.58476  2.70151  0.0540  -0.118758    8.68126

                n = 6, weighted by w, residual standard error 5.97652 on 4 degrees of freedom
                R² = 0.6459595264317181, adjusted R² = 0.557449
                F = 7.29814 on 1 and 4, p = 0.0540
                log-likelihood -17.1284, AIC 40.2568, BIC 39.6320
                """);
        assertThat(fit("price ~ area", "--weights", "w", "--json").out())
                .startsWith(
                        "{\"formula\":\"price ~ area\",\"rows\":6,\"skipped\":0,\"weights\":\"w\",\"coefficients\":["
                                + "{\"term\":\"(Intercept)\",\"estimate\":6.3125,");
    }

    @Test
    void everyFormOfAWeightedFitSaysSo() {
        assertThat(fit("price ~ area", "--weights", "w", "--ridge", "1").out())
                .contains("\nn = 6, weighted by w, R² = ");
        assertThat(fit("price ~ area", "--weights", "w", "--ridge", "1", "--json")
                        .out())
                .contains("\"skipped\":0,\"weights\":\"w\",");
        assertThat(fit("price ~ area", "--weights", "w", "--by", "year").out())
                .startsWith("price ~ area, weighted by w\n\n");
        assertThat(fit("price ~ area", "--weights", "w", "--by", "year", "--json")
                        .out()
                        .lines())
                .allSatisfy(line -> assertThat(line).contains(",\"weights\":\"w\","));
        String odd = Run.file(folder, "odd.csv", "x,y,my w\n1,2,1\n2,3,1\n4,3,2\n");
        assertThat(Run.of("fit", odd, "y ~ x", "--weights", "my w").out())
                .contains("\nn = 3, weighted by `my w`, residual");
        String model = folder.resolve("model.json").toString();
        assertThat(Run.of("fit", odd, "y ~ x", "--weights", "my w", "--json", "-o", model)
                        .out())
                .contains("\"weights\":\"my w\"");
        assertThat(Run.of("fit", model).out()).contains(", weighted by `my w`, ");
        assertThat(fit("price ~ area").out()).doesNotContain("weight");
        assertThat(fit("price ~ area", "--json").out()).doesNotContain("weight");
    }

    @Test
    void weightsThatAreNone() {
        String text =
                sales + ", line 2, column 'region': found 'north', expected a number; the column holds text, and ";
        String weights = text + "weights must be numbers; name another column with --weights";
        fit("price ~ area", "--weights", "region").fails(1, weights);
        fit("price ~ area", "--weights", "region", "--by", "year").fails(1, weights);
        Run.of(
                        "moments",
                        sales,
                        "--weights",
                        "region",
                        "-o",
                        folder.resolve("x").toString())
                .fails(1, weights);
        fit("price ~ area", "--weights", "nothing")
                .fails(
                        1,
                        sales
                                + ", line 1, column 'nothing': there is no such column; the columns are region, year, price,"
                                + " area, w");
        String negative = Run.file(folder, "negative.csv", "x,y,w\n1,2,1\n2,3,-0.5\n");
        Run.of("fit", negative, "y ~ x", "--weights", "w")
                .fails(
                        1,
                        negative
                                + ", line 3, column 'w': the weight -0.5 is negative, expected a number not below zero");
        String none = Run.file(folder, "none.csv", "x,y,w\n1,2,0\n2,3,0\n");
        Run.of("fit", none, "y ~ x", "--weights", "w").fails(1, none + ": no row is left: all 2 have the weight 0");
    }

    @Test
    void ridge() {
        // Sxx = 8, Sxy = 28, so the slope is 28 / (8 + 2·8/7).
        fit("price ~ area", "--ridge", "2").prints("""
                price = 2.7222 area + 9.9841

                (Intercept)   9.984126984126984
                area         2.7222222222222223

                n = 7, R² = 0.3919011158594492, ridge penalty 2 (no standard errors: a penalty makes the coefficients biased)
                """);
        fit("price ~ area", "--ridge", "2", "--json")
                .prints("{\"formula\":\"price ~ area\",\"rows\":7,\"skipped\":0,\"coefficients\":["
                        + "{\"term\":\"(Intercept)\",\"estimate\":9.984126984126984},"
                        + "{\"term\":\"area\",\"estimate\":2.7222222222222223}],"
                        + "\"ridge\":2,\"rSquared\":0.3919011158594492}\n");
        fit("price ~ area", "--ridge", "-2").fails(2, "--ridge takes a number not below zero, not '-2'");
        fit("price ~ area", "--ridge", "much").fails(2, "--ridge takes a number not below zero, not 'much'");
        fit("price ~ area", "--ridge", "1", "--vif")
                .fails(2, "--vif is about the variances of least squares; leave out --ridge");
        assertThat(fit("price ~ area", "--ridge", "0").out())
                .isEqualTo(fit("price ~ area").out());
    }

    @Test
    void missingValuesAndConfidence() {
        fit("price ~ area", "--missing", "zero").fails(2, "--missing takes 'skip', not 'zero'");
        String gap = Run.file(folder, "gap.csv", "x,y\n1,1\nNA,7\n2,3\n3,5\n");
        Run run = Run.of("fit", gap, "--missing", "skip");
        assertThat(run.out()).startsWith("y = 2x - 1\n");
        assertThat(run.err()).isEqualTo("leastline: 1 row lacks a value and is left out\n");
        assertThat(Run.of("fit", gap, "--missing", "skip", "--json").out()).contains("\"rows\":3,\"skipped\":1,");
        for (String level : new String[] {"95", "0", "1", "-0.5", "high"}) {
            fit("price ~ area", "--confidence", level)
                    .fails(2, "--confidence takes a number between 0 and 1, such as 0.99, not '" + level + "'");
        }
        assertThat(fit("price ~ area", "--confidence", "0.9").out()).contains("  lower 90%  upper 90%\n");
        assertThat(fit("price ~ area", "--confidence", "0.999999999999").out()).contains(" upper 99.9999999999%\n");
    }

    @Test
    void aFactor() {
        // The means are 37/3, 64/3 and 7.
        fit("price ~ C(region)").prints("""
                price = 9 C(region)[south] - 5.3333 C(region)[west] + 12.3333

                term                        estimate  std. error        t        p  lower 95%  upper 95%
                (Intercept)       12.333333333333334     1.66667      7.4  0.00178    7.70592    16.9607
                C(region)[south]                   9     2.35702  3.81838   0.0188    2.45586    15.5441
                C(region)[west]   -5.333333333333333     3.33333     -1.6    0.185   -14.5882    3.92148

                n = 7, residual standard error 2.88675 on 4 degrees of freedom
                R² = 0.8597756410256411, adjusted R² = 0.789663
                F = 12.2629 on 2 and 4, p = 0.0197
                log-likelihood -15.3948, AIC 38.7897, BIC 38.5733
                """);
        assertThat(fit("price ~ C(region, base = \"west\")").out())
                .startsWith("price = 5.3333 C(region)[north] + 14.3333 C(region)[south] + 7\n");
        fit("price ~ C(region, base = \"east\")")
                .fails(1, "'C(region, base = \"east\")': there is no such level; there are north, south, west");
        String response = "the column holds text, and the response must be numbers; put another column before the ~";
        response = sales + ", line 2, column 'region': found 'north', expected a number; " + response;
        fit("region ~ area").fails(1, response);
        fit("log(region) ~ area", "--by", "year").fails(1, response);
        fit("region ~ area", "--weights", "w").fails(1, response);
        Run.of("descend", sales, "region ~ area", "--in-passes").fails(1, response);
        fit("price ~ region")
                .fails(
                        1,
                        sales
                                + ", line 2, column 'region': found 'north', expected a number; the column holds text: as a"
                                + " predictor it is written C(region), or leave it out of the formula");
    }

    @Test
    void functionsPowersAndProducts() {
        assertThat(fit("log(price) ~ area + area^2").out())
                .startsWith("log(price) = 0.13019 area + 0.022634 area^2 + 2.2804\n");
        fit("log(w) ~ area")
                .fails(1, sales + ", line 6, column 'w': log of 0 does not exist, expected a number above zero");
        Run crossed = fit("price ~ area*w");
        assertThat(crossed.out()).startsWith("price = -1.85 area - 10.6w + 3.55 area:w + 21.6\n");
        assertThat(crossed.err())
                .isEqualTo("leastline: nearly collinear terms, whose coefficients are uncertain though exact (variance"
                        + " inflation factors): w 14.6571, area:w 30.8571\n");
        assertThat(fit("price ~ (area + w)^2").out()).isEqualTo(crossed.out());
        assertThat(fit("price ~ area + w + area:w").out()).isEqualTo(crossed.out());
    }

    @Test
    void aLevelInWhichTheNumbersAreAllZeroIsNotForgotten() {
        String file = Run.file(folder, "zero.csv", "y,x,a\n1,0,p\n2,0,p\n3,1,q\n5,2,q\n8,5,q\n");
        Run.of("fit", file, "y ~ x:C(a)")
                .fails(1, "term 'x:C(a)[p]' is zero in every row: its coefficient could be anything; leave it out");
        assertThat(Run.of("fit", file, "y ~ x:C(a) - x:C(a)[p]").out()).startsWith("y = 1.3140 x:C(a)[q] + 1.6977\n");
    }

    /** Decoded wrongly, Mär and Mör are the same text, and would be one level or group. */
    @Test
    void levelsAndGroupsThatAreNotUtf8AreRefused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.writeString(file, "g,y\nX,1\nX,2\nMär,3\nMär,4\nMör,8\nMör,9\n", StandardCharsets.ISO_8859_1);
        String message = file
                + ", line 4, column 'g': found 'M\ufffdr', expected text in UTF-8; convert the file: iconv -f WINDOWS-1252"
                + " -t UTF-8";
        Run.of("fit", file.toString(), "y ~ C(g)").fails(1, message);
        Run.of("fit", file.toString(), "y ~ 1", "--by", "g").fails(1, message);
    }

    @Test
    void moreThan500CoefficientsAreSaidBeforeTheyAreSolved() {
        String file = Run.file(folder, "levels.csv", levels(501));
        Run run = Run.of("fit", file, "y ~ C(f) - 1");
        assertThat(run.err())
                .isEqualTo(
                        "leastline: 501 coefficients, whose exact solution may take long; where a fit for each level is"
                                + " enough, --by is fast\n");
        assertThat(run.out()).contains("\nC(f)[l99] ");
        assertThat(Run.of("fit", file, "y ~ C(f) - C(f)[l7] - 1", "--json").err())
                .isEmpty();
    }

    private static String levels(int count) {
        StringBuilder text = new StringBuilder("f,y\n");
        for (int i = 0; i < count; i++) {
            text.append('l').append(i).append(',').append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void tooManyCombinationsOfLevelsAreOneLine() {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 80; i++) {
            text.append('a')
                    .append(i)
                    .append(",b")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        String file = Run.file(folder, "diagonal.csv", text.toString());
        Run.of("fit", file, "y ~ C(a):C(b)").fails(1, "'C(a):C(b)' stands for more than 5000 combinations of levels");
    }

    @Test
    void descentTakesTheSameTermsWeightsAndPenalties() {
        Run.of("descend", sales, "price ~ C(region)", "--iterations", "10", "--every", "5", "--learning-rate", "0.75")
                .prints("""
                        iter    0 | (Intercept)=23.1429 C(region)[south]=13.7143 C(region)[west]=1.5000 loss=272.000000
                        iter    5 | (Intercept)=6.4559 C(region)[south]=6.7519 C(region)[west]=-4.0581 loss=66.340420

                        Final Model: price = 7.8601 C(region)[south] - 4.6841 C(region)[west] + 8.9756
                        """);
        String[] log = {"descend", sales, "log(price) ~ area", "--learning-rate", "0.05", "--iterations", "20"};
        Run byMoments = Run.of(log);
        String[] passes = Arrays.copyOf(log, log.length + 1);
        passes[log.length] = "--in-passes";
        Run.of(passes).prints(byMoments.out());
        // One step from zero goes 2η·(Σwxy, Σwy)/Σw, with Σw = 9, Σwy = 151 and Σwxy = 1·10 + 4·12 + 3·15 + 1·20 +
        // 12·25 + 7.
        assertThat(Run.of(
                                "descend",
                                sales,
                                "price ~ area",
                                "--weights",
                                "w",
                                "--learning-rate",
                                "0.01",
                                "--iterations",
                                "1")
                        .out())
                .startsWith("iter    0 | w=0.9556 b=0.3356 ");
        Run.of("descend", sales, "price ~ area", "--in-passes", "--weights", "w")
                .fails(2, "--in-passes is the plain loop, without --weights and --ridge");
        Run.of("descend", sales, "price ~ C(region)", "--in-passes")
                .fails(
                        2,
                        "--in-passes is for one predictor and an intercept, y ~ x, not for 'price ~ C(region)'; leave it"
                                + " out");
    }
}
