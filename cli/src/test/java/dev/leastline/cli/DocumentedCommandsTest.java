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
 * one that the commands of a document write; here they go to a folder of the test. The pictures shown are those that the
 * commands make.
 */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern WRITTEN = Pattern.compile("[\\w-]+\\.(csv|html|json|moments|svg)");
    private static final Pattern PICTURE = Pattern.compile("\\(pictures/([\\w-]+\\.svg)\\)");
    private static final String COMMAND = "./leastline ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.leastline.cli.DocumentsTest#documents")
    void everyCommandPrintsWhatIsShown(String document) throws IOException {
        Run last = null;
        for (String block : blocks(document)) {
            if (block.startsWith(COMMAND)) {
                for (String line : block.replace("\\\n", " ").split("\n")) {
                    String[] command = line.split("  # exit status ", 2);
                    last = Run.of(arguments(command[0]));
                    assertThat(last.status())
                            .as(line + "\n" + last.err())
                            .isEqualTo(command.length == 1 ? 0 : Integer.parseInt(command[1]));
                }
            } else if (last != null && !block.startsWith("mvn")) {
                assertThat(last.out().replace(folder + "/", "")).isEqualTo(block);
                last = null;
            }
        }
        Matcher pictures = PICTURE.matcher(Files.readString(Path.of(document)));
        while (pictures.find()) {
            String name = pictures.group(1);
            assertThat(folder.resolve(name)).as("commands make the picture").exists();
            assertThat(Path.of(document).resolveSibling("pictures").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve(name));
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
