package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What only a process of its own can show. */
class ProcessTest {
    @Test
    void anotherLanguageChangesNothing() {
        String[] args = {"descend", "examples/norris.csv", "y ~ x", "--learning-rate", "1e-6", "--iterations", "12345"};
        Run german = Run.process(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "de_DE.UTF-8", "LANGUAGE", "de"), args);
        assertThat(german.status()).isZero();
        assertThat(german).isEqualTo(Run.of(args));
        Map<String, String> germanJava = Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=de -Duser.country=DE");
        assertThat(Run.process(germanJava, "fit", "examples/norris.csv").out())
                .isEqualTo(Run.of("fit", "examples/norris.csv").out());
    }

    @Test
    void exitStatusReachesTheShell() {
        assertThat(Run.process(Map.of(), "fit", "examples/line.csv").status()).isZero();
        assertThat(Run.process(Map.of(), "fit", "no-such.csv").status()).isEqualTo(1);
        assertThat(Run.process(Map.of(), "fit").status()).isEqualTo(2);
    }

    @Test
    void aReaderThatHasSeenEnoughEndsTheRunSilently() throws IOException, InterruptedException {
        Process process =
                Run.start(Map.of(), "descend", "--learning-rate", "0.01", "--iterations", "1000000", "--every", "1");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("iter ");
        }
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(err.lines()).hasSize(1).allMatch(line -> line.contains("learning rate"));
    }

    @Test
    void aFullDiskIsAnErrorWithOneLine() throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leastline.cli.Main",
                "fit",
                "examples/line.csv");
        Process process = builder.redirectOutput(full.toFile()).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err).isEqualTo("leastline: cannot write the answer: No space left on device\n");
    }
}
