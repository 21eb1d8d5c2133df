package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.moments.Moments;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What every control of the descent does, in a browser, on the article's data; by its numbers. */
class ReportLabTest {
    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] Y = {3, 5, 7, 9, 11};

    @TempDir
    static Path folder;

    private static Reader reader;

    @BeforeAll
    static void start() {
        reader = new Reader(folder);
        reader.open();
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
    }

    @BeforeEach
    void again() {
        reader.openAgain();
    }

    /** What is shown are the very doubles of the core on the Java virtual machine. */
    private static void assertShown(String rate, long k, double... start) {
        assertShown(GradientDescent.withLearningRate(new BigDecimal(rate)).from(start), k);
    }

    private static void assertShown(GradientDescent descent, long k) {
        Trajectory.Point point = descent.descend(Moments.of(X, Y), "y ~ x").at(k);
        assertThat(reader.shown())
                .containsExactly(point.coefficients()[0], point.coefficients()[1], point.loss(), (double) k);
    }

    @Test
    void beginsWithTheArticlesSettings() {
        assertShown("0.01", 1000, 0, 0);
        assertThat(reader.the("rate").getDomProperty("value")).isEqualTo("0.01");
        assertThat(reader.text("status"))
                .isEqualTo(
                        "Iteration 1000: w = 2.0039, b = 0.98599, loss 3.5727e-5. At this rate 2,971 iterations bring"
                                + " the loss above its minimum down to 10⁻¹² of its start.");
        assertThat(reader.live("steps0")).isEqualTo("0 → 0.5 → 0.8816 → 1.1728 → 1.3950");
        reader.screenshot("article");
    }

    @Test
    void theLearningRateIsTypedOrMoved() {
        reader.type("rate", "0.02");
        assertShown("0.02", 1000, 0, 0);
        assertThat(reader.live("rate")).isEqualTo("0.02");
        reader.type("rate", "nonsense");
        assertThat(reader.the("rate").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertShown("0.02", 1000, 0, 0);
        reader.type("rate", "0,03");
        assertThat(reader.the("rate").getDomAttribute("aria-invalid")).isEqualTo("false");
        assertShown("0.03", 1000, 0, 0);

        reader.the("rate-slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        String moved = String.valueOf(reader.the("rate").getDomProperty("value"));
        assertThat(Double.parseDouble(moved)).isGreaterThan(0.03).isLessThan(0.032);
        assertShown(moved, 1000, 0, 0);
    }

    @Test
    void whatIsNoNumberIsSaidAndChangesNothing() {
        String before = reader.text("status");
        reader.type("iterations", "1.5");
        assertThat(reader.text("status"))
                .isEqualTo(before + " Iterations are a whole number from 0 to 9007199254740991.");
        assertShown("0.01", 1000, 0, 0);
        reader.type("iterations", "2,971");
        assertShown("0.01", 2971, 0, 0);
        reader.type("start-0", "1e300");
        assertThat(reader.text("refused"))
                .isEqualTo(" From there the loss is beyond the range of doubles; the start stays.");
        assertShown("0.01", 2971, 0, 0);
        assertThat(reader.the("start-0").getDomProperty("value")).isEqualTo("0");
        reader.type("start-0", "1");
        assertThat(reader.number("return document.querySelectorAll('#refused').length"))
                .isZero();
        assertShown("0.01", 2971, 0, 1);
    }

    @Test
    void aDetourOverARateTooLargeComesBackToTheIterationShown() {
        reader.type("rate", "0.2");
        assertThat(reader.shown().get(3)).isLessThan(1000);
        reader.type("rate", "0.01");
        assertShown("0.01", 1000, 0, 0);
    }

    @Test
    void theLossOfALongDivergenceHasAxesThatCanBeRead() {
        reader.type("rate", "0.15");
        assertThat(reader.number("return [...document.querySelectorAll('#loss .tick text')]"
                        + ".filter(text => text.textContent.includes('e')).length"))
                .isBetween(3.0, 12.0);
        double top = reader.number("return document.querySelector('#loss .path:not(.rest)').getBBox().height");
        assertThat(top).isGreaterThan(80);
        reader.screenshot("far");
    }

    @Test
    void theMarksStandWhereTheSliderHasTheirRates() {
        for (String mark : List.of("fastest", "limit")) {
            reader.click(mark);
            double share = reader.number("return document.getElementById('rate-slider').value / 1000");
            double left = Double.parseDouble(String.valueOf(
                    reader.ask("return document.getElementById('" + mark + "-mark').style.left.slice(0, -1)")));
            assertThat(left / 100).isCloseTo(share, within(0.001));
        }
    }

    @Test
    void fastestAndLimitAreAClickAway() {
        reader.click("fastest");
        assertThat(reader.the("rate").getDomProperty("value")).isEqualTo("0.08333333333333333");
        assertShown("0.08333333333333333", 1000, 0, 0);
        assertThat(reader.text("status")).contains("484 iterations");
        reader.click("limit");
        assertThat(reader.text("status")).contains("The descent diverges", "not below the limit 0.084524");
    }

    @Test
    void aRateTooLargeIsSaidToDiverge() {
        reader.type("rate", "0.1");
        assertThat(reader.text("verdict"))
                .startsWith("The descent diverges: the learning rate 0.1 is not below the limit 0.084524.");
        assertThat(reader.live("verdict")).isEqualTo("is not stable: the path climbs out of the bowl");
        assertThat(reader.shown().get(2)).isGreaterThan(1e100);
        reader.type("rate", "0.086");
        reader.type("iterations", "40");
        assertShown("0.086", 40, 0, 0);
        assertThat(reader.shown().get(2)).isGreaterThan(57);
        reader.screenshot("diverging");
        reader.type("rate", "0.01");
        assertThat(reader.text("status")).doesNotContain("diverges");
    }

    @Test
    void beyondAllDoublesItStopsAtTheLastNumber() {
        reader.type("rate", "10");
        List<Double> shown = reader.shown();
        assertThat(shown).allMatch(Double::isFinite);
        assertThat(reader.text("verdict"))
                .contains("After iteration " + shown.get(3).longValue() + " the numbers grow");
        assertThat(List.of(reader.live("end0"), reader.live("lossEnd"))).containsExactly("−∞", "∞");
    }

    @Test
    void aStepOutOfThePictureIsSeenOnTheSurface() {
        String red = "const c = window.leastlinePage.surface.canvas; const d = c.getContext('2d')"
                + ".getImageData(0, 0, c.width, c.height / 8).data; let n = 0;"
                + "for (let i = 0; i < d.length; i += 4) { n += d[i] > 150 && d[i + 1] < 100 && d[i + 3] > 200; } return n";
        assertThat(reader.number(red)).isZero();
        reader.type("rate", "0.5");
        assertThat(reader.number(red)).isGreaterThan(20);
    }

    @Test
    void aPathThatGoesToAndFroIsDrawnFine() {
        String fine = "return document.querySelectorAll('#bowl .path.fine').length";
        assertThat(reader.number(fine)).isZero();
        reader.click("fastest");
        assertThat(reader.number(fine)).isEqualTo(2);
        reader.type("rate", "0.01");
        assertThat(reader.number(fine)).isZero();
    }

    @Test
    void howFarItIsIsSaidInAFewDigits() {
        reader.type("rate", "1e-30");
        assertThat(reader.text("verdict"))
                .isEqualTo("At this rate about 2.97e31 iterations bring the loss above its minimum down to 10⁻¹² of its"
                        + " start.");
        reader.type("rate", "0.01");
        reader.type("start-0", "2");
        reader.type("start-1", "1");
        assertThat(reader.text("verdict")).isEqualTo("It begins at the lowest point.");
        assertThat(reader.the("loss").isDisplayed()).isFalse();
        reader.type("start-1", "0");
        assertThat(reader.the("loss").isDisplayed()).isTrue();
    }

    @Test
    void anyNumberOfIterationsCanBeAskedFor() {
        reader.type("iterations", "1000000000000");
        assertShown("0.01", 1_000_000_000_000L, 0, 0);
        reader.type("iterations", "1.5");
        assertThat(reader.the("iterations").getDomAttribute("aria-invalid")).isEqualTo("true");
        reader.type("iterations", "0");
        assertShown("0.01", 0, 0, 0);
        reader.type("iterations", "50");
        reader.the("iteration-slider").sendKeys(Keys.HOME);
        assertShown("0.01", 0, 0, 0);
        reader.the("iteration-slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertShown("0.01", 3, 0, 0);
        assertThat(reader.the("iteration-slider").getDomAttribute("aria-valuetext"))
                .isEqualTo("iteration 3");
        assertThat(reader.text("line-caption")).startsWith("y = 1.1728x + 0.32936 at iteration 3;");
        reader.screenshot("mid-descent");
    }

    @Test
    void aStepIsOneIteration() {
        reader.click("rewind");
        assertShown("0.01", 0, 0, 0);
        reader.click("step");
        reader.click("step");
        assertShown("0.01", 2, 0, 0);
        reader.type("iterations", "10");
        reader.click("step");
        assertShown("0.01", 11, 0, 0);
    }

    @Test
    void playRunsToTheEndAndCanBeStopped() throws InterruptedException {
        reader.type("iterations", "60");
        reader.click("play");
        assertThat(reader.text("play")).isEqualTo("Pause");
        reader.await(() -> reader.shown().get(3) >= 5);
        reader.click("play");
        assertThat(reader.text("play")).isEqualTo("Play");
        double stopped = reader.shown().get(3);
        Thread.sleep(300);
        assertThat(reader.shown().get(3)).isEqualTo(stopped).isLessThan(60);
        assertShown("0.01", (long) stopped, 0, 0);
        reader.click("play");
        reader.await(() -> reader.text("play").equals("Play"));
        assertShown("0.01", 60, 0, 0);
    }

    @Test
    void withReducedMotionPlayGoesInAFewStills() {
        reader.media("prefers-reduced-motion", "reduce");
        reader.ask("window.frames_ = []; const page = window.leastlinePage; const show = page.show.bind(page);"
                + "page.show = k => { window.frames_.push(k); show(k); }; return true");
        reader.browser().executeScript("leastlinePage.constructor.STILL_FRAME = 20");
        reader.click("play");
        reader.await(() -> reader.text("play").equals("Play"));
        assertThat(reader.number("return window.frames_.length")).isBetween(8.0, 13.0);
        assertThat(reader.ask("return window.frames_.slice(0, 6).join()")).isEqualTo("0,1,2,4,8,16");
        assertShown("0.01", 1000, 0, 0);
        reader.media("prefers-reduced-motion", "no-preference");
    }

    @Test
    void theStartIsTypedMovedOrClicked() {
        reader.type("start-0", "3.5");
        assertShown("0.01", 1000, 0, 3.5);
        reader.type("start-1", "-4");
        assertShown("0.01", 1000, -4, 3.5);
        reader.the("start-slider-0").sendKeys(Keys.END);
        double w = reader.number("return window.leastlinePage.state.start[1]");
        assertThat(w).isGreaterThan(6);
        assertShown("0.01", 1000, -4, w);

        reader.press(reader.the("bowl"), 0.8, 0.2, 0, 0);
        double[] clicked = {
            reader.number("return window.leastlinePage.state.start[0]"),
            reader.number("return window.leastlinePage.state.start[1]")
        };
        assertThat(clicked[0]).isGreaterThan(5);
        assertThat(clicked[1]).isGreaterThan(3);
        assertShown("0.01", 1000, clicked);
        double x = reader.number("const b = window.leastlinePage.bowl; return b.frame.x(b.start[0]) / b.frame.width");
        assertThat(x).isCloseTo(0.8, within(0.01));

        reader.the("bowl").sendKeys(Keys.ARROW_LEFT);
        double after = reader.number("return window.leastlinePage.state.start[1]");
        assertThat(after).isLessThan(clicked[1]);
        assertThat(reader.live("start0")).isNotEqualTo("0");
    }

    @Test
    void onStandardisedColumnsTheBowlIsRound() {
        reader.click("standardized");
        assertThat(reader.the("rate").getDomProperty("value")).isEqualTo("0.5");
        reader.type("iterations", "1");
        assertShown(GradientDescent.withLearningRate(0.5).standardized(), 1);
        assertThat(reader.shown()).containsExactly(1.0, 2.0, 0.0, 1.0);
        assertThat(reader.text("explanation")).contains("columns are standardised first");
        reader.click("standardized");
        assertShown(
                GradientDescent.withLearningRate(
                        new BigDecimal(String.valueOf(reader.the("rate").getDomProperty("value")))),
                1);
    }

    @Test
    void theBowlCanBeDrawnOverTheHeightAtTheMeanAndNearer() {
        String ellipse = "const p = window.leastlinePage.plane; return p.u[0] * p.u[1] + p.v[0] * p.v[1]";
        assertThat(reader.number(ellipse)).isLessThan(-1);
        reader.click("centred");
        assertThat(reader.number(ellipse)).isCloseTo(0, within(1e-12));
        assertThat(reader.text("bowl")).contains("height at the mean");
        assertThat(reader.number("return window.leastlinePage.plane.bottom[1]")).isEqualTo(7);
        double before = reader.number("return window.leastlinePage.bowl.half[0]");
        reader.the("zoom").sendKeys(Keys.END);
        assertThat(reader.number("return window.leastlinePage.bowl.half[0]")).isCloseTo(before / 1000, within(1e-9));
    }

    @Test
    void theSurfaceTurnsByMouseAndKeys() {
        String yaw = "return window.leastlinePage.surface.yaw";
        String picture = "return window.leastlinePage.surface.canvas.toDataURL()";
        double before = reader.number(yaw);
        Object drawn = reader.ask(picture);
        reader.press(reader.the("surface"), 0.5, 0.5, 60, 0);
        double dragged = reader.number(yaw);
        assertThat(dragged).isGreaterThan(before + 0.3);
        assertThat(reader.ask(picture)).isNotEqualTo(drawn);
        reader.the("surface").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_UP);
        assertThat(reader.number(yaw)).isCloseTo(dragged - 0.12, within(1e-9));
    }
}
