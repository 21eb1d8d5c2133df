package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the documents run in their order, and print what is shown below them. A file named without a folder is
 * one that the commands of a document write; here they go to a folder of the test.
 */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern WRITTEN = Pattern.compile("[\\w-]+\\.(csv|html|json|moments|svg)");
    private static final String COMMAND = "./leastline ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.leastline.cli.DocumentsTest#documents")
    void everyCommandPrintsWhatIsShown(String document) throws IOException {
        Run last = null;
        for (String block : blocks(document)) {
            if (block.startsWith(COMMAND)) {
                for (String command : block.replace("\\\n", " ").split("\n")) {
                    last = Run.of(arguments(command));
                    assertThat(last.status()).as(command + "\n" + last.err()).isZero();
                }
            } else if (last != null && !block.startsWith("mvn")) {
                assertThat(last.out().replace(folder + "/", "")).isEqualTo(block);
                last = null;
            }
        }
    }

    @Test
    void theReadmeShowsWhatItsCommandsPrint() throws IOException {
        assertThat(blocks("README.md")).hasSizeGreaterThan(12);
    }

    private static List<String> blocks(String document) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of(document)));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private String[] arguments(String command) {
        assertThat(command).startsWith(COMMAND);
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.substring(COMMAND.length()));
        while (matcher.find()) {
            String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(WRITTEN.matcher(word).matches() ? folder.resolve(word).toString() : word);
        }
        return words.toArray(String[]::new);
    }
}
