package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report as a page: nothing goes wrong, nothing leaves it, everyone can read it. */
class ReportPageTest {
    private static final Pattern LIVE = Pattern.compile("data-live=\"(\\w+)\">([^<]+)<");

    @TempDir
    static Path folder;

    private static Reader reader;

    @BeforeAll
    static void start() {
        reader = new Reader(folder);
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
    }

    private static String[] arguments(String line) {
        return line.isEmpty() ? new String[0] : line.split("\\|");
    }

    private static final String THREE = "examples/longley.csv|y ~ x1 + x2 + x3";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "examples/cars.csv|dist ~ speed",
                "examples/cars.csv|dist ~ speed + speed^2",
                "examples/cars.csv|dist ~ speed - 1",
                "examples/cars.csv|dist ~ 1",
                "examples/cars.csv|log(dist) ~ C(speed)",
                "examples/longley.csv|y ~ .",
                THREE,
                "examples/air-may.csv|ozone ~ temperature|--missing|skip|--weights|wind"
            })
    void loadsWithoutErrorsAndWithoutRequests(String line) {
        reader.open(arguments(line));
        assertThat(reader.console()).isEmpty();
        assertThat(reader.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
        assertThat(reader.number("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                        + "return ids.length - new Set(ids).size"))
                .as("names that two elements have")
                .isZero();
        assertThat(reader.ask("return [...document.querySelectorAll('svg.picture text')].filter(text => {"
                        + "const own = text.getBoundingClientRect(); const whole = text.closest('svg').getBoundingClientRect();"
                        + "return own.width > 0 && (own.left < whole.left - 1 || own.right > whole.right + 1);"
                        + "}).map(text => text.textContent).join()"))
                .as("what is cut off at the edge of a picture")
                .isEqualTo("");
        assertThat(reader.the("lab").getDomAttribute("data-state"))
                .isEqualTo(line.contains("C(speed)") ? "missing" : "ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "examples/cars.csv|dist ~ speed", THREE, "examples/cars.csv|dist ~ 1"})
    void itsTraceIsThatOfTheCommandDigitForDigit(String line) {
        reader.open(arguments(line));
        List<String> arguments = new ArrayList<>(List.of(arguments(line)));
        arguments.add(0, "descend");
        if (line.isEmpty()) {
            arguments.addAll(List.of("--learning-rate", "0.01", "--iterations", "1000", "--every", "100"));
        }
        if (line.equals(THREE)) {
            arguments.add("--standardize");
        }
        List<String> expected = new ArrayList<>();
        Run.of(arguments.toArray(String[]::new))
                .out()
                .lines()
                .filter(text -> text.startsWith("iter"))
                .forEach(expected::add);
        List<String> shown = new ArrayList<>();
        List<String> names = texts(reader.browser().findElements(By.cssSelector("#trace thead th")));
        for (WebElement row : reader.browser().findElements(By.cssSelector("#trace tbody tr"))) {
            List<String> cells = texts(row.findElements(By.cssSelector("td")));
            StringBuilder text = new StringBuilder("iter " + cells.get(0) + " |");
            for (int i = 1; i < cells.size(); i++) {
                text.append(' ').append(names.get(i)).append('=').append(cells.get(i));
            }
            shown.add(text.toString());
        }
        assertThat(shown).isNotEmpty();
        assertThat(shown)
                .isEqualTo(expected.stream()
                        .map(text -> text.replaceAll("^iter +", "iter "))
                        .toList());
    }

    private static List<String> texts(List<WebElement> elements) {
        return elements.stream()
                .map(element -> String.valueOf(element.getDomProperty("textContent")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "examples/cars.csv|dist ~ speed",
                "examples/cars.csv|dist ~ speed|--learning-rate|0.1|--iterations|20|--start|5,-3",
                "examples/longley.csv|y ~ ."
            })
    void theLabFindsTheNumbersThatThePageWasMadeWith(String line) throws IOException {
        reader.open(arguments(line));
        Map<String, String> written = new LinkedHashMap<>();
        Matcher slots = LIVE.matcher(Files.readString(reader.page()));
        while (slots.find()) {
            written.put(slots.group(1), slots.group(2));
        }
        assertThat(written).hasSizeGreaterThan(12);
        written.forEach((name, value) -> assertThat(reader.live(name)).as(name).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "examples/cars.csv|dist ~ speed", "examples/longley.csv|y ~ ."})
    void nothingIsWiderThanTheWindow(String line) {
        reader.open(arguments(line));
        for (int width : new int[] {320, 390, 768, 1600}) {
            reader.width(width);
            assertThat(reader.number("return document.documentElement.scrollWidth"))
                    .as("at %s pixels", width)
                    .isLessThanOrEqualTo(reader.number("return document.documentElement.clientWidth"));
            if (line.isEmpty()) {
                reader.screenshot("width-" + width);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNoViolations(String scheme) throws IOException {
        String axe;
        try (InputStream in = Objects.requireNonNull(ReportPageTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        reader.media("prefers-color-scheme", scheme);
        for (String line : List.of("", "examples/cars.csv|dist ~ speed", THREE)) {
            reader.open(arguments(line));
            reader.browser().executeScript(axe);
            Object violations = reader.browser()
                    .executeAsyncScript("const done = arguments[arguments.length - 1];"
                            + "axe.run(document).then(r => done(r.violations.map(v => `${v.impact} ${v.id}: `"
                            + " + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))))");
            assertThat((List<?>) violations).isEmpty();
            reader.screenshot(scheme + (line.isEmpty() ? "" : line.contains("cars") ? "-cars" : "-three"));
        }
        reader.media("prefers-color-scheme", "light");
    }

    @Test
    void theKeyboardAloneReachesEverything() {
        reader.open("examples/cars.csv", "dist ~ speed");
        reader.browser().executeScript("document.body.focus()");
        Set<String> reached = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            reader.keys(Keys.TAB);
            reached.add(
                    String.valueOf(
                            reader.ask(
                                    "const e = document.activeElement; return e.id || e.className.baseVal || e.className || e.name || ''")));
        }
        assertThat(reached)
                .contains("rate", "rate-slider", "fastest", "limit", "iterations", "iteration-slider", "play", "step")
                .contains("rewind", "start-0", "start-slider-0", "start-1", "start-slider-1", "standardized", "centred")
                .contains("zoom", "bowl", "surface", "point", "tool");
    }

    @Test
    void namesThatAreMarkupAreShownAsText() {
        String hostile = "<img src=x onerror=window.pwned=1>";
        String other = "</script><script>window.pwned=2</script>{{module}}";
        String file = Run.file(
                folder, "<script>pwned=3<b>.csv", "\"" + hostile + "\",\"" + other + "\"\n1,2\n2,5\n3,5\n4,9\n");
        reader.open(file, "`" + other + "` ~ `" + hostile + "`");
        assertThat(reader.console()).isEmpty();
        assertThat(reader.requests()).allMatch(url -> url.startsWith("file:///") || url.startsWith("data:"));
        assertThat(reader.ask("return String(window.pwned)")).isEqualTo("undefined");
        assertThat(reader.browser().findElement(By.tagName("h1")).getText()).contains(hostile, other);
        assertThat(reader.browser().findElement(By.className("source")).getText())
                .isEqualTo("<script>pwned=3<b>.csv, 4 rows");
        assertThat(reader.text("coefficients")).contains(hostile);
        assertThat(reader.browser().findElements(By.cssSelector("main img"))).isEmpty();
    }

    @Test
    void thePolicyForbidsScriptsStylesAndRequestsOfOthers() {
        reader.open();
        reader.ask("const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
                + "document.body.append(s);"
                + "const t = document.createElement('style'); t.textContent = 'h1 { color: rgb(1, 2, 3) }';"
                + "document.head.append(t);"
                + "const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i); return true");
        assertThat(reader.ask("return String(window.pwned)")).isEqualTo("undefined");
        assertThat(reader.ask("return getComputedStyle(document.querySelector('h1')).color"))
                .isNotEqualTo("rgb(1, 2, 3)");
        assertThat(reader.console()).hasSizeGreaterThanOrEqualTo(3).allMatch(text -> text.contains("Security Policy"));
    }

    @Test
    void withoutWebAssemblyAllIsThereButTheLab() {
        Object script = reader.browser()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", "delete globalThis.WebAssembly"))
                .get("identifier");
        try {
            reader.open("examples/cars.csv", "dist ~ speed");
            assertThat(reader.the("missing").getText()).startsWith("This browser cannot run the lab");
            assertThat(reader.the("playground").isDisplayed()).isFalse();
            assertThat(reader.browser().findElements(By.cssSelector("#pictures svg")))
                    .hasSize(4);
            assertThat(reader.the("explanation").getText()).contains("5.7964");
            assertThat(reader.the("instead").isDisplayed()).isTrue();
            assertThat(reader.console()).isEmpty();
        } finally {
            reader.browser()
                    .executeCdpCommand(
                            "Page.removeScriptToEvaluateOnNewDocument",
                            Map.of("identifier", Objects.requireNonNull(script)));
        }
    }

    @Test
    void severalPredictorsChooseTheirPlane() {
        reader.open(arguments(THREE));
        assertThat(reader.text("status")).contains("x1 =", "x2 =", "x3 =");
        String bottom = "return [...window.leastlinePage.plane.bottom].join()";
        Object first = reader.ask(bottom);
        WebElement choice = reader.the("plane-1");
        choice.sendKeys("x3");
        assertThat(reader.ask(bottom)).isNotEqualTo(first);
        assertThat(reader.text("start-label-1")).isEqualTo("x3");
        assertThat(reader.number("const p = window.leastlinePage; return p.plane.bottom[1] - p.problem.optimum[3]"))
                .isZero();
        assertThat(reader.browser().findElements(By.cssSelector("#line circle.point")))
                .hasSize(16);
    }

    /** Where a whole path takes longer than a redraw may, it and the trace come a moment later. */
    @Test
    void thePathAndTheTraceOfManyCoefficientsFollow() {
        reader.open("examples/longley.csv", "y ~ .", "--standardize", "--iterations", "1000", "--every", "100");
        String points = "return window.leastlinePage.run.points.length";
        double whole = reader.number(points);
        assertThat(
                        reader.number(
                                "const page = window.leastlinePage; page.change({ rate: '0.2' }); return page.run.points.length"))
                .isLessThan(whole / 2);
        reader.await(() -> reader.number(points) == whole);
        reader.type("rate", "0.1");
        String last = Run.of(
                        "descend",
                        "examples/longley.csv",
                        "y ~ .",
                        "--standardize",
                        "--learning-rate",
                        "0.1",
                        "--iterations",
                        "1000",
                        "--every",
                        "100")
                .out()
                .lines()
                .filter(text -> text.startsWith("iter  900"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*=", "");
        reader.await(() -> reader.text("trace").endsWith(last));
    }

    @Test
    void aMillionRowsWouldBeNoLarger() throws IOException {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 20_000; i++) {
            csv.append(i % 997 + 0.123456)
                    .append(',')
                    .append((i * 7919L) % 1009 / 7.0)
                    .append('\n');
        }
        reader.open(Run.file(folder, "many.csv", csv.toString()));
        assertThat(Files.size(reader.page())).isLessThan(700_000);
        assertThat(reader.browser()
                        .findElement(By.cssSelector("#pictures figcaption"))
                        .getText())
                .contains("a random sample of 2,000 of 20,000 rows");
        assertThat(reader.browser().findElements(By.cssSelector("#line circle.point")))
                .hasSize(2000);
        assertThat(reader.number("return document.querySelector('#line .points')"
                        + ".compareDocumentPosition(document.querySelector('#line .line')) & 4"))
                .as("the line is drawn after the points, which would hide it")
                .isEqualTo(4);
        byte[] once = Files.readAllBytes(reader.page());
        reader.open(folder.resolve("many.csv").toString());
        assertThat(Files.readAllBytes(reader.page())).isEqualTo(once);
        reader.open();
        assertThat(Files.size(reader.page())).isLessThan(500_000);
    }
}
