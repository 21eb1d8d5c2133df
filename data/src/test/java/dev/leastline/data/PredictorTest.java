package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.formula.Formula;
import dev.leastline.inference.Interval;
import dev.leastline.inference.Summary;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a model says of new rows, and how well. */
class PredictorTest {
    private static final String DATA = "y,x,g\n3,1,a\n5,2,b\n7.5,3,c\n9,4.25,a\n1,5,b\n2,7,c\n8,9,a\n";

    private static MeanSquaredError bowl(String data, String formula) {
        FormulaMoments read =
                FormulaMoments.read(List.of(source(data)), CsvFormat.DEFAULT, DataRequest.of(Formula.parse(formula)));
        return MeanSquaredError.of(read.moments(), read.formula());
    }

    private static LinearModel model(String formula) {
        return LeastSquares.fit(bowl(DATA, formula));
    }

    private static String predicted(Predictor predictor, String text, CsvFormat format, boolean skip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        predictor.append(source(text), format, skip, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String predicted(LinearModel model, String text) {
        return predicted(Predictor.of(model), text, CsvFormat.DEFAULT, false);
    }

    private static void assertFails(LinearModel model, String text, String message) {
        assertThatThrownBy(() -> predicted(model, text))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input" + message);
    }

    @Test
    void aLine() {
        LinearModel line = new LinearModel(Formula.parse("y ~ x"), 1, 2);
        assertThat(predicted(line, "id,x\na,1\nb,2.5\nc,-1e3\n"))
                .isEqualTo("id,x,predicted\na,1,3\nb,2.5,6\nc,-1e3,-1999\n");
        assertThat(predicted(line, "x\n0.1\n1e20\n")).isEqualTo("x,predicted\n0.1,1.2\n1e20,2.0E20\n");
    }

    @Test
    void termsAreFormedInDoublesInTheirOrder() {
        LinearModel model = model("y ~ x + x^3 + log(x):x + C(g) - 1");
        double[] w = model.coefficients();
        double x = 3.7;
        double expected = w[0] * x + w[1] * (x * x * x) + w[2] * (StrictMath.log(x) * x);
        expected = expected + w[3] * 0 + w[4] * 1 + w[5] * 0;
        assertThat(model.formula().predictors().stream().map(term -> term.name()))
                .containsExactly("x", "x^3", "log(x):x", "C(g)[a]", "C(g)[b]", "C(g)[c]");
        assertThat(predicted(model, "g,x\nb,3.7\n")).isEqualTo("g,x,predicted\nb,3.7," + expected + "\n");
    }

    @Test
    void columnsThatAreThereAlreadyAreNotNamedAgain() {
        LinearModel line = new LinearModel(Formula.parse("y ~ x"), 1, 2);
        assertThat(predicted(line, predicted(line, predicted(line, "x\n1\n"))))
                .isEqualTo("x,predicted,predicted_2,predicted_3\n1,3,3,3\n");
    }

    @Test
    void decimalCommasStay() {
        LinearModel line = new LinearModel(Formula.parse("y ~ x"), 1, 2);
        CsvFormat german = CsvFormat.DEFAULT.withDecimalMark(',');
        assertThat(predicted(Predictor.of(line), "x;z\n1,25;a\n", german, false))
                .isEqualTo("x;z;predicted\n1,25;a;3,5\n");
    }

    @Test
    void intervalsAgreeWithTheExactOnes() {
        String text = "x,g\n2.5,a\n100,b\n-3,c\n";
        double[][] rows = {{2.5, 0, 0}, {100, 1, 0}, {-3, 0, 1}};
        MeanSquaredError bowl = bowl(DATA, "y ~ x + C(g)");
        Summary summary = Summary.of(bowl).withConfidence(0.9);
        for (Predictor.Kind kind : Predictor.Kind.values()) {
            Predictor predictor = Predictor.withInterval(summary.model(), bowl, kind, 0.9);
            String[] lines =
                    predicted(predictor, text, CsvFormat.DEFAULT, false).split("\n");
            assertThat(lines[0]).isEqualTo("x,g,predicted,lower,upper");
            for (int i = 0; i < rows.length; i++) {
                Interval exact = kind == Predictor.Kind.CONFIDENCE
                        ? summary.confidenceInterval(rows[i])
                        : summary.predictionInterval(rows[i]);
                String[] fields = lines[i + 1].split(",");
                assertThat(Double.parseDouble(fields[2])).isEqualTo(exact.fit());
                assertClose(fields[3], exact.lower().orElseThrow());
                assertClose(fields[4], exact.upper().orElseThrow());
            }
        }
    }

    private static void assertClose(String field, double expected) {
        assertThat(Double.parseDouble(field)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @Test
    void withoutDegreesOfFreedomThereIsNoInterval() {
        MeanSquaredError bowl = bowl("y,x\n1,2\n3,4\n", "y ~ x");
        assertThatThrownBy(() -> Predictor.withInterval(LeastSquares.fit(bowl), bowl, Predictor.Kind.PREDICTION, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model has no degree of freedom left, and so no interval");
    }

    @Test
    void whatCannotBePredictedIsAnErrorWithItsPlace() {
        LinearModel model = model("y ~ log(x) + C(g)");
        assertFails(model, "x,h\n1,a\n", ", line 1, column 'g': there is no such column; the columns are x, h");
        assertFails(
                model,
                "x,g\n1,a\n,b\n",
                ", line 3, column 'x': found '', expected a number; it is missing: fill it in, or leave out such rows with"
                        + " --missing skip");
        assertFails(
                model,
                "x,g\n1,a\n2,NA\n",
                ", line 3, column 'g': found 'NA', expected a text; it is missing: fill it in, or leave out such rows with"
                        + " --missing skip");
        assertFails(
                model,
                "x,g\n1,größe\n",
                ", line 2, column 'g': found 'größe', expected a level that the model knows (a, b, c); fit it with such"
                        + " rows, or leave their prediction empty with --missing skip");
        assertFails(
                model, "x,g\n-1,a\n", ", line 2, column 'x': log(x) does not exist there, or is beyond the doubles");
        assertFails(
                model,
                "x,g\n1,a\nabc,b\n",
                ", line 3, column 'x': found 'abc', expected a number; the column holds text, which the model takes as"
                        + " numbers; correct it, or fit another model");
        assertFails(
                model,
                "x,g\n1,a,3\n",
                ", line 2: found 3 fields, expected 2 as in the header; text that holds the"
                        + " delimiter goes in quotes");
    }

    @Test
    void withSkipSuchRowsHaveEmptyFields() {
        MeanSquaredError bowl = bowl(DATA, "y ~ x + C(g)");
        Predictor predictor = Predictor.withInterval(LeastSquares.fit(bowl), bowl, Predictor.Kind.PREDICTION, 0.9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Predictor.Outcome outcome = predictor.append(source("x,g\n,a\n2,z\n3,a\n"), CsvFormat.DEFAULT, true, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("x,g,predicted,lower,upper\n,a,,,\n2,z,,,\n3,a,6.6179");
        assertThat(outcome).isEqualTo(new Predictor.Outcome(3, 2, List.of("predicted", "lower", "upper")));
    }

    /** R: predict(lm(dist ~ speed, cars), data.frame(speed = c(10, 21)), interval = "prediction"). */
    @Test
    void carsAsInR() {
        FormulaMoments cars = FormulaMoments.read(
                List.of(DataSource.of(Path.of("../examples/cars.csv"))), CsvFormat.DEFAULT, DataRequest.DEFAULT);
        MeanSquaredError bowl = MeanSquaredError.of(cars.moments(), cars.formula());
        Predictor predictor = Predictor.withInterval(LeastSquares.fit(bowl), bowl, Predictor.Kind.PREDICTION, 0.95);
        String[] fields = predicted(predictor, "speed\n10\n21\n", CsvFormat.DEFAULT, false)
                .split("[,\n]");
        assertThat(Double.parseDouble(fields[5])).isCloseTo(21.74499, within(5e-6));
        assertThat(Double.parseDouble(fields[6])).isCloseTo(-9.809601, within(5e-7));
        assertThat(Double.parseDouble(fields[7])).isCloseTo(53.29959, within(5e-6));
    }

    @Test
    void aScoreByHand() {
        LinearModel line = new LinearModel(Formula.parse("y ~ x"), 0, 1);
        Predictor.Score score =
                Predictor.of(line).score(List.of(source("x,y\n1,1\n2,4\n\n3,2\n")), CsvFormat.DEFAULT, false);
        assertThat(score.rows()).isEqualTo(3);
        assertThat(score.rootMeanSquaredError()).isEqualTo(Math.sqrt(5 / 3.0));
        assertThat(score.meanAbsoluteError()).isEqualTo(1);
        assertThat(score.bias()).isEqualTo(-1 / 3.0);
        assertThat(score.rSquared().orElseThrow()).isCloseTo(1 - 5 / (14 / 3.0), within(1e-15));
        assertThat(score.largestErrorAt()).isEqualTo(new Diagnostics.Influence("standard input", 3, 2));
    }

    @Test
    void aScoreDoesNotDependOnTheOrderOfRows() {
        Random random = new Random(8);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(random.nextDouble() + "," + random.nextGaussian() * Math.pow(10, random.nextInt(12)));
        }
        LinearModel line = new LinearModel(Formula.parse("y ~ x"), 0.3, 1.7);
        Predictor.Score first = null;
        for (int run = 0; run < 5; run++) {
            Predictor.Score score = Predictor.of(line)
                    .score(List.of(source("x,y\n" + String.join("\n", rows))), CsvFormat.DEFAULT, false);
            first = first == null ? score : first;
            assertThat(score.rootMeanSquaredError()).isEqualTo(first.rootMeanSquaredError());
            assertThat(score.meanAbsoluteError()).isEqualTo(first.meanAbsoluteError());
            assertThat(score.bias()).isEqualTo(first.bias());
            assertThat(score.rSquared()).isEqualTo(first.rSquared());
            Collections.shuffle(rows, random);
        }
    }

    @Test
    void ofItsOwnDataTheScoreIsThatOfTheFit() {
        MeanSquaredError bowl = bowl(DATA, "log(y) ~ x + C(g)");
        Predictor.Score score =
                Predictor.of(LeastSquares.fit(bowl)).score(List.of(source(DATA)), CsvFormat.DEFAULT, false);
        assertThat(score.rSquared().orElseThrow()).isCloseTo(bowl.rSquared().orElseThrow(), within(1e-14));
        assertThat(score.rootMeanSquaredError()).isCloseTo(bowl.minimum().nearestSquareRoot(), within(1e-14));
        assertThat(score.bias()).isCloseTo(0, within(1e-14));
    }

    @Test
    void aScoreLeavesOutWhatItMay() {
        LinearModel model = model("y ~ x + C(g)");
        String text = "y,x,g\n1,1,a\n2,2,z\n,3,b\n4,4,c\n";
        assertThatThrownBy(() -> Predictor.of(model).score(List.of(source(text)), CsvFormat.DEFAULT, false))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("standard input, line 3, column 'g': found 'z', expected a level");
        Predictor.Score score = Predictor.of(model).score(List.of(source(text)), CsvFormat.DEFAULT, true);
        assertThat(score.rows()).isEqualTo(2);
        assertThat(score.skipped()).isEqualTo(2);
    }
}
