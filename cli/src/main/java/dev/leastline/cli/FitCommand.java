package dev.leastline.cli;

import dev.leastline.data.CsvMoments;
import dev.leastline.exact.NumberText;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline fit}: the exact least-squares fit of a formula to files. */
final class FitCommand {
    private final ParseResult parsed;
    private final Console console;

    FitCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
    }

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("fit");
        spec.usageMessage()
                .description(
                        "Fits a linear model by least squares, in one pass over the data and exactly: a decimal in a file is that"
                                + " decimal, and every figure is the double nearest to the true value.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline fit examples/line.csv 'y ~ x'",
                        "  leastline fit jan.csv feb.csv.gz 'price ~ area + rooms'",
                        "  leastline fit examples/longley.csv 'y ~ .' --json",
                        "  cut -f 2,5 big.tsv | leastline fit -");
        DataArguments.addTo(spec);
        spec.addOption(jsonOption());
        spec.addOption(Main.helpOption());
        return spec;
    }

    static OptionSpec jsonOption() {
        return OptionSpec.builder("--json")
                .type(boolean.class)
                .description("Print one JSON object.")
                .build();
    }

    int run() {
        DataArguments arguments = DataArguments.of(parsed, console);
        if (arguments.sources().isEmpty()) {
            throw new UsageException("fit needs a FILE (- is standard input); 'leastline fit --help' shows how");
        }
        CsvMoments data = CsvMoments.read(arguments.sources(), arguments.format(), arguments.formula());
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula());
        LinearModel model = LeastSquares.fit(bowl);
        if (parsed.hasMatchedOption("--json")) {
            json(bowl, model);
        } else {
            text(bowl, model);
        }
        return Main.DONE;
    }

    private void text(MeanSquaredError bowl, LinearModel model) {
        console.print(model.equation());
        console.print("");
        int width = "term".length();
        for (String term : model.byTerm().keySet()) {
            width = Math.max(width, term.length());
        }
        console.print(padded("term", width) + "estimate");
        for (Map.Entry<String, Double> entry : model.byTerm().entrySet()) {
            console.print(padded(entry.getKey(), width) + NumberText.shortest(entry.getValue()));
        }
        console.print("");
        OptionalDouble rSquared = bowl.rSquared();
        console.print("n = " + bowl.moments().rows() + ", R² = "
                + (rSquared.isPresent()
                        ? NumberText.shortest(rSquared.getAsDouble())
                        : "– (" + bowl.formula().response().name() + " does not vary)"));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }

    private void json(MeanSquaredError bowl, LinearModel model) {
        Json.print(console, json -> {
            json.writeStringField("formula", bowl.formula().toString());
            json.writeNumberField("rows", bowl.moments().rows());
            json.writeNumberField("skipped", 0);
            json.writeArrayFieldStart("coefficients");
            for (Map.Entry<String, Double> entry : model.byTerm().entrySet()) {
                json.writeStartObject();
                json.writeStringField("term", entry.getKey());
                Json.figure(json, "estimate", entry.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.figure(json, "rSquared", bowl.rSquared().orElse(Double.NaN));
        });
    }
}
