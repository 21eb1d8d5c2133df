package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline fit -o} and {@code leastline predict}, as they are typed and read. */
class PredictTest {
    @TempDir
    private Path folder;

    private String model = "";

    @BeforeEach
    void fit() {
        model = folder.resolve("model.json").toString();
        Run run = Run.of("fit", "examples/cars.csv", "dist ~ speed", "-o", model);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("dist = 3.9324 speed - 17.5791\n");
        assertThat(run.err()).isEmpty();
    }

    private String file(String name, String text) {
        return Run.file(folder, name, text);
    }

    @Test
    void toStandardOutput() {
        String data = file("new.csv", "car,speed\nslow,4\r\n\"fast, too\",25\n");
        Run run = Run.of("predict", model, data);
        run.prints("car,speed,predicted\nslow,4,-1.8494598540145972\r\n\"fast, too\",25,80.73112408759125\n");
        assertThat(run.err()).isEmpty();
        Run.withInput("speed\n4\n".getBytes(StandardCharsets.UTF_8), "predict", model, "-")
                .prints("speed,predicted\n4,-1.8494598540145972\n");
    }

    @Test
    void intervals() {
        String data = file("new.csv", "speed\n10\n");
        Run.of("predict", model, data, "--interval", "confidence")
                // R says 21.74499 15.46192 28.02807.
                .prints("speed,predicted,lower,upper\n10,21.744992700729927,15.461917339959006,28.028068061500846\n");
        Run wide = Run.of("predict", model, data, "--interval", "prediction", "--confidence", "0.99");
        assertThat(wide.out()).startsWith("speed,predicted,lower,upper\n10,21.744992700729927,-20.3");
    }

    @Test
    void ifTheModelKnowsNoLevelOfAnyRowThatIsSaid() {
        String data = file("known.csv", "g,y\na,1\na,2\nb,5\n");
        String factor = folder.resolve("factor.json").toString();
        assertThat(Run.of("fit", data, "y ~ C(g)", "-o", factor).status()).isZero();
        String others = file("others.csv", "g,y\nc,1\nd,2\n");
        Run.of("predict", factor, others, "--score", "--missing", "skip")
                .fails(1, others + ": no row is left: all 2 have a level that the model does not know");
    }

    @Test
    void toAFileWholeOrNotAtAll() throws IOException {
        String data = file("new.csv", "speed\n4\n");
        String out = file("out.csv", "old");
        Run.of("predict", model, data, "-o", out).prints("");
        assertThat(Files.readString(Path.of(out))).isEqualTo("speed,predicted\n4,-1.8494598540145972\n");
        String bad = file("bad.csv", "speed\n4\nfast\n");
        Run.of("predict", model, bad, "-o", out)
                .fails(
                        1,
                        bad + ", line 3, column 'speed': found 'fast', expected a number; the column holds text,"
                                + " which the model takes as numbers; correct it, or fit another model");
        assertThat(Files.readString(Path.of(out))).startsWith("speed,predicted\n4,");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.json", "new.csv", "out.csv", "bad.csv");
        }
        Run.of("predict", model, data, "-o", folder.resolve("none/out.csv").toString())
                .fails(1, folder.resolve("none/out.csv") + ": cannot be written: there is no such folder");
        Run.of("predict", model, data, "-o", data)
                .fails(2, "-o names '" + data + "', which is read; give another name");
        assertThat(Files.readString(Path.of(data))).isEqualTo("speed\n4\n");
    }

    @Test
    void score() {
        Run.of("predict", model, "examples/cars.csv", "--score").prints("""
                n = 50
                RMSE 15.0689
                MAE 11.5801
                R² 0.651079
                largest error 43.2013 (examples/cars.csv, line 50)
                bias 5.47118e-15 (mean of predicted - observed)
                """);
        assertThat(Run.of("predict", model, "examples/cars.csv", "examples/cars.csv", "--score", "--json")
                        .out())
                .startsWith("{\"rows\":100,\"skipped\":0,\"rmse\":15.06885599579138,\"mae\":11.58")
                .contains(
                        "\"largestErrorFile\":\"examples/cars.csv\",\"largestErrorLine\":50,\"bias\":5.4711790653527716E-15}\n");
    }

    @Test
    void rowsWithoutAPrediction() {
        String data = file("new.csv", "speed\n4\nNA\n");
        Run skipping = Run.of("predict", model, data, "--missing", "skip");
        assertThat(skipping.out()).isEqualTo("speed,predicted\n4,-1.8494598540145972\nNA,\n");
        assertThat(skipping.err())
                .isEqualTo("leastline: no prediction for 1 of 2 rows, which lack a value or have an unknown level\n");
        Run failing = Run.of("predict", model, data);
        assertThat(failing.status()).isEqualTo(1);
        assertThat(failing.err())
                .isEqualTo(
                        "leastline: " + data + ", line 3, column 'speed': found 'NA', expected a number; it is missing:"
                                + " fill it in, or leave out such rows with --missing skip\n");
    }

    @Test
    void aModelOfALogarithmPredictsLogarithms() {
        String logs = folder.resolve("logs.json").toString();
        assertThat(Run.of("fit", "examples/cars.csv", "log(dist) ~ speed", "-o", logs)
                        .status())
                .isZero();
        Run run = Run.of("predict", logs, file("new.csv", "speed\n10\n"));
        assertThat(run.err()).isEqualTo("leastline: the model predicts log(dist)\n");
        assertThat(run.out()).startsWith("speed,predicted\n10,2.8");
    }

    @Test
    void aModelIsDataToo() throws IOException {
        String again = folder.resolve("again.json").toString();
        Run run = Run.of("fit", model, "-o", again);
        assertThat(run.out())
                .isEqualTo(Run.of("fit", "examples/cars.csv", "dist ~ speed").out());
        assertThat(Files.readString(Path.of(again))).isEqualTo(Files.readString(Path.of(model)));
        String data = file("new.csv", "speed\n4\n5.5\n");
        assertThat(Run.of("predict", again, data, "--interval", "prediction"))
                .isEqualTo(Run.of("predict", model, data, "--interval", "prediction"));
        assertThat(Run.of("descend", model, "--iterations", "5").out()).contains("Final Model: dist = ");
    }

    @Test
    void ridge() {
        String ridge = folder.resolve("ridge.json").toString();
        assertThat(Run.of("fit", "examples/cars.csv", "dist ~ speed", "--ridge", "2", "-o", ridge)
                        .status())
                .isZero();
        String data = file("new.csv", "speed\n10\n");
        assertThat(Run.of("predict", ridge, data).out()).startsWith("speed,predicted\n10,22.");
        Run.of("predict", ridge, data, "--interval", "confidence")
                .fails(1, ridge + ": a model with a ridge penalty has no intervals");
    }

    @Test
    void wrongArguments() {
        String how = "; 'leastline predict --help' shows how";
        Run.of("predict").fails(2, "predict takes a MODEL and a FILE (- is standard input)" + how);
        Run.of("predict", model).fails(2, "predict takes a MODEL and a FILE (- is standard input)" + how);
        Run.of("predict", model, "a.csv", "b.csv")
                .fails(
                        2,
                        "predict takes a MODEL and a FILE (- is standard input); several files only with --score"
                                + how);
        Run.of("predict", model, "a.csv", "--interval", "wide")
                .fails(2, "--interval is 'confidence' or 'prediction', not 'wide'");
        Run.of("predict", model, "a.csv", "--confidence", "0.9")
                .fails(2, "--confidence is that of an interval; give --interval confidence or prediction");
        Run.of("predict", model, "a.csv", "--json").fails(2, "--json is for --score; predictions are delimited text");
        Run.of("predict", model, "a.csv", "--score", "-o", "x")
                .fails(2, "--score prints a score, without --interval and -o");
        Run.of("predict", model, "a.csv", "--missing", "drop").fails(2, "--missing takes 'skip', not 'drop'");
        Run.of("fit", "examples/cars.csv", "dist ~ speed", "--by", "speed", "-o", "x")
                .fails(2, "-o saves one model; leave out --by");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBe() throws IOException {
        Run.of("predict", folder.resolve("none.json").toString(), "a.csv")
                .fails(1, folder.resolve("none.json") + ": no such file");
        Run.of("predict", model, folder.resolve("none.csv").toString())
                .fails(1, folder.resolve("none.csv") + ": no such file");
        Run.of("predict", "examples/cars.csv", "examples/cars.csv")
                .fails(1, "examples/cars.csv: it is no model; 'leastline fit ... -o model.json' writes one");
        Run.of("predict", model, model)
                .fails(1, model + ": it holds moments, not rows, to which something could be added");
        Run.of("predict", model, model, "--score")
                .fails(1, model + ": it holds moments, not rows; a score needs the rows themselves");
        Run.of("predict", model, "examples/line.csv")
                .fails(1, "examples/line.csv, line 1, column 'speed': there is no such column; the columns are x, y");
        String edited = file("edited.json", Files.readString(Path.of(model)).replace("3.93", "3.94"));
        Run.of("predict", edited, "examples/cars.csv")
                .fails(1, edited + ": the model was changed or damaged: its checksum does not match; fit it anew");
        Run.of("fit", edited)
                .fails(1, edited + ": the model was changed or damaged: its checksum does not match; fit it anew");
        Run.of("fit", "examples/cars.csv", "dist ~ speed", "-o", folder.toString())
                .fails(1, folder + ": cannot be written: it is a folder");
    }
}
