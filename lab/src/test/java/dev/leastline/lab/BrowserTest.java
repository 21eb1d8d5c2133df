package dev.leastline.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** The core in Chromium and on the JVM, one thousand times: the same bits. */
class BrowserTest {
    private static final int SAMPLES = 1000;

    @TempDir
    private Path folder;

    @Test
    void theBrowserFindsTheBitsOfTheJvm() throws IOException {
        WebDriver browser = Chromium.start(folder.resolve("profile"));
        try {
            Sample[] samples = LongStream.range(0, SAMPLES).mapToObj(Sample::of).toArray(Sample[]::new);
            String[] answers = answers(browser, samples);
            assertThat(answers).hasSize(samples.length + 1);
            System.out.println("200 points in a browser, best and first of ten, ms: " + answers[0]);
            for (int i = 0; i < samples.length; i++) {
                assertThat(answers[i + 1])
                        .as("sample %s: %s", i, samples[i].json())
                        .isEqualTo(answer(samples[i]));
            }
            assertThat(answers).anyMatch(answer -> answer.contains("in every row"));
            assertThat(answers).contains("the learning rate '-0.1ü' is no number");
            assertThat(Stream.of(answers)
                            .filter(answer -> answer.contains(" is ") || answer.contains("in every row"))
                            .count())
                    .isLessThan(SAMPLES / 10);
        } finally {
            browser.quit();
        }
    }

    private String[] answers(WebDriver browser, Sample[] samples) throws IOException {
        String data = Stream.of(samples).map(Sample::json).collect(Collectors.joining(",\n", "[", "]"));
        Path page = Page.write(folder, data, resource("figures.js"));
        browser.get(page.toUri().toString());
        browser.manage().timeouts().implicitlyWait(Duration.ofMinutes(2));
        String result = browser.findElement(By.id("result")).getDomProperty("textContent");
        assertThat(browser.getTitle()).as(result).isEqualTo("done");
        return Objects.requireNonNull(result).split("\n");
    }

    private static String answer(Sample sample) {
        try {
            return Arrays.stream(sample.figures())
                    .mapToObj(figure -> Long.toHexString(Double.doubleToLongBits(figure)))
                    .collect(Collectors.joining(" ", "", " " + sample.texts()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BrowserTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
