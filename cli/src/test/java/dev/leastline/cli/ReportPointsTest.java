package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LeastSquares;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Points are moved, added and removed in a report, and everything follows that needs no distribution. */
class ReportPointsTest {
    @TempDir
    static Path folder;

    private static Reader reader;

    @BeforeAll
    static void start() {
        reader = new Reader(folder);
        reader.open("examples/cars.csv", "dist ~ speed");
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

    private static double[] data(String axis) {
        return ((List<?>) reader.ask("return window.leastlinePage.line.data." + axis))
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }

    private static double[] numbers(String script) {
        return ((List<?>) reader.ask("return [..." + script + "]"))
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }

    private static WebElement point(int index) {
        return reader.browser()
                .findElements(By.cssSelector("#line circle.point"))
                .get(index);
    }

    /** The line, its errors and the bowl are those of the points as they are. */
    private static void assertFollows() {
        Moments moments = Moments.of(data("x"), data("y"));
        Summary summary = Summary.of(moments, "y ~ x");
        assertThat(numbers("window.leastlinePage.problem.optimum"))
                .containsExactly(LeastSquares.fit(moments, "y ~ x").coefficients());
        assertThat(numbers("window.leastlinePage.errors.stdErrors"))
                .containsExactly(IntStream.range(0, 2)
                        .mapToDouble(i -> summary.stdError(i).orElseThrow())
                        .toArray());
        assertThat(reader.number("return window.leastlinePage.problem.rSquared"))
                .isEqualTo(summary.rSquared().orElseThrow());
        assertThat(numbers("window.leastlinePage.plane.bottom")[0])
                .isEqualTo(summary.model().coefficients()[1]);
        assertThat(reader.text("now-notes")).startsWith("n = " + data("x").length + ",");
        assertThat(reader.text("now")).contains(reader.live("optimum0"), reader.live("optimum1"));
    }

    @Test
    void aPointThatIsDraggedTakesTheLineAndTheBowlAlong() {
        assertThat(data("x")).hasSize(50);
        assertThat(reader.the("fit").getText()).doesNotContain("belong to the original data");
        double[] before = numbers("window.leastlinePage.problem.optimum");
        String bowl = reader.text("bowl");
        WebElement point = point(0);
        reader.press(point, 0.5, 0.5, 120, -150);
        double[] moved = {data("x")[0], data("y")[0]};
        assertThat(moved[0]).isGreaterThan(8);
        assertThat(moved[1]).isGreaterThan(40);
        assertFollows();
        assertThat(numbers("window.leastlinePage.problem.optimum")[1]).isLessThan(before[1]);
        assertThat(reader.text("bowl")).isNotEqualTo(bowl);
        assertThat(reader.the("fit").getText()).contains("belong to the original data");
        reader.screenshot("edited");

        reader.click("restore");
        assertThat(numbers("window.leastlinePage.problem.optimum")).containsExactly(before);
        assertThat(reader.the("fit").getText()).doesNotContain("belong to the original data");
        assertThat(reader.the("restore").isEnabled()).isFalse();
    }

    @Test
    void pointsAreAddedAndRemovedByClicks() {
        tool("add");
        reader.press(reader.the("line"), 0.3, 0.2, 0, 0);
        assertThat(data("x")).hasSize(51);
        assertThat(data("y")[50]).isGreaterThan(90);
        assertFollows();
        tool("remove");
        WebElement added = point(50);
        reader.press(added, 0.5, 0.5, 0, 0);
        assertThat(data("x")).hasSize(50);
        assertFollows();
        tool("move");
        reader.press(reader.the("line"), 0.3, 0.2, 0, 0);
        assertThat(data("x")).hasSize(50);
    }

    @Test
    void theKeyboardMovesAddsAndRemovesThem() {
        reader.browser().executeScript("document.querySelector('#line circle[tabindex=\"0\"]').focus()");
        assertThat(active("aria-label")).isEqualTo("point 1 of 50: speed 4, dist 2");
        reader.keys(Keys.PAGE_DOWN);
        assertThat(active("aria-label")).isEqualTo("point 2 of 50: speed 4, dist 10");
        reader.keys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_RIGHT);
        assertThat(data("y")[1]).isGreaterThan(11);
        assertThat(data("x")[1]).isGreaterThan(4);
        assertThat(active("aria-label")).startsWith("point 2 of 50");
        assertFollows();
        for (int i = 0; i < 25; i++) {
            reader.browser().switchTo().activeElement().sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_UP));
        }
        assertThat(data("y")[1])
                .as("it does not leave the picture")
                .isCloseTo(reader.number("return window.leastlinePage.line.frame.y.domain()[1]"), within(0.1));
        assertFollows();
        reader.keys(Keys.DELETE);
        assertThat(data("x")).hasSize(49);
        reader.keys(Keys.INSERT);
        assertThat(data("x")).hasSize(50);
        assertFollows();
    }

    @Test
    void whereThereIsNoLineTheLastOneStays() {
        reader.ask("const p = window.leastlinePage; p.edit([1, 2, 4], [3, 5, 6], false); return true");
        assertFollows();
        reader.ask("const p = window.leastlinePage; p.edit([1, 1], [3, 5], false); return true");
        assertThat(reader.text("status"))
                .contains("Those points would have no line, so these stay: ")
                .contains("speed");
        assertFollows();
        assertThat(data("x")).containsExactly(1, 2, 4);
    }

    @Test
    void manyRowsAndWeightsAreNotEdited() throws java.io.IOException {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 501; i++) {
            csv.append(String.format(Locale.ROOT, "%d,%d%n", i, (i * 7) % 31));
        }
        String many = Run.file(folder, "many.csv", csv.toString());
        try {
            reader.open(many);
            assertThat(reader.the("editing").isDisplayed()).isFalse();
            assertThat(reader.browser().findElements(By.cssSelector("#line circle[tabindex]")))
                    .isEmpty();
        } finally {
            reader.open("examples/cars.csv", "dist ~ speed");
        }
    }

    private static String active(String attribute) {
        return String.valueOf(reader.browser().switchTo().activeElement().getDomAttribute(attribute));
    }

    private static void tool(String name) {
        WebElement radio = reader.browser().findElement(By.cssSelector("[name=tool][value=" + name + "]"));
        reader.browser().executeScript("arguments[0].scrollIntoView({block: 'center'})", radio);
        radio.click();
    }
}
