package dev.leastline.cli;

import dev.leastline.data.DataRequest;
import dev.leastline.data.DataSource;
import dev.leastline.data.Diagnostics;
import dev.leastline.data.FormulaMoments;
import dev.leastline.data.GroupedMoments;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.inference.Summary;
import dev.leastline.inference.SummaryText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline fit}: the exact least-squares fit of a formula to files. */
final class FitCommand {
    /** As statisticians' rule of thumb has it. */
    private static final double NEARLY_COLLINEAR = 10;

    private final ParseResult parsed;
    private final Console console;

    FitCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
    }

    static CommandSpec spec() {
        CommandSpec spec = Main.command("fit");
        spec.usageMessage()
                .description(
                        "Fits a linear model by least squares, in one pass over the data and exactly: a decimal in a file is that"
                                + " decimal, and every figure is the double nearest to the true value.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline fit examples/line.csv 'y ~ x'",
                        "  leastline fit jan.csv feb.csv.gz 'log(price) ~ area + area^2 + C(region)'",
                        "  leastline fit sales.csv 'price ~ area' --by region,year",
                        "  leastline fit examples/longley.csv 'y ~ .' --json",
                        "  leastline fit examples/cars.csv 'dist ~ speed' --plot fit.svg",
                        "  cut -f 2,5 big.tsv | leastline fit -");
        DataArguments.addTo(spec);
        spec.addOption(DataArguments.ridgeOption());
        spec.addOption(DataArguments.option("--by", "COLUMN[,COLUMN]")
                .description(
                        "A fit for each group of rows that have the same texts in these columns, in the same pass.")
                .build());
        spec.addOption(DataArguments.option("--confidence", "LEVEL")
                .description("The confidence of the intervals (default: 0.95).")
                .build());
        spec.addOption(OptionSpec.builder("--vif")
                .type(boolean.class)
                .description("Print each term's variance inflation factor.")
                .build());
        spec.addOption(OptionSpec.builder("--diagnostics")
                .type(boolean.class)
                .description(
                        "Read the data a second time for the quantiles of the residuals, Durbin-Watson, and the rows"
                                + " of the largest leverage and Cook's distance.")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Save the model with its moments to this JSON file, to predict with or to fit again.")
                .build());
        spec.addOption(PlotOption.spec("Draw the data and the line with its bands, or for several predictors the"
                + " observed against the fitted values: to this file, or without one here."));
        spec.addOption(jsonOption("Print one JSON object; with --by one a line."));
        spec.addOption(Main.helpOption());
        return spec;
    }

    static OptionSpec jsonOption(String description) {
        return OptionSpec.builder("--json")
                .type(boolean.class)
                .description(description)
                .build();
    }

    int run() {
        double confidence = confidence(parsed);
        BigDecimal ridge = DataArguments.ridge(parsed);
        List<String> by = by();
        DataArguments arguments = DataArguments.of(parsed, console);
        if (arguments.sources().isEmpty()) {
            throw new UsageException("fit needs a FILE (- is standard input); 'leastline fit --help' shows how");
        }
        if (ridge.signum() > 0 && parsed.hasMatchedOption("--vif")) {
            throw new UsageException("--vif is about the variances of least squares; leave out --ridge");
        }
        refuseDiagnostics(arguments, ridge, by);
        DataArguments.refuseOverwriting(parsed, arguments.sources());
        if (!by.isEmpty() && parsed.hasMatchedOption("--output")) {
            throw new UsageException("-o saves one model; leave out --by");
        }
        if (!by.isEmpty() && parsed.hasMatchedOption("--vif") && !parsed.hasMatchedOption("--json")) {
            throw new UsageException("with --by, variance inflation factors are in the JSON; add --json");
        }
        refusePlot(ridge, by);
        DataRequest request = arguments.request();
        if (!by.isEmpty()) {
            GroupedMoments groups = GroupedMoments.read(arguments.sources(), arguments.format(), request, by);
            DataArguments.saySkipped(console, groups.skipped());
            return new GroupFits(groups, ridge, confidence, parsed.hasMatchedOption("--vif"))
                    .print(console, parsed.hasMatchedOption("--json"));
        }
        Optional<Drawing> drawing = PlotOption.isGiven(parsed)
                ? Optional.of(Drawing.read(arguments.sources(), arguments.format(), request))
                : Optional.empty();
        FormulaMoments data = drawing.map(Drawing::data)
                .orElseGet(() -> FormulaMoments.read(arguments.sources(), arguments.format(), request));
        DataArguments.saySkipped(console, data.skipped());
        Fit fit = Fit.of(data, ridge, confidence, console);
        Optional<Diagnostics> diagnostics = diagnostics(arguments, data.formula(), fit);
        if (parsed.hasMatchedOption("--output")) {
            save(fit, data.skipped());
        }
        if (parsed.hasMatchedOption("--json")) {
            Json.print(console, json -> {
                fit.writeTo(json, OptionalLong.of(data.skipped()), parsed.hasMatchedOption("--vif"));
                if (diagnostics.isPresent()) {
                    DiagnosticsText.write(json, diagnostics.get());
                }
            });
        } else {
            text(fit);
            if (diagnostics.isPresent()) {
                console.print("");
                DiagnosticsText.lines(diagnostics.get(), arguments.sources().size() > 1)
                        .forEach(console::print);
            }
        }
        if (drawing.isPresent()) {
            fit.summary()
                    .ifPresent(summary -> PlotOption.draw(parsed, drawing.get().fitted(fit.bowl(), summary), console));
        }
        fit.summary().ifPresent(this::warnOfCollinearity);
        return Main.DONE;
    }

    private void refusePlot(BigDecimal ridge, List<String> by) {
        if (!PlotOption.isGiven(parsed)) {
            return;
        }
        if (!by.isEmpty() || ridge.signum() > 0) {
            throw new UsageException("--plot is for one fit by least squares, without --by and --ridge");
        }
        if (parsed.hasMatchedOption("--json") && PlotOption.file(parsed).isEmpty()) {
            throw new UsageException(
                    "--plot without a file draws into the answer; with --json name one, --plot fit.svg");
        }
    }

    private void save(Fit fit, long skipped) {
        Interruption.await();
        String file = parsed.matchedOptionValue("--output", "");
        try {
            fit.file(skipped).write(DataArguments.path(file));
        } catch (IOException e) {
            throw FailedException.writing(file, e);
        }
    }

    private void refuseDiagnostics(DataArguments arguments, BigDecimal ridge, List<String> by) {
        if (!parsed.hasMatchedOption("--diagnostics")) {
            return;
        }
        if (!by.isEmpty() || ridge.signum() > 0) {
            throw new UsageException("--diagnostics is for one fit by least squares, without --by and --ridge");
        }
        for (DataSource source : arguments.sources()) {
            if (source.name().equals(DataSource.STANDARD_INPUT)) {
                throw new UsageException("--diagnostics reads the data twice, which standard input (-) does not allow");
            }
            Path file = DataArguments.path(source.name());
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                throw new UsageException(
                        "--diagnostics reads the data twice, which a pipe (" + source.name() + ") does not allow");
            }
        }
    }

    private Optional<Diagnostics> diagnostics(DataArguments arguments, Formula formula, Fit fit) {
        if (!parsed.hasMatchedOption("--diagnostics")) {
            return Optional.empty();
        }
        DataRequest request = new DataRequest(
                Optional.of(formula),
                arguments.request().weights(),
                arguments.request().skipMissing(),
                arguments.request().threads());
        return fit.summary()
                .map(summary ->
                        Diagnostics.read(arguments.sources(), arguments.format(), request, fit.bowl(), summary));
    }

    static double confidence(ParseResult parsed) {
        String text = parsed.matchedOptionValue("--confidence", "0.95");
        try {
            double level = new BigDecimal(text).doubleValue();
            if (level > 0 && level < 1) {
                return level;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("--confidence takes a number between 0 and 1, such as 0.99, not '" + text + "'");
    }

    private List<String> by() {
        if (!parsed.hasMatchedOption("--by")) {
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        for (String column : parsed.matchedOptionValue("--by", "").split(",", -1)) {
            if (column.isBlank() || columns.contains(column.strip())) {
                throw new UsageException("--by takes different columns, separated by commas, not '"
                        + parsed.matchedOptionValue("--by", "") + "'");
            }
            columns.add(column.strip());
        }
        return columns;
    }

    private void text(Fit fit) {
        console.print(fit.model().equation());
        console.print("");
        if (fit.summary().isEmpty()) {
            fit.ridgeLines().forEach(console::print);
            return;
        }
        SummaryText.lines(fit.summary().get()).forEach(console::print);
        if (parsed.hasMatchedOption("--vif")) {
            Map<String, Double> factors = Fit.inflations(fit.summary().get());
            int width = factors.keySet().stream().mapToInt(String::length).max().orElse(0);
            console.print("");
            console.print("variance inflation");
            factors.forEach((term, factor) ->
                    console.print("  " + term + " ".repeat(width - term.length()) + "  " + factor(factor)));
        }
    }

    private static String factor(double value) {
        return NumberText.significant(value, 6);
    }

    private void warnOfCollinearity(Summary summary) {
        List<String> inflated = new ArrayList<>();
        Fit.inflations(summary).forEach((term, factor) -> {
            if (factor > NEARLY_COLLINEAR) {
                inflated.add(term + " " + factor(factor));
            }
        });
        if (!inflated.isEmpty()) {
            console.flush();
            console.say(
                    "nearly collinear terms, whose coefficients are uncertain though exact (variance inflation factors): "
                            + String.join(", ", inflated));
        }
    }
}
