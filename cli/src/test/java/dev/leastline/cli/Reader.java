package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.lab.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

/** Someone who has made a report and opens it in a browser. */
final class Reader implements AutoCloseable {
    /** For people to look at. */
    private static final Path SCREENSHOTS = Path.of("cli", "target", "screenshots");

    private final Path folder;
    private final ChromeDriver browser;

    Reader(Path folder) {
        this.folder = folder;
        this.browser = Chromium.start(folder.resolve("profile"));
    }

    ChromeDriver browser() {
        return browser;
    }

    /** Makes a report and opens it. */
    void open(String... arguments) {
        String[] command = Arrays.copyOf(arguments, arguments.length + 3);
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[0] = "report";
        command[arguments.length + 1] = "-o";
        command[arguments.length + 2] = folder.resolve("report.html").toString();
        Run run = Run.of(command);
        assertThat(run.status()).as(run.err()).isZero();
        openAgain();
    }

    Path page() {
        return folder.resolve("report.html");
    }

    void openAgain() {
        width(1280);
        forgetLogs();
        browser.get(page().toUri().toString());
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
        browser.findElement(By.cssSelector("#lab:not([data-state=waiting])"));
        browser.manage().timeouts().implicitlyWait(Duration.ZERO);
    }

    private void forgetLogs() {
        console();
        requests();
    }

    List<String> console() {
        return browser.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses of all requests since the last call. */
    List<String> requests() {
        return browser.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*?\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1"))
                .toList();
    }

    void width(int pixels) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    void media(String feature, String value) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    Object ask(String script, Object... arguments) {
        return Objects.requireNonNull(browser.executeScript(script, arguments), script);
    }

    double number(String script, Object... arguments) {
        return ((Number) ask(script, arguments)).doubleValue();
    }

    WebElement the(String id) {
        return browser.findElement(By.id(id));
    }

    String text(String id) {
        return String.valueOf(the(id).getDomProperty("textContent"));
    }

    String live(String name) {
        return String.valueOf(browser.findElement(By.cssSelector("#explanation [data-live=" + name + "]"))
                .getDomProperty("textContent"));
    }

    /** Waits until something holds. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for twenty seconds").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Writes into a field and leaves it with the enter key. */
    void type(String id, String text) {
        the(id).sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.ENTER);
    }

    void click(String id) {
        WebElement element = the(id);
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Presses the mouse somewhere on an element, as shares of its width and height, and maybe moves before letting go. */
    void press(WebElement element, double x, double y, int byX, int byY) {
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        int width = element.getSize().getWidth();
        int height = element.getSize().getHeight();
        Actions actions = new Actions(browser)
                .moveToElement(element, (int) ((x - 0.5) * width), (int) ((y - 0.5) * height))
                .clickAndHold();
        if (byX != 0 || byY != 0) {
            actions = actions.moveByOffset(byX / 2, byY / 2).moveByOffset(byX - byX / 2, byY - byY / 2);
        }
        actions.release().perform();
    }

    void keys(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    /** The coefficients and the loss that are shown, by the page's own state. */
    List<Double> shown() {
        Object point = ask("const page = window.leastlinePage; const p = page.run.at(page.k);"
                + "return [...p.coefficients, p.loss, page.k]");
        return ((List<?>) point)
                .stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    void screenshot(String name) {
        Map<String, Object> answer = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip()));
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> clip() {
        double height = number("return document.documentElement.scrollHeight");
        double width = number("return document.documentElement.clientWidth");
        return Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    }

    @Override
    public void close() {
        browser.quit();
    }
}
