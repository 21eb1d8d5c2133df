package dev.leastline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.inference.Interval;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pictures are well-formed, and show the fit's own figures. */
class PicturesTest {
    private static final double[] X = {1, 2, 3, 4, 5, 7};
    private static final double[] Y = {2, 2.5, 4.5, 4, 6, 7.5};
    private static final Pattern PAIR = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");

    private final Fitted fit = Fits.line(X, Y, X.length);

    private static Element parse(String document) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(document)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(document, e);
        }
    }

    private static List<double[]> path(Picture picture, String kind) {
        NodeList paths = parse(picture.document()).getElementsByTagName("path");
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            if (path.getAttribute("class").equals(kind)) {
                Matcher pairs = PAIR.matcher(path.getAttribute("d"));
                while (pairs.find()) {
                    points.add(new double[] {Double.parseDouble(pairs.group(1)), Double.parseDouble(pairs.group(2))});
                }
            }
        }
        return points;
    }

    /** The line's ends say what a pixel is worth; by them the bands are read off the picture. */
    @Test
    void theBandsAreTheIntervalsOfTheSummary() {
        Picture picture = FitPicture.of(fit, 2000, 2000).orElseThrow();
        List<double[]> line = path(picture, "line");
        double[] first = line.get(0);
        double[] last = line.get(line.size() - 1);
        double low = fit.model().predict(1);
        double high = fit.model().predict(7);
        for (String kind : new String[] {"band", "band wide"}) {
            List<double[]> band = path(picture, kind);
            assertThat(band).hasSize(2 * line.size());
            for (int i = 0; i < line.size(); i++) {
                double x = 1 + 6 * (line.get(i)[0] - first[0]) / (last[0] - first[0]);
                Interval interval = kind.equals("band")
                        ? fit.summary().confidenceInterval(x)
                        : fit.summary().predictionInterval(x);
                double upper = low + (high - low) * (band.get(i)[1] - first[1]) / (last[1] - first[1]);
                double lower =
                        low + (high - low) * (band.get(band.size() - 1 - i)[1] - first[1]) / (last[1] - first[1]);
                assertThat(upper).isCloseTo(interval.upper().orElseThrow(), within(0.02));
                assertThat(lower).isCloseTo(interval.lower().orElseThrow(), within(0.02));
            }
        }
        assertThat(picture.caption())
                .contains("95 % confidence")
                .startsWith(fit.model().equation());
    }

    @Test
    void everyRowIsADot() {
        assertThat(path(FitPicture.of(fit, 400, 300).orElseThrow(), "dots few")).hasSize(X.length);
        for (Picture picture : ResidualPictures.of(fit, 400, 300)) {
            assertThat(path(picture, "dots few")).hasSize(X.length);
        }
    }

    @Test
    void aSampleIsSaidToBeOne() {
        Fitted sample = Fits.line(X, Y, 1_000_000);
        assertThat(FitPicture.of(sample, 400, 300).orElseThrow().caption())
                .contains("a random sample of 6 of 1,000,000 rows");
    }

    @Test
    void withoutRowsTheLineIsDrawnOverTheRangeThatTheMomentsTell() {
        Picture picture = FitPicture.of(Fits.withoutRows(fit), 400, 300).orElseThrow();
        assertThat(picture.caption()).contains("The data are moments: there are no points to draw.");
        assertThat(path(picture, "line")).isNotEmpty();
        assertThat(ResidualPictures.of(Fits.withoutRows(fit), 400, 300)).isEmpty();
    }

    @Test
    void aPerfectFitHasNoBandsAndNoResiduals() {
        Fitted perfect = Fits.line(new double[] {1, 2, 3}, new double[] {3, 5, 7}, 3);
        Picture picture = FitPicture.of(perfect, 400, 300).orElseThrow();
        assertThat(picture.caption()).isEqualTo("y = 2x + 1. Every point lies on it.");
        assertThat(path(picture, "band")).isEmpty();
        assertThat(ResidualPictures.of(perfect, 400, 300)).isEmpty();
    }

    @Test
    void namesAreText() {
        String hostile = "<script>&\"'\u0001]]>\ud800";
        Fitted odd = Fits.of(hostile, "y & <z>", X, Y, X.length);
        List<Picture> pictures = new ArrayList<>(ResidualPictures.of(odd, 400, 300));
        pictures.add(FitPicture.of(odd, 400, 300).orElseThrow());
        for (Picture picture : pictures) {
            Element svg = parse(picture.document());
            assertThat(svg.getTextContent())
                    .contains(picture.name().equals("quantiles") ? "normal quantile" : "y & <z>");
            assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void anyMagnitudesCanBeDrawn() {
        Random random = new Random(3);
        for (int n = 0; n < 300; n++) {
            double unit = Math.pow(10, random.nextInt(200) - 100);
            double offset = Math.pow(10, random.nextInt(12)) * unit;
            double yUnit = Math.pow(10, random.nextInt(200) - 100);
            double[] x = random.doubles(8).map(v -> offset + v * unit).toArray();
            double[] y = random.doubles(8).map(v -> v * yUnit).toArray();
            Fitted any = Fits.line(x, y, 8);
            Trajectory path = GradientDescent.fastest().standardized().descend(any.bowl());
            List<Picture> pictures = new ArrayList<>(ResidualPictures.of(any, 400, 300));
            FitPicture.of(any, 400, 300).ifPresent(pictures::add);
            LossPicture.of(path, 20, 400, 300).ifPresent(pictures::add);
            BowlPicture.of(path, 20, 400, 300).ifPresent(pictures::add);
            assertThat(pictures).hasSize(5);
            for (Picture picture : pictures) {
                assertThat(picture.document()).doesNotContain("NaN", "Infinity");
                parse(picture.document());
            }
        }
    }

    @Test
    void theBowlLeadsFromTheStartToTheCross() {
        Trajectory path = GradientDescent.withLearningRate(0.02).descend(fit.bowl());
        Picture picture = BowlPicture.of(path, 20_000, 400, 300).orElseThrow();
        List<double[]> line = path(picture, "line");
        List<double[]> cross = path(picture, "bottom");
        double[] end = line.get(line.size() - 1);
        assertThat(end[0]).isCloseTo((cross.get(0)[0] + cross.get(1)[0]) / 2, within(0.11));
        assertThat(end[1]).isCloseTo(cross.get(0)[1], within(0.11));
        assertThat(BowlPicture.of(
                        GradientDescent.fastest()
                                .from(path.bowl().lowestPoint().stream()
                                        .mapToDouble(f -> f.nearestDouble())
                                        .toArray())
                                .descend(Fits.line(new double[] {1, 2, 3}, new double[] {3, 5, 7}, 3)
                                        .bowl()),
                        5,
                        400,
                        300))
                .isPresent();
    }

    @Test
    void theLossOfADivergingDescentIsDrawnAsFarAsItGoes() {
        Trajectory path = GradientDescent.withLearningRate(5).descend(fit.bowl());
        Picture picture = LossPicture.of(path, 10_000, 400, 300).orElseThrow();
        assertThat(picture.caption()).contains("the descent diverges").doesNotContain("10000");
        assertThat(BowlPicture.of(path, 10_000, 400, 300).orElseThrow().document())
                .doesNotContain("NaN", "Infinity");
    }
}
