package dev.leastline.cli;

import dev.leastline.data.DataRequest;
import dev.leastline.data.DataSource;
import dev.leastline.data.FormulaMoments;
import dev.leastline.data.WholeFile;
import dev.leastline.descent.TraceText;
import dev.leastline.descent.Trajectory;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.inference.Summary;
import dev.leastline.regression.MeanSquaredError;
import dev.leastline.report.Descent;
import dev.leastline.report.ReportPage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline report}: a page with the table, the pictures, and the lab of gradient descent. */
final class ReportCommand {
    private static final int MOST_NAMES = 3;
    private static final int FEW_STEPS = 20;
    private static final BigDecimal SLOWER = new BigDecimal("0.1");

    private final ParseResult parsed;
    private final Console console;
    private final DescendArguments arguments;

    ReportCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
        this.arguments = DescendArguments.of(parsed);
    }

    static CommandSpec spec() {
        CommandSpec spec = Main.command("report");
        spec.usageMessage()
                .description(
                        "Makes one HTML file of a fit: the table, pictures, and a lab in which gradient descent can be seen and"
                                + " played with, its learning rate a slider. It opens from disk in any browser and asks for"
                                + " nothing over a network. Without a FILE it is about five points of the line y = 2x + 1.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline report -o report.html",
                        "  leastline report examples/cars.csv 'dist ~ speed' -o cars.html",
                        "  leastline report examples/longley.csv 'y ~ .' --standardize -o longley.html");
        DataArguments.addTo(spec);
        DescendArguments.addTo(spec);
        spec.addOption(DataArguments.option("--confidence", "LEVEL")
                .description("The confidence of the intervals and bands (default: 0.95).")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Write the page to this file (default: standard output).")
                .build());
        spec.addOption(Main.helpOption());
        return spec;
    }

    int run() {
        double confidence = FitCommand.confidence(parsed);
        if (parsed.hasMatchedOption("--output")
                && parsed.matchedOptionValue("--output", "").isBlank()) {
            throw new UsageException("-o names the file to write, such as report.html; it is empty");
        }
        DataArguments given = DataArguments.of(parsed, console);
        DataArguments.refuseOverwriting(parsed, given.sources());
        Drawing drawing = drawing(given);
        FormulaMoments data = drawing.data();
        DataArguments.saySkipped(console, data.skipped());
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula());
        Summary summary = Summary.of(bowl).withConfidence(confidence);
        Descent descent = descent(bowl, given.sources().isEmpty());
        write(ReportPage.html(
                drawing.fitted(bowl, summary),
                descent,
                source(given.sources(), bowl.moments().rows()),
                notes(given.request(), data),
                Main.version()));
        return Main.DONE;
    }

    private Drawing drawing(DataArguments data) {
        if (!data.sources().isEmpty()) {
            return Drawing.read(data.sources(), data.format(), data.request());
        }
        if (data.request().weights().isPresent()) {
            throw new UsageException("--weights needs a FILE that has such a column");
        }
        return Drawing.article(data.request().formula());
    }

    /**
     * The article's settings for the article's data; and where plain descent is hopeless, that on standardised columns; unless
     * others are asked for.
     */
    private Descent descent(MeanSquaredError bowl, boolean article) {
        Formula formula = bowl.formula();
        if (article && arguments.learningRate() == null && !arguments.standardize()) {
            Trajectory path = arguments
                    .withLearningRate(Article.LEARNING_RATE)
                    .descent(formula)
                    .descend(bowl);
            return descent(path, arguments.iterations().orElse(Article.ITERATIONS), false);
        }
        Trajectory path = arguments.descent(formula).descend(bowl);
        if (!arguments.standardize()
                && arguments.learningRate() == null
                && arguments.iterations().isEmpty()
                && !arguments.reachesGoal(path)) {
            Trajectory standardized = watchable(bowl);
            console.say("plain descent would take more than a million iterations, so the lab begins with standardised"
                    + " columns, at the learning rate "
                    + NumberText.brief(standardized.learningRate().doubleValue()));
            return descent(standardized, arguments.iterationsOf(standardized), true);
        }
        return descent(path, arguments.iterationsOf(path), arguments.standardize());
    }

    /** On standardised columns; where the fastest rate is there in a few steps, with one at which there is more to see. */
    private Trajectory watchable(MeanSquaredError bowl) {
        Formula formula = bowl.formula();
        Trajectory fastest = arguments.descent(formula).standardized().descend(bowl);
        return arguments.iterationsOf(fastest) >= FEW_STEPS || fastest.fastest() < SLOWER.doubleValue()
                ? fastest
                : arguments
                        .withLearningRate(SLOWER)
                        .descent(formula)
                        .standardized()
                        .descend(bowl);
    }

    private Descent descent(Trajectory path, long iterations, boolean standardized) {
        return new Descent(
                path, iterations, arguments.every().orElse(TraceText.everyForTenLines(iterations)), standardized);
    }

    private static String source(List<DataSource> sources, long rows) {
        String names = sources.stream()
                .limit(MOST_NAMES)
                .map(source -> name(source.name()))
                .collect(Collectors.joining(", "));
        String more = sources.size() > MOST_NAMES ? " and " + (sources.size() - MOST_NAMES) + " more files" : "";
        String from = sources.isEmpty() ? "Five points of the line y = 2x + 1" : names + more;
        return from + String.format(Locale.ROOT, rows == 1 ? ", %,d row" : ", %,d rows", rows);
    }

    /** Without its folders, which are nobody's business in a page that is handed on. */
    private static String name(String source) {
        Path name = source.equals(DataSource.STANDARD_INPUT)
                ? null
                : DataArguments.path(source).getFileName();
        return name == null ? source : name.toString();
    }

    private static String notes(DataRequest request, FormulaMoments data) {
        String weights =
                request.weights().map(column -> "Weighted by " + column + ". ").orElse("");
        String skipped = data.skipped() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        data.skipped() == 1
                                ? "%,d row lacks a value and is left out."
                                : "%,d rows lack a value and are left out.",
                        data.skipped());
        return (weights + skipped).strip();
    }

    private void write(String page) {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        if (!parsed.hasMatchedOption("--output")) {
            console.print(page.stripTrailing());
            return;
        }
        String file = parsed.matchedOptionValue("--output", "");
        Interruption.await();
        try {
            WholeFile.write(DataArguments.path(file), out -> out.write(bytes));
        } catch (IOException e) {
            throw FailedException.writing(file, e);
        }
        console.say("wrote " + file + ", " + Math.ceilDiv(bytes.length, 1000) + " kB; open it in a browser");
    }
}
