package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leastline descend} from outside. */
class DescendTest {
    private static final String ARTICLE = """
            iter    0 | w=0.5000 b=0.1400 loss=57.000000
            iter  100 | w=2.0815 b=0.7058 loss=0.015866
            iter  200 | w=2.0581 b=0.7903 loss=0.008060
            iter  300 | w=2.0414 b=0.8505 loss=0.004094
            iter  400 | w=2.0295 b=0.8935 loss=0.002080
            iter  500 | w=2.0210 b=0.9241 loss=0.001056
            iter  600 | w=2.0150 b=0.9459 loss=0.000537
            iter  700 | w=2.0107 b=0.9614 loss=0.000273
            iter  800 | w=2.0076 b=0.9725 loss=0.000138
            iter  900 | w=2.0054 b=0.9804 loss=0.000070

            Final Model: y = 2.0039x + 0.9860
            """;
    private static final String[] SETTINGS = {"--learning-rate", "0.01", "--iterations", "1000", "--every", "100"};

    @TempDir
    Path folder;

    private static Run descend(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "descend";
        System.arraycopy(args, 0, all, 1, args.length);
        return Run.of(all);
    }

    private static String[] with(String[] settings, String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + settings.length);
        System.arraycopy(settings, 0, all, more.length, settings.length);
        return all;
    }

    @Test
    void printsTheArticlesTraceCharacterByCharacter() {
        descend(with(SETTINGS, "examples/line.csv", "y ~ x")).prints(ARTICLE);
    }

    @Test
    void printsTheSameTraceInPasses() {
        descend(with(SETTINGS, "examples/line.csv", "y ~ x", "--in-passes")).prints(ARTICLE);
    }

    @Test
    void takesTheArticlesPointsWithoutAFile() {
        descend(SETTINGS).prints(ARTICLE);
        descend(with(SETTINGS, "y ~ x")).prints(ARTICLE);
        descend(with(SETTINGS, "y ~ .", "--in-passes")).prints(ARTICLE);
    }

    @Test
    void printsAboutTenLinesByDefault() {
        descend("--learning-rate", "0.01", "--iterations", "1000").prints(ARTICLE);
    }

    @Test
    void tellsRatesAndTheNumberOfIterationsBeforehand() {
        Run run = descend();
        assertThat(run.err()).isEqualTo("""
                leastline: learning rate 0.0833333, the fastest; stable below 0.0845241
                leastline: 484 iterations bring the loss above its minimum down to 1e-12 of its start
                """);
        assertThat(run.out())
                .startsWith("iter    0 | w=4.1667 b=1.1667 loss=57.0000\n")
                .endsWith("\n\nFinal Model: y = 2.0000x + 1.0000\n");
        assertThat(run.out().lines().count()).isEqualTo(12);
    }

    @Test
    void runsAThousandIterationsAndSaysSoWhereMoreThanAMillionAreNeeded() {
        Run run = descend("examples/norris.csv", "y ~ x");
        assertThat(run.err()).isEqualTo("""
                leastline: learning rate 3.40793e-6, the fastest; stable below 3.40794e-6
                leastline: 1000 iterations; it would take about 5.1e6 to bring the loss above its minimum down to 1e-12 of its start; --standardize helps
                """);
        assertThat(run.status()).isZero();
    }

    @Test
    void standardisedColumnsMakeAValleyRound() {
        Run run = descend("examples/norris.csv", "--standardize");
        assertThat(run.err()).isEqualTo("""
                leastline: learning rate 0.5, the fastest; stable below 1 (on standardised columns)
                leastline: 1 iteration brings the loss above its minimum down to 1e-12 of its start
                """);
        run.prints("""
                iter    0 | w=1.0021 b=-0.2623 loss=294456.059722

                Final Model: y = 1.0021x - 0.2623
                """);
    }

    @Test
    void namesTheTermsWhereThereIsMoreThanOnePredictor() {
        Run run = descend("examples/longley.csv", "y ~ x1 + x6", "--standardize", "--iterations", "1", "--every", "1");
        assertThat(run.out())
                .matches("iter    0 \\| \\(Intercept\\)=\\S+ x1=\\S+ x6=\\S+ loss=\\S+\n\nFinal Model: y = .*\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000", "1e12"})
    void aMillionMillionIterationsAreAnsweredFromTheMoments(String iterations) {
        Run run = descend("--learning-rate", "0.01", "--iterations", iterations, "--every", "100000000000");
        assertThat(run.out().lines().count()).isEqualTo(12);
        assertThat(run.out()).contains("iter 900000000000 | w=2.0000 b=1.0000 loss=0.000000\n");
    }

    @Test
    void aStartCanBeGivenInOrderOrByName() {
        String expected = descend("--start", "-5,1000").out();
        assertThat(expected).startsWith("iter    0 | w=-826.6667 b=-503.0000 loss=");
        assertThat(descend("--start", "x=1e3,(Intercept)=-5").out()).isEqualTo(expected);
        assertThat(descend("--start", "intercept=-5,x=1000.0").out()).isEqualTo(expected);
    }

    @Test
    void theAnswerAsJson() {
        descend("--learning-rate", "0.01", "--iterations", "2", "--every", "1", "--json")
                .prints("""
                {"formula":"y ~ x","rows":5,"learningRate":0.01,"stableBelow":0.08452405257734977,"fastest":0.08333333333333333,"iterations":2,\
                "trace":[{"iteration":0,"coefficients":{"(Intercept)":0.0,"x":0.0},"loss":57.0},\
                {"iteration":1,"coefficients":{"(Intercept)":0.14,"x":0.5},"loss":33.2296},\
                {"iteration":2,"coefficients":{"(Intercept)":0.2472,"x":0.8816},"loss":19.37730112}],\
                "final":{"iteration":2,"coefficients":{"(Intercept)":0.2472,"x":0.8816},"loss":19.37730112},\
                "optimum":{"coefficients":{"(Intercept)":1.0,"x":2.0},"loss":0.0}}
                """);
    }

    @Test
    void jsonInPassesHasTheSameShapeAndNearlyTheSameNumbers() {
        String exact = descend("--learning-rate", "0.01", "--iterations", "3", "--every", "2", "--json")
                .out();
        String passes = descend("--learning-rate", "0.01", "--iterations", "3", "--every", "2", "--json", "--in-passes")
                .out();
        assertThat(passes.replaceAll("\\d+\\.\\d+(E-?\\d+)?", "#"))
                .isEqualTo(exact.replaceAll("\\d+\\.\\d+(E-?\\d+)?", "#"));
    }

    @Test
    void aDivergingRatePrintsTheTraceThenTheLimit() {
        Run run = descend("--learning-rate", "0.1", "--iterations", "4", "--every", "1");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                iter    0 | w=5.0000 b=1.4000 loss=57.000000
                iter    1 | w=-1.8400 b=-0.4800 loss=106.360000
                iter    2 | w=7.4960 b=2.1200 loss=198.491200
                iter    3 | w=-5.2672 b=-1.4016 loss=370.453696
                """);
        assertThat(run.err())
                .endsWith(
                        "leastline: the descent diverges: the learning rate 0.1 is not below the limit 0.0845241; try --learning-rate auto (0.0833333)\n");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aDivergingTraceEndsWhereTheNumbersStopBeingFinite(boolean inPasses) {
        String[] args = {"--learning-rate", "1", "--iterations", "1000", "--every", "1"};
        Run run = inPasses ? descend(with(args, "--in-passes")) : descend(args);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).doesNotContain("Infinity", "NaN", "Final");
        assertThat(run.out().lines().count()).isBetween(110L, 117L);
        assertThat(descend(with(args, "--json")).out())
                .contains("\"final\":null")
                .doesNotContain("NaN");
    }

    @Test
    void zeroIterationsShowTheStart() {
        descend("--iterations", "0", "--start", "3,4").prints("\nFinal Model: y = 4.0000x + 3.0000\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | --learning-rate takes a number above zero or 'auto', not '-1'
            0 | --learning-rate takes a number above zero or 'auto', not '0'
            abc | --learning-rate takes a number above zero or 'auto', not 'abc'
            1e999999999 | --learning-rate takes a number above zero or 'auto', not '1e999999999'
            0x1p3 | --learning-rate takes a number above zero or 'auto', not '0x1p3'
            0,1 | --learning-rate takes a number above zero or 'auto', not '0,1'
            NaN | --learning-rate takes a number above zero or 'auto', not 'NaN'
            """)
    void refusesWhatIsNoRate(String rate, String line) {
        descend("--learning-rate", rate).fails(2, line);
    }

    @Test
    void refusesWhatItCannotDo() {
        descend("--iterations", "1.5")
                .fails(2, "--iterations takes a whole number from 0 to 9223372036854775806, not '1.5'");
        descend("--iterations", "-1")
                .fails(2, "--iterations takes a whole number from 0 to 9223372036854775806, not '-1'");
        descend("--every", "0").fails(2, "--every takes a whole number from 1 to 9223372036854775806, not '0'");
        descend("--start", "1").fails(2, "--start has 1 numbers for the 2 coefficients (Intercept), x");
        descend("--start", "1,b").fails(2, "--start takes numbers or term=number, separated by commas, not 'b'");
        descend("--start", "z=1").fails(2, "--start: no term 'z'; there are (Intercept), x");
        descend("--in-passes", "--standardize")
                .fails(2, "--in-passes descends on the columns as they are; leave out --standardize");
        descend("examples/line.csv", "y ~ x - 1", "--in-passes")
                .fails(
                        2,
                        "--in-passes is for one predictor and an intercept, y ~ x, not for 'y ~ x - 1'; leave it out");
        descend("examples/longley.csv", "y ~ .", "--in-passes")
                .fails(
                        2,
                        "--in-passes is for one predictor and an intercept, y ~ x, not for 'y ~ x1 + x2 + x3 + x4 + x5 + x6'; leave it out");
        descend("q ~ x")
                .fails(
                        2,
                        "without a FILE the columns are x and y, the five points of y = 2x + 1, both numbers; there is no 'q'");
        descend("--every")
                .fails(2, "Missing required parameter for option '--every' (N); 'leastline descend --help' shows how");
    }

    @Test
    void numbersBeyondTheRangeOfDoublesAreSaidAndFail() {
        String steep = Run.file(folder, "steep.csv", "x,y\n1,1e200\n2,2e200\n3,4e200\n");
        for (String[] args : new String[][] {{steep}, {steep, "--json"}, {steep, "--in-passes"}}) {
            Run run = descend(args);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .endsWith("leastline: after iteration 0 loss or coefficients leave the range of doubles;"
                            + " give the columns other units\n");
        }
    }

    @Test
    void ratesThatNoDoubleHoldsAreStillRates() {
        String steep = Run.file(folder, "wide.csv", "x,y\n1e200,1\n2e200,2\n3e200,4\n");
        Run run = descend(steep, "--iterations", "2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("learning rate 2.1428571428571428E-401, the fastest");
        descend("--in-passes", "--learning-rate", "1e-400")
                .fails(2, "--in-passes computes in doubles, which cannot hold the learning rate 1E-400");
    }

    @Test
    void manyStandardisedPredictorsAndAMillionMillionIterations() {
        Run run = descend("examples/longley.csv", "y ~ .", "--standardize", "--iterations", "1e12", "--every", "1e11");
        assertThat(run.out())
                .endsWith(
                        "Final Model: y = 15.0619 x1 - 0.0358192 x2 - 2.02023 x3 - 1.03323 x4 - 0.0511041 x5 + 1829.15 x6"
                                + " - 3.48226e6\n");
    }
}
