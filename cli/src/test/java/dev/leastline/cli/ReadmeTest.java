package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the README shows under a command is what the command prints. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TestFactory
    List<DynamicTest> everyCommandOfTheReadmePrintsWhatIsShown() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String command = null;
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (blocks.find()) {
            String block = blocks.group(1);
            if (block.startsWith("./leastline ")) {
                command = block.strip();
                String[] args = arguments(command);
                tests.add(DynamicTest.dynamicTest(
                        command, () -> assertThat(Run.of(args).status()).isZero()));
            } else if (command != null && !block.startsWith("mvn")) {
                String[] args = arguments(command);
                tests.add(DynamicTest.dynamicTest(
                        command + " (shown)", () -> Run.of(args).prints(block)));
                command = null;
            }
        }
        assertThat(tests).hasSizeGreaterThan(6);
        return tests;
    }

    private static String[] arguments(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.substring("./leastline ".length()));
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words.toArray(String[]::new);
    }
}
