package dev.leastline.cli;

import dev.leastline.data.WholeFile;
import dev.leastline.descent.Trajectory;
import dev.leastline.report.BowlPicture;
import dev.leastline.report.FitPicture;
import dev.leastline.report.Fitted;
import dev.leastline.report.Picture;
import dev.leastline.report.TerminalPlot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code --plot}, alone or with the name of an SVG file. A word behind it that does not end in .svg is not taken for its
 * value, or {@code --plot data.csv} would write over the data.
 */
final class PlotOption {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;
    private static final List<String> OTHER_PICTURES =
            List.of(".png", ".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".eps");

    private PlotOption() {}

    static OptionSpec spec(String description) {
        return OptionSpec.builder("--plot")
                .type(String.class)
                .arity("1")
                .paramLabel("[FILE.svg]")
                .hideParamSyntax(true)
                .preprocessor(new SvgName())
                .description(description)
                .build();
    }

    /** Puts an empty name before whatever else comes. */
    private static final class SvgName implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's signature
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            String next = words.isEmpty() ? "" : words.peek().toLowerCase(Locale.ROOT);
            if (OTHER_PICTURES.stream().anyMatch(next::endsWith)) {
                throw new UsageException("--plot draws SVG; name a file that ends in .svg, not '" + words.peek() + "'");
            }
            if (!next.endsWith(".svg")) {
                words.push("");
            }
            return false;
        }
    }

    static boolean isGiven(ParseResult parsed) {
        return parsed.hasMatchedOption("--plot");
    }

    /** The file to draw to; empty for the terminal. */
    static String file(ParseResult parsed) {
        return Objects.requireNonNullElse(parsed.matchedOptionValue("--plot", ""), "");
    }

    static void draw(ParseResult parsed, Fitted fit, Console console) {
        String file = file(parsed);
        if (file.isEmpty()) {
            console.print("");
            TerminalPlot.lines(fit, isUnicode()).forEach(console::print);
            return;
        }
        write(
                file,
                FitPicture.of(fit, WIDTH, HEIGHT)
                        .orElseThrow(() -> new FailedException("--plot: there is nothing to draw: the data are moments,"
                                + " without rows, and not of a line over one column")));
    }

    static void drawBowl(ParseResult parsed, Trajectory path, long iterations) {
        write(
                file(parsed),
                BowlPicture.of(path, iterations, WIDTH, HEIGHT)
                        .orElseThrow(
                                () -> new FailedException(
                                        "--plot: there is no bowl to draw: it takes two coefficients,"
                                                + " a start that is not the lowest point, and losses within the range of doubles")));
    }

    private static void write(String file, Picture picture) {
        byte[] document = picture.document().getBytes(StandardCharsets.UTF_8);
        Interruption.await();
        try {
            WholeFile.write(DataArguments.path(file), out -> out.write(document));
        } catch (IOException e) {
            throw FailedException.writing(file, e);
        }
    }

    /** Whether the reader's locale has more than ASCII; the launcher passes it on, because it sets another one. */
    private static boolean isUnicode() {
        @Nullable
        String locale = Stream.of("LEASTLINE_LOCALE", "LC_ALL", "LC_CTYPE", "LANG")
                .map(System::getenv)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse("");
        String name = String.valueOf(locale).toUpperCase(Locale.ROOT);
        return name.contains("UTF-8") || name.contains("UTF8");
    }
}
