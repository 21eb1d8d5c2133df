package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import dev.leastline.inference.Summary;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that is written, read, fitted again and refused. */
class ModelFileTest {
    private static final String DATA =
            "y,x,g,w\n3,1,a,1\n5,2,b,2\n7.5,3,\"c, d\",1\n9,4.25,a,3\n1,5,b,1\n2,7,\"c, d\",2\n8,9,a,1\n";

    @TempDir
    private Path folder;

    private static ModelFile model(List<DataSource> sources, String formula, boolean weighted, String ridge) {
        DataRequest request = formula.isEmpty() ? DataRequest.DEFAULT : DataRequest.of(Formula.parse(formula));
        request = weighted ? request.weightedBy("w") : request;
        FormulaMoments data = FormulaMoments.read(sources, CsvFormat.DEFAULT, request);
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula(), new BigDecimal(ridge));
        return ridge.equals("0") ? ModelFile.of(bowl, Summary.of(bowl), 0) : ModelFile.ofRidge(bowl, 0);
    }

    private static String text(String formula) {
        return model(List.of(source(DATA)), formula, false, "0").text();
    }

    private static ModelFile.Content read(String text) {
        return ModelFile.read(source(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x",
                "y ~ x - 1",
                "y ~ x + x^2",
                "log(y) ~ sqrt(x) + C(g)",
                "y ~ x*C(g)",
                "y ~ C(g, base = \"b\")",
                "y ~ 1",
                "y ~ C(g) - C(g)[b]"
            })
    void whatIsReadIsWhatWasWritten(String formula) {
        FormulaMoments data =
                FormulaMoments.read(List.of(source(DATA)), CsvFormat.DEFAULT, DataRequest.of(Formula.parse(formula)));
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula());
        ModelFile.Content content = read(ModelFile.of(bowl, Summary.of(bowl), 0).text());
        assertThat(content.formula()).isEqualTo(data.formula());
        assertThat(content.moments()).isEqualTo(data.moments());
        assertThat(content.model()).isEqualTo(LeastSquares.fit(bowl));
        assertThat(content.ridge()).isZero();
        assertThat(content.confidence()).isEqualTo(0.95);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x", "log(y) ~ x*C(g) + x^2", "y ~ C(g) - 1"})
    void fittedAgainFromItsOwnFileItIsTheSameFile(String formula) {
        for (boolean weighted : new boolean[] {false, true}) {
            String first = model(List.of(source(DATA)), formula, weighted, "0").text();
            // Neither formula nor weights need be said again.
            assertThat(model(List.of(source(first)), "", false, "0").text()).isEqualTo(first);
        }
    }

    @Test
    void moreDataUpdateAModel() {
        String more = "w,g,x,y\n1,e,10,2\n2,a,11,4\n";
        String together = model(List.of(source(DATA), source(more)), "y ~ x + C(g)", false, "0")
                .text();
        String updated = model(List.of(source(text("y ~ x + C(g)")), source(more)), "", false, "0")
                .text();
        assertThat(updated).isEqualTo(together);
    }

    @Test
    void aRidgePenaltyIsKept() {
        ModelFile.Content content =
                read(model(List.of(source(DATA)), "y ~ x + C(g)", true, "0.25").text());
        assertThat(content.ridge()).isEqualTo("0.25");
        assertThat(content.moments().weights()).isPresent();
        assertThat(LeastSquares.fit(MeanSquaredError.of(content.moments(), content.formula(), content.ridge())))
                .isEqualTo(content.model());
    }

    @Test
    void lineEndsOfAnotherSystemDoNotMatter() {
        String text = text("y ~ x");
        assertThat(read(text.replace("\n", "\r\n")).moments())
                .isEqualTo(read(text).moments());
    }

    @Test
    void everyCutIsNoticed() {
        String text = text("y ~ x");
        for (int length = 45; length < text.length() - 1; length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> read(cut))
                    .as("cut to %d of %d", length, text.length())
                    .isInstanceOf(DataException.class)
                    .hasMessageMatching(
                            "standard input: the model (ends without its checksum|was changed or damaged).*");
        }
        assertThatCode(() -> read(text.stripTrailing())).doesNotThrowAnyException();
    }

    @Test
    void aChecksumThatWasDeletedIsNoticed() {
        String text = text("y ~ x");
        for (String tail : new String[] {"", "\"", "\n}", "\"\n}\n", "\"\n}\"\n}\n"}) {
            String edited = text.substring(0, text.indexOf("\"sha256\"") + "\"sha256\" : \"".length()) + tail;
            assertThatThrownBy(() -> read(edited))
                    .as(tail)
                    .isInstanceOf(DataException.class)
                    .hasMessageMatching(
                            "standard input: the model (ends without its checksum|was changed or damaged).*");
        }
    }

    @Test
    void everyEditIsNoticed() {
        String text = text("y ~ x");
        int end = text.indexOf("\"sha256\" : \"");
        Stream.iterate(text.indexOf("\"formula\""), at -> at < end, at -> at + 1)
                .forEach(at -> {
                    char other = text.charAt(at) == '1' ? '2' : '1';
                    String edited = text.substring(0, at) + other + text.substring(at + 1);
                    assertThatThrownBy(() -> read(edited))
                            .isInstanceOf(DataException.class)
                            .hasMessageStartingWith("standard input: the model ");
                });
    }

    @Test
    void anUnknownVersionIsSaid() {
        assertThatThrownBy(() -> read(text("y ~ x").replace("\"version\" : 1,", "\"version\" : 2,")))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: the version '2' of this model is unknown, expected 1; it may come from a"
                        + " newer leastline");
    }

    @Test
    void whatIsForgedIsRefusedInOneLine() {
        String body = "{\n  \"leastline\" : \"model\",\n  \"version\" : 1";
        for (String more :
                new String[] {"", ",\n \"formula\" : 3", ",\n \"levels\" : [", ",\n \"formula\":\"y ~ x\",\"levels\":{}"
                }) {
            String start = body + more;
            String forged = start + ",\n  \"sha256\" : \"" + MomentsFile.sha256(start) + "\"\n}\n";
            assertThatThrownBy(() -> read(forged))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("standard input: the model ");
        }
    }

    @Test
    void otherFilesAreNoModels() {
        String none = "standard input: it is no model; 'leastline fit ... -o model.json' writes one";
        for (String text :
                new String[] {"", "x,y\n1,2\n", "{}", "{\"leastline\": \"report\"}", "leastline moments 1\n"}) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(DataException.class)
                    .hasMessage(none);
        }
        assertThat(Texts.moments("{a,b\n1,2\n", "b ~ `{a`").rows()).isEqualTo(1);
    }

    @Test
    void aFileIsReplacedAsAWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), "old");
        model(List.of(source(DATA)), "y ~ x", false, "0").write(file);
        assertThat(Files.readString(file)).isEqualTo(text("y ~ x"));
        Files.writeString(file, "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThat(Files.readString(file)).isEqualTo("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
