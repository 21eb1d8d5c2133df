package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.formula.TermList;
import dev.leastline.inference.Summary;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.MeanSquaredError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows, moments and models as the sources of one fit. */
class MixedSourcesTest {
    /** Each file has levels of its own, and none has all. */
    private static final List<List<String>> LEVELS =
            List.of(List.of("10", "9", "north"), List.of("9", "a b", "\"c, d\""), List.of("zoo", "north"));

    @TempDir
    private Path folder;

    private DataSource file(String name, String text) throws IOException {
        return DataSource.of(Files.writeString(folder.resolve(name), text));
    }

    private static DataRequest request(String formula, String weights) {
        DataRequest request = formula.isEmpty() ? DataRequest.DEFAULT : DataRequest.of(Formula.parse(formula));
        return weights.isEmpty() ? request : request.weightedBy(weights);
    }

    private static FormulaMoments read(DataRequest request, DataSource... sources) {
        return FormulaMoments.read(List.of(sources), CsvFormat.DEFAULT, request);
    }

    private static FormulaMoments read(DataRequest request, List<DataSource> sources) {
        return FormulaMoments.read(sources, CsvFormat.DEFAULT, request);
    }

    private String messageOf(DataRequest request, DataSource... sources) {
        String message = "";
        try {
            read(request, sources);
        } catch (DataException e) {
            message = String.valueOf(e.getMessage());
        }
        return message.replace(folder + "/", "").replace(folder + "\\", "");
    }

    private static String rows(Random random, int part, int count) {
        List<String> levels = LEVELS.get(part);
        StringBuilder text = new StringBuilder("y,x,g,w\n");
        for (int i = 0; i < count; i++) {
            text.append(DecimalTextTest.randomDecimal(random)).append(',');
            text.append(random.nextInt(1000) / 10.0).append(',');
            text.append(levels.get(i % levels.size())).append(',');
            text.append(1 + random.nextInt(3)).append('\n');
        }
        return text.toString();
    }

    private String model(DataRequest request, DataSource source) {
        FormulaMoments data = read(request, source);
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula(), BigDecimal.ZERO);
        return ModelFile.of(bowl, Summary.of(bowl), 0).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ x | ''",
                "y ~ x + x^2 + C(g) | ''",
                "y ~ x*C(g) | w",
                "y ~ x + C(g)[9] + C(g)[zoo] | ''",
                "y ~ C(g, base = \"9\") - C(g)[north] | w"
            })
    void anyMixtureIsTheWholeInAnyOrder(String formula, String weights) throws IOException {
        Random random = new Random(51);
        List<DataSource> asRows = new ArrayList<>();
        List<List<DataSource>> forms = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            DataSource rows = file(part + ".csv", rows(random, part, 30));
            String moments =
                    MomentsFile.write(read(request(formula, weights), rows).moments());
            String loose = formula.contains("[zoo]") ? "y ~ x + C(g)" : formula.contains("[") ? "y ~ C(g)" : formula;
            asRows.add(rows);
            forms.add(List.of(
                    rows,
                    file(part + ".moments", moments),
                    file(part + ".json", model(request(loose, weights), rows))));
        }
        FormulaMoments whole = read(request(formula, weights), asRows);
        for (int mixture = 0; mixture < 27; mixture++) {
            List<DataSource> mixed = new ArrayList<>(List.of(
                    forms.get(0).get(mixture % 3),
                    forms.get(1).get(mixture / 3 % 3),
                    forms.get(2).get(mixture / 9)));
            Collections.shuffle(mixed, random);
            FormulaMoments read = read(request(formula, weights), mixed);
            assertThat(read).as("%s", mixed).isEqualTo(whole);
            assertThat(LeastSquares.fit(read.moments(), read.formula()))
                    .isEqualTo(LeastSquares.fit(whole.moments(), whole.formula()));
        }
    }

    @Test
    void theFirstSourceTellsFormulaAndWeightsThatAreNotGiven() throws IOException {
        DataSource rows = file("rows.csv", rows(new Random(52), 0, 20));
        DataSource model = file("model.json", model(request("y ~ x + C(g)", "w"), rows));
        FormulaMoments read = read(DataRequest.DEFAULT, model, rows);
        assertThat(read.formula()).isEqualTo(Formula.parse("y ~ x + C(g)"));
        assertThat(read.moments().weights()).contains(Term.column("w"));
        assertThat(read.moments().rows()).isEqualTo(40);
        DataSource pair = file("pair.moments", MomentsFile.write(Texts.rows("x y", "1 2", "3 4")));
        assertThat(read(DataRequest.DEFAULT, pair).formula()).isEqualTo(Formula.parse("y ~ x"));
        assertThat(read(request("log ~ .", ""), file("log.moments", MomentsFile.write(Texts.rows("x log z", "1 2 3"))))
                        .formula())
                .isEqualTo(Formula.parse("log ~ x + z"));
    }

    @Test
    void theDotDoesNotMeanTheWeightsOfMoments() throws IOException {
        DataSource moments = file(
                "all.moments",
                MomentsFile.write(TermMoments.read(
                                List.of(Texts.source("y,x,z,w\n1,2,3,4\n")),
                                CsvFormat.DEFAULT,
                                Term.parseList("y, x, z, w"),
                                Optional.of("w"),
                                false)
                        .moments()));
        assertThat(read(request("y ~ .", ""), moments).formula()).isEqualTo(Formula.parse("y ~ x + z"));
    }

    @Test
    void weightsMayBeAnyTermInMoments() throws IOException {
        for (Term weights : List.of(Term.parse("log(w)"), Term.parse("w:x"), Term.CONSTANT)) {
            MomentAccumulator accumulator =
                    MomentAccumulator.weighted(List.of(Term.column("x"), Term.column("y")), weights);
            for (long[] row : new long[][] {{1, 2, 3}, {4, 5, 7}, {6, 1, 2}}) {
                for (int i = 0; i < accumulator.columns().size(); i++) {
                    accumulator.setDecimal(i, row[i], 0);
                }
                accumulator.endRow();
            }
            DataSource moments = file("weighted.moments", MomentsFile.write(accumulator.toMoments()));
            DataSource rows = file("rows.csv", "x,y,w\n1,2,3\n4,5,7\n6,1,2\n");
            Moments read = read(DataRequest.DEFAULT, moments, rows).moments();
            assertThat(read).isEqualTo(accumulator.toMoments().merge(accumulator.toMoments()));
            assertThat(TermMoments.read(
                                    List.of(moments, rows),
                                    CsvFormat.DEFAULT,
                                    TermList.ALL_COLUMNS,
                                    Optional.empty(),
                                    false)
                            .moments())
                    .isEqualTo(read);
        }
    }

    @Test
    void rowsThatLackAValueAreLeftOutBesideMoments() throws IOException {
        DataSource moments = file("a.moments", MomentsFile.write(Texts.rows("x y", "1 2")));
        DataSource rows = file("b.csv", "x,y,g\n3,4,\nNA,5,a\n5,,a\n6,7,NA\n");
        FormulaMoments read = read(request("y ~ x", "").skippingMissing(), moments, rows);
        assertThat(read.skipped()).isEqualTo(2);
        assertThat(read.moments())
                .isEqualTo(Texts.rows("x y", "1 2", "3 4", "6 7").select(List.of(Term.column("x"), Term.column("y"))));
        assertThat(messageOf(request("y ~ x", ""), moments, rows))
                .isEqualTo(
                        "b.csv, line 3, column 'x': found 'NA', expected a number; it is missing: fill it in, or leave"
                                + " out such rows with --missing skip");
        DataSource nothing = file("c.csv", "x,y\n,1\n");
        assertThat(read(request("y ~ x", "").skippingMissing(), moments, nothing)
                        .moments()
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void whatMomentsCannotServeIsSaid() throws IOException {
        DataSource plain = file("plain.moments", MomentsFile.write(Texts.rows("x y", "1 2", "3 5", "4 4")));
        DataSource three = file("three.moments", MomentsFile.write(Texts.rows("x y z", "1 2 3")));
        DataSource csv = file("rows.csv", "x,y,w,v,g\n1,2,1,1,a\n3,4,2,2,b\n4,9,1,1,b\n");
        DataSource byW = file(
                "w.moments", MomentsFile.write(read(request("y ~ x", "w"), csv).moments()));
        DataSource model = file("model.json", model(request("y ~ x", ""), csv));
        assertThat(messageOf(request("y ~ x", ""), csv, byW))
                .isEqualTo("w.moments: its moments were made with the weights w, and cannot serve a fit without them");
        assertThat(messageOf(request("y ~ x", "w"), plain))
                .isEqualTo(
                        "plain.moments: its moments were made without weights, and cannot serve a fit with the weights"
                                + " w");
        assertThat(messageOf(request("y ~ x", "v"), csv, byW))
                .isEqualTo(
                        "w.moments: its moments were made with the weights w, and cannot serve a fit with the weights"
                                + " v");
        assertThat(messageOf(request("y ~ x", ""), byW, model))
                .isEqualTo(
                        "model.json: its moments were made without weights, and cannot serve a fit with the weights w");
        assertThat(messageOf(request("y ~ x + x^2", ""), model))
                .isEqualTo("model.json: no moments of 'x^2'; there are those of x, y; make such moments from the data"
                        + " with --terms");
        assertThat(messageOf(request("y ~ x + C(g)", ""), csv, plain))
                .isEqualTo(
                        "plain.moments: no moments of 'C(g)'; there are those of x, y; make such moments from the data"
                                + " with --terms");
        assertThat(messageOf(request("", ""), three))
                .isEqualTo("three.moments: no formula is given, which only moments of two columns can do without; these"
                        + " are moments of x, y, z over 1 row");
        assertThat(messageOf(request("", ""), plain, file("other.csv", "a,y\n1,2\n")))
                .isEqualTo("other.csv, line 1, column 'x': there is no such column; the columns are a," + " y");
        assertThat(messageOf(
                        request("y ~ x", ""),
                        csv,
                        file(
                                "none.moments",
                                MomentsFile.write(Moments.builder("y").build()))))
                .isEqualTo("none.moments: no moments of 'x'; there are those of y; make such moments from the data with"
                        + " --terms");
        assertThatThrownBy(() -> CsvColumns.read(List.of(model), CsvFormat.DEFAULT, request("y ~ x", "")))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "model.json: it holds moments, not rows; descent in passes needs the rows" + " themselves");
        assertThatThrownBy(() -> CsvColumns.read(List.of(csv, plain), CsvFormat.DEFAULT, request("y ~ x", "")))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "plain.moments: it holds moments, not rows; descent in passes needs the rows" + " themselves");
    }

    @Test
    void momentsOfNoRowsAreNoRows() throws IOException {
        DataSource none =
                file("none.moments", MomentsFile.write(Moments.builder("x", "y").build()));
        assertThat(messageOf(request("y ~ x", ""), none)).isEqualTo("none.moments: it holds moments of no rows");
        assertThat(read(request("y ~ x", ""), none, file("a.csv", "x,y\n1,2\n"))
                        .moments()
                        .rows())
                .isEqualTo(1);
        assertThat(messageOf(request("y ~ x", ""), file("a.csv", "x,y\n"), none))
                .isEqualTo("a.csv: found a header but no rows, and none in the other files");
    }

    @Test
    void filesThatAreDamagedAreSaidWithTheirLine() throws IOException {
        String moments = MomentsFile.write(Texts.rows("x y", "1 2", "3 4"));
        DataSource csv = file("rows.csv", "x,y\n1,2\n");
        assertThat(messageOf(
                        request("y ~ x", ""), csv, file("cut.moments", moments.substring(0, moments.indexOf("x*y")))))
                .isEqualTo("cut.moments: the moments file ends in line 9 without its checksum; is it cut off, or"
                        + " something added?");
        assertThat(messageOf(request("y ~ x", ""), csv, file("edited.moments", moments.replace("x*x 10", "x*x 11"))))
                .isEqualTo(
                        "edited.moments: the moments file was changed or damaged: its checksum does not match; make it"
                                + " anew from the data");
        assertThat(messageOf(request("y ~ x", ""), file("new.moments", moments.replace("moments 1", "moments 9"))))
                .isEqualTo(
                        "new.moments, line 1: the version '9' of this moments file is unknown, expected 1; it may come"
                                + " from a newer leastline");
        String forged = moments.substring(0, moments.indexOf("sha256")).replace("rows 2", "rows 3");
        assertThat(messageOf(
                        request("y ~ x", ""),
                        file("forged.moments", forged + "sha256 " + MomentsFile.sha256(forged) + "\n")))
                .isEqualTo("forged.moments, line 6: found '1 2', expected the number of rows, 3");
        String model = model(request("y ~ x", ""), file("m.csv", "x,y\n1,2\n2,4\n3,7\n"));
        assertThat(messageOf(request("y ~ x", ""), file("edited.json", model.replace("y ~ x", "x ~ y"))))
                .isEqualTo("edited.json: the model was changed or damaged: its checksum does not match; fit it anew");
    }

    @Test
    void aModelOfSingleLevelsFromMomentsOfThemPredictsForAnyLevel() throws IOException {
        DataSource csv = file("rows.csv", "x,y,g\n1,2,a\n3,4,b\n4,9,b\n5,5,c\n6,1,a\n7,9,b\n");
        Moments whole = read(request("y ~ x + C(g)", ""), csv).moments();
        Moments single = whole.select(List.of(Term.column("x"), Term.column("y"), Term.parse("C(g)[b]")));
        DataSource kept = file("b.moments", MomentsFile.write(single));
        FormulaMoments read = read(request("y ~ x + C(g)[b]", ""), kept, csv);
        assertThat(read.moments()).isEqualTo(single.merge(single));
        Map<String, Double> expected = LeastSquares.fit(whole.merge(whole), Formula.parse("y ~ x + C(g)[b]"))
                .byTerm();
        assertThat(LeastSquares.fit(read.moments(), read.formula()).byTerm()).isEqualTo(expected);
        assertThat(read(request("y ~ x + C(g)[b]", ""), csv, kept).moments()).isEqualTo(read.moments());
        DataSource model = file("model.json", model(request("y ~ x + C(g)[b]", ""), kept));
        Predictor predictor = Predictor.of(ModelFile.read(model).model());
        List<String> predicted = List.of("x,g\n0,b\n0,new\n", "x,g\n0,b\n0,a\n").stream()
                .map(rows -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    predictor.append(Texts.source(rows), CsvFormat.DEFAULT, false, out);
                    return out.toString(StandardCharsets.UTF_8).replace("new", "a");
                })
                .toList();
        assertThat(predicted.get(0)).isEqualTo(predicted.get(1));
        assertThat(messageOf(request("y ~ x + C(g)[a]", ""), csv, kept))
                .isEqualTo(
                        "b.moments: no moments of 'C(g)'; there are those of x, y, C(g)[b]; make such moments from the"
                                + " data with --terms");
    }
}
