package dev.leastline.cli;

import dev.leastline.data.CsvFormat;
import dev.leastline.data.DataSource;
import dev.leastline.data.ModelFile;
import dev.leastline.data.Predictor;
import dev.leastline.data.SummaryJson;
import dev.leastline.data.WholeFile;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline predict}: a saved model's predictions for new data, or how well it predicts them. */
final class PredictCommand {
    private final ParseResult parsed;
    private final Console console;

    PredictCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
    }

    static CommandSpec spec() {
        CommandSpec spec = Main.command("predict");
        spec.usageMessage()
                .description(
                        "Adds the predictions of a model, saved by 'leastline fit ... -o model.json', to every row of a file: the"
                                + " columns 'predicted' and, with --interval, 'lower' and 'upper'. All else in the file stays as"
                                + " it is, byte for byte.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline fit sales.csv 'price ~ area + C(region)' -o model.json",
                        "  leastline predict model.json new.csv -o predicted.csv",
                        "  leastline predict model.json new.csv --interval prediction --confidence 0.9",
                        "  leastline predict model.json test.csv --score");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("MODEL FILE")
                .hideParamSyntax(true)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "The model, and delimited text with a header (CSV, TSV), plain or gzipped, that has the columns of"
                                + " its predictors; - is standard input. With --score several files.")
                .build());
        spec.addOption(DataArguments.option("--interval", "confidence|prediction")
                .description("Add the interval that holds the mean of the response, or a new response.")
                .build());
        spec.addOption(DataArguments.option("--confidence", "LEVEL")
                .description("The confidence of the intervals (default: that of the model's table).")
                .build());
        spec.addOption(OptionSpec.builder("--score")
                .type(boolean.class)
                .description("Instead print how well the model predicts the response in the file.")
                .build());
        spec.addOption(DataArguments.option("--missing", "skip")
                .description(
                        "Leave the prediction empty in rows that lack a value or have an unknown level (with --score leave"
                                + " out such rows); otherwise they are an error.")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Write to this file, as a whole or not at all (default: standard output).")
                .build());
        DataArguments.addFormat(spec);
        ReadingOptions.addQuietTo(spec);
        spec.addOption(OptionSpec.builder("--json")
                .type(boolean.class)
                .description("Print the score as a JSON object.")
                .build());
        spec.addOption(Main.helpOption());
        return spec;
    }

    int run() {
        List<String> words =
                parsed.matchedPositionals().isEmpty() ? List.of() : parsed.matchedPositionalValue(0, List.<String>of());
        boolean score = parsed.hasMatchedOption("--score");
        if (words.size() < 2 || (words.size() > 2 && !score)) {
            throw new UsageException("predict takes a MODEL and a FILE (- is standard input)"
                    + (words.size() > 2 ? "; several files only with --score" : "")
                    + "; 'leastline predict --help' shows how");
        }
        refuseWhatDoesNotGoTogether(score);
        CsvFormat format = DataArguments.format(parsed);
        boolean skip = DataArguments.skipMissing(parsed);
        List<DataSource> sources = ReadingOptions.watched(DataArguments.sources(words, console), parsed, console);
        List<DataSource> files = sources.subList(1, sources.size());
        DataArguments.refuseOverwriting(parsed, sources);
        double confidence = parsed.hasMatchedOption("--confidence") ? FitCommand.confidence(parsed) : 0;
        ModelFile.Content model = ModelFile.read(sources.get(0));
        Predictor predictor = predictor(model, confidence, words.get(0));
        if (score) {
            score(predictor.score(files, format, skip));
            return Main.DONE;
        }
        if (!(model.formula().response() instanceof Term.Column)) {
            console.say("the model predicts " + model.formula().response().name());
        }
        append(predictor, files.get(0), format, skip);
        return Main.DONE;
    }

    private void refuseWhatDoesNotGoTogether(boolean score) {
        if (score && (parsed.hasMatchedOption("--interval") || parsed.hasMatchedOption("--output"))) {
            throw new UsageException("--score prints a score, without --interval and -o");
        }
        if (!score && parsed.hasMatchedOption("--json")) {
            throw new UsageException("--json is for --score; predictions are delimited text");
        }
        if (parsed.hasMatchedOption("--confidence") && !parsed.hasMatchedOption("--interval")) {
            throw new UsageException("--confidence is that of an interval; give --interval confidence or prediction");
        }
    }

    private Predictor predictor(ModelFile.Content model, double confidence, String name) {
        if (!parsed.hasMatchedOption("--interval")) {
            return Predictor.of(model.model());
        }
        String interval = parsed.matchedOptionValue("--interval", "");
        if (!interval.equals("confidence") && !interval.equals("prediction")) {
            throw new UsageException("--interval is 'confidence' or 'prediction', not '" + interval + "'");
        }
        if (model.ridge().signum() != 0) {
            throw new FailedException(name + ": a model with a ridge penalty has no intervals");
        }
        try {
            return Predictor.withInterval(
                    model.model(),
                    MeanSquaredError.of(model.moments(), model.formula()),
                    Predictor.Kind.valueOf(interval.toUpperCase(Locale.ROOT)),
                    confidence == 0 ? model.confidence() : confidence);
        } catch (IllegalArgumentException e) {
            throw new FailedException(name + ": " + e.getMessage());
        }
    }

    private void append(Predictor predictor, DataSource file, CsvFormat format, boolean skip) {
        if (!parsed.hasMatchedOption("--output")) {
            say(predictor.append(file, format, skip, console.bytes()));
            return;
        }
        String output = parsed.matchedOptionValue("--output", "");
        Path path = DataArguments.path(output);
        try {
            WholeFile.write(path, out -> say(predictor.append(file, format, skip, out)));
        } catch (IOException e) {
            throw FailedException.writing(output, e);
        } catch (UncheckedIOException e) {
            throw FailedException.writing(output, new IOException(e.getMessage(), e));
        }
    }

    private void say(Predictor.Outcome outcome) {
        Interruption.await();
        if (outcome.empty() > 0) {
            console.say("no prediction for " + outcome.empty() + " of " + outcome.rows()
                    + (outcome.rows() == 1 ? " row" : " rows") + ", which lack a value or have an unknown level");
        }
    }

    private void score(Predictor.Score score) {
        if (parsed.hasMatchedOption("--json")) {
            Json.print(console, json -> {
                json.writeNumberField("rows", score.rows());
                json.writeNumberField("skipped", score.skipped());
                SummaryJson.figure(json, "rmse", score.rootMeanSquaredError());
                SummaryJson.figure(json, "mae", score.meanAbsoluteError());
                SummaryJson.figure(json, "rSquared", score.rSquared().orElse(Double.NaN));
                SummaryJson.figure(json, "largestError", score.largestError());
                json.writeStringField("largestErrorFile", score.largestErrorAt().source());
                json.writeNumberField("largestErrorLine", score.largestErrorAt().line());
                SummaryJson.figure(json, "bias", score.bias());
            });
            return;
        }
        if (score.skipped() > 0) {
            console.say(score.skipped() + " rows lack a value or have an unknown level and are left out");
        }
        console.print("n = " + score.rows());
        console.print("RMSE " + six(score.rootMeanSquaredError()));
        console.print("MAE " + six(score.meanAbsoluteError()));
        console.print("R² " + score.rSquared().map(PredictCommand::six).orElse("–"));
        console.print("largest error " + six(score.largestError()) + " ("
                + score.largestErrorAt().source() + ", line "
                + score.largestErrorAt().line() + ")");
        console.print("bias " + six(score.bias()) + " (mean of predicted - observed)");
    }

    private static String six(double value) {
        String shortest = NumberText.shortest(value);
        String rounded = NumberText.significant(value, 6);
        return shortest.length() < rounded.length() ? shortest : rounded;
    }
}
