package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Formula;
import dev.leastline.inference.Summary;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second pass tells of single rows. */
class DiagnosticsTest {
    @TempDir
    private Path folder;

    private static Diagnostics of(DataRequest request, DataSource... sources) {
        return of(request, List.of(sources), List.of(sources));
    }

    private static Diagnostics of(DataRequest request, List<DataSource> first, List<DataSource> second) {
        FormulaMoments data = FormulaMoments.read(first, CsvFormat.DEFAULT, request);
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula());
        return Diagnostics.read(second, CsvFormat.DEFAULT, request, bowl, Summary.of(bowl));
    }

    private static DataRequest request(String formula) {
        return DataRequest.of(Formula.parse(formula));
    }

    private DataSource file(String name, String text) throws IOException {
        return DataSource.of(Files.writeString(folder.resolve(name), text));
    }

    private static List<Long> lines(List<Diagnostics.Influence> influences) {
        return influences.stream().map(Diagnostics.Influence::line).toList();
    }

    private static List<Double> values(List<Diagnostics.Influence> influences) {
        return influences.stream().map(Diagnostics.Influence::value).toList();
    }

    /** R 4: summary(lm(dist ~ speed, cars)), cooks.distance, hatvalues; lmtest::dwtest says 1.6762. */
    @Test
    void cars() {
        Diagnostics cars = of(request("dist ~ speed"), DataSource.of(Path.of("../examples/cars.csv")));
        assertThat(cars.rows()).isEqualTo(50);
        assertThat(cars.residuals().minimum()).isCloseTo(-29.069, within(5e-4));
        assertThat(cars.residuals().firstQuartile()).isCloseTo(-9.525, within(5e-4));
        assertThat(cars.residuals().median()).isCloseTo(-2.272, within(5e-4));
        assertThat(cars.residuals().thirdQuartile()).isCloseTo(9.215, within(5e-4));
        assertThat(cars.residuals().maximum()).isCloseTo(43.201, within(5e-4));
        assertThat(cars.residuals().sampleSize()).isEqualTo(50);
        assertThat(cars.durbinWatson().orElseThrow()).isCloseTo(1.6762, within(5e-5));
        assertThat(lines(cars.cooksDistances())).startsWith(50L, 24L, 40L);
        assertThat(cars.cooksDistances().get(0).value()).isCloseTo(0.340396, within(5e-7));
        assertThat(cars.leverages().get(0).value()).isCloseTo(0.114861, within(5e-7));
    }

    /** √w·(y − ŷ), w·xᵀ(XᵀWX)⁻¹x and what follows from them, in fractions, row by row. */
    @Test
    void agreesWithFractions() {
        Random random = new Random(5);
        for (int run = 0; run < 30; run++) {
            int n = 12 + random.nextInt(20);
            double offset = Math.pow(10, random.nextInt(9));
            StringBuilder text = new StringBuilder("y,x,z,g,w\n");
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double y = random.nextInt(1000);
                double x = offset + random.nextInt(1000) / 8.0;
                double z = random.nextInt(100);
                double g = i % 3;
                double w = run % 2 == 0 ? 1 : random.nextInt(4);
                rows.add(new double[] {y, x, z, g, w});
                text.append(BigDecimal.valueOf(y).toPlainString() + "," + new BigDecimal(x).toPlainString() + ","
                        + (long) z + ",level" + (long) g + "," + (long) w + "\n");
            }
            boolean intercept = run % 3 != 0;
            DataRequest request = request("y ~ x + z^2 + C(g)" + (intercept ? "" : " - 1"));
            request = run % 2 == 0 ? request : request.weightedBy("w");
            FormulaMoments data = FormulaMoments.read(List.of(source(text.toString())), CsvFormat.DEFAULT, request);
            MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula());
            Diagnostics read = Diagnostics.read(
                    List.of(source(text.toString())), CsvFormat.DEFAULT, request, bowl, Summary.of(bowl));
            check(read, bowl, rows, intercept);
        }
    }

    private static void check(Diagnostics read, MeanSquaredError bowl, List<double[]> rows, boolean intercept) {
        List<List<Fraction>> inverse = bowl.inverse();
        List<Fraction> theta = bowl.lowestPoint();
        double variance = bowl.residualSumOfSquares().nearestDouble() / (read.rows() - theta.size());
        List<Double> residuals = new ArrayList<>();
        List<Double> leverages = new ArrayList<>();
        List<Double> distances = new ArrayList<>();
        double steps = 0;
        for (double[] row : rows) {
            double w = row[4];
            if (w == 0) {
                continue;
            }
            double[] x = intercept
                    ? new double[] {1, row[1], row[2] * row[2], row[3] == 1 ? 1 : 0, row[3] == 2 ? 1 : 0}
                    : new double[] {
                        row[1], row[2] * row[2], row[3] == 0 ? 1 : 0, row[3] == 1 ? 1 : 0, row[3] == 2 ? 1 : 0
                    };
            Fraction fitted = Fraction.ZERO;
            Fraction hat = Fraction.ZERO;
            for (int i = 0; i < x.length; i++) {
                fitted = fitted.plus(theta.get(i).times(Fraction.of(new BigDecimal(x[i]))));
                for (int j = 0; j < x.length; j++) {
                    hat = hat.plus(inverse.get(i)
                            .get(j)
                            .times(Fraction.of(new BigDecimal(x[i]).multiply(new BigDecimal(x[j])))));
                }
            }
            double e = Math.sqrt(w)
                    * Fraction.of(new BigDecimal(row[0])).minus(fitted).nearestDouble();
            double h = w * hat.nearestDouble();
            steps += residuals.isEmpty() ? 0 : Math.pow(e - residuals.get(residuals.size() - 1), 2);
            residuals.add(e);
            leverages.add(h);
            distances.add(e * e * h / (theta.size() * variance * (1 - h) * (1 - h)));
        }
        assertThat(read.rows()).isEqualTo(residuals.size());
        assertThat(read.durbinWatson().orElseThrow())
                .isCloseTo(steps / residuals.stream().mapToDouble(e -> e * e).sum(), within(1e-9));
        residuals.sort(null);
        leverages.sort(null);
        distances.sort(null);
        assertThat(read.residuals().minimum()).isEqualTo(residuals.get(0));
        assertThat(read.residuals().maximum()).isEqualTo(residuals.get(residuals.size() - 1));
        for (int i = 0; i < Diagnostics.LARGEST; i++) {
            double h = leverages.get(leverages.size() - 1 - i);
            double d = distances.get(distances.size() - 1 - i);
            assertThat(values(read.leverages()).get(i)).isCloseTo(h, within(1e-9 * h));
            assertThat(values(read.cooksDistances()).get(i)).isCloseTo(d, within(1e-7 * d));
        }
    }

    @Test
    void rowsAreNamedByFileAndLine() throws IOException {
        DataSource first = file("first.csv", "x,y\n1,1\n\"2\",\"2\"\n\n3,9\n");
        DataSource second = file("second.csv", "y,x\n4,4\n5,50\n");
        Diagnostics read = of(request("y ~ x"), first, second);
        assertThat(read.leverages().get(0).source()).endsWith("second.csv");
        assertThat(lines(read.leverages())).startsWith(3L);
        assertThat(read.leverages().stream()
                        .filter(row -> row.source().endsWith("first.csv"))
                        .map(Diagnostics.Influence::line))
                .contains(2L, 3L, 5L);
    }

    @Test
    void aPerfectFitHasNeitherDistancesNorDurbinWatson() {
        String text = "x,y\n1,3\n2,5\n3,7\n4,9\n";
        Diagnostics read = of(request("y ~ x"), List.of(source(text)), List.of(source(text)));
        assertThat(read.residuals()).isEqualTo(new Diagnostics.Quantiles(0, 0, 0, 0, 0, 4));
        assertThat(read.durbinWatson()).isEmpty();
        assertThat(read.cooksDistances()).isEmpty();
        assertThat(read.leverages()).hasSize(4);
    }

    @Test
    void aRowThatAloneDecidesOnACoefficientHasNoDistance() {
        String text = "x,y,g\n1,3,a\n2,5,a\n3,8,a\n4,9,b\n";
        Diagnostics read = of(request("y ~ x + C(g)"), List.of(source(text)), List.of(source(text)));
        assertThat(read.leverages().get(0).line()).isEqualTo(5);
        assertThat(read.leverages().get(0).value()).isCloseTo(1, within(1e-12));
        assertThat(lines(read.cooksDistances())).hasSize(3).doesNotContain(5L);
    }

    @Test
    void rowsThatLackAValueAreLeftOutHereToo() {
        String text = "x,y\n1,3\n2,\n3,8\n4,9\nNA,1\n7,7\n";
        Diagnostics read = of(request("y ~ x").skippingMissing(), List.of(source(text)), List.of(source(text)));
        assertThat(read.rows()).isEqualTo(4);
        assertThat(lines(read.leverages())).containsExactlyInAnyOrder(2L, 4L, 5L, 7L);
    }

    @Test
    void dataThatChangeBetweenThePassesAreRefused() {
        String text = "x,y\n1,3\n2,4\n3,8\n";
        assertThatThrownBy(() -> of(request("y ~ x"), List.of(source(text)), List.of(source(text + "4,4\n"))))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: the data changed while they were read: 3 rows, then 4 for 'y ~ x'");
    }

    @Test
    void momentsHaveNoRows() throws IOException {
        String moments = MomentsFile.write(Texts.rows("x y", "1 3", "2 4", "3 8"));
        DataSource file = file("three.moments", moments);
        assertThatThrownBy(() -> of(request("y ~ x"), file))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("it holds moments, not rows; what a diagnosis tells needs the rows themselves");
    }

    /** Of more rows than the sample holds, quartiles are near and the ends exact, the same in every run. */
    @Test
    void manyRowsAreSampled() throws IOException {
        Random random = new Random(3);
        int n = Diagnostics.SAMPLE + 50_000;
        Path file = folder.resolve("many.csv");
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < n; i++) {
            rows.append("1,").append(random.nextInt(1_000_001)).append('\n');
        }
        Files.writeString(file, rows);
        Diagnostics read = of(request("y ~ 1"), DataSource.of(file));
        assertThat(read.residuals().sampleSize()).isEqualTo(Diagnostics.SAMPLE);
        assertThat(read.rows()).isEqualTo(n);
        assertThat(read.residuals().thirdQuartile() - read.residuals().firstQuartile())
                .isCloseTo(500_000, within(2_500.0));
        assertThat(read.residuals().maximum() - read.residuals().minimum()).isCloseTo(1_000_000, within(20.0));
        assertThat(of(request("y ~ 1"), DataSource.of(file))).isEqualTo(read);
    }
}
