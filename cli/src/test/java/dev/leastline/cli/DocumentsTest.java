package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document names nothing that is not there. */
class DocumentsTest {
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS = Pattern.compile("(?<![-\\w])[A-Z][a-z]+[A-Za-z]*\\b");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final List<String> JDK = List.of("java.lang.", "java.math.", "java.util.");

    @ParameterizedTest
    @MethodSource("documents")
    void everyClassNamedInCodeExists(String document) throws IOException {
        Set<String> known = classes();
        Set<String> missing = new TreeSet<>();
        Matcher codes = CODE.matcher(Files.readString(Path.of(document)));
        while (codes.find()) {
            Matcher names = CLASS.matcher(codes.group(1));
            while (names.find()) {
                if (!known.contains(names.group())
                        && !inJdk(names.group())
                        && codes.group(1).indexOf(' ') < 0) {
                    missing.add(names.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documentsForUsers")
    void everyOptionExists(String document) throws IOException {
        StringBuilder help = new StringBuilder(Run.of("--help").out());
        for (String verb : List.of("fit", "descend", "moments", "predict", "report")) {
            help.append(Run.of(verb, "--help").out());
        }
        Matcher options = OPTION.matcher(Files.readString(Path.of(document)));
        while (options.find()) {
            assertThat(help).contains(options.group());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFileLinkedExists(String document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(Path.of(document)));
        while (links.find()) {
            if (!links.group(1).startsWith("https:")) {
                assertThat(Path.of(document).resolveSibling(links.group(1))).exists();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md"})
    void staysShort(String document) throws IOException {
        assertThat(Files.readAllLines(Path.of(document))).hasSizeLessThanOrEqualTo(80);
    }

    static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>(documentsForUsers());
        documents.addAll(List.of("ARCHITECTURE.md", "CONTRIBUTING.md"));
        return documents;
    }

    static List<String> documentsForUsers() throws IOException {
        List<String> documents = new ArrayList<>(List.of("README.md", "CHANGELOG.md", "examples/README.md"));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.map(Path::toString).filter(name -> name.endsWith(".md")).forEach(documents::add);
        }
        assertThat(documents).hasSizeGreaterThan(3);
        return documents;
    }

    private static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
        }
        return names;
    }

    private static boolean inJdk(String name) {
        return JDK.stream()
                .anyMatch(prefix -> ClassLoader.getSystemResource(prefix.replace('.', '/') + name + ".class") != null);
    }
}
