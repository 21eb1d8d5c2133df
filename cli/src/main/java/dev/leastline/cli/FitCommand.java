package dev.leastline.cli;

import dev.leastline.data.CsvMoments;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import dev.leastline.inference.Coefficient;
import dev.leastline.inference.Summary;
import dev.leastline.inference.SummaryText;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        spec.addOption(DataArguments.option("--confidence", "LEVEL")
                .description("The confidence of the intervals (default: 0.95).")
                .build());
        spec.addOption(OptionSpec.builder("--vif")
                .type(boolean.class)
                .description("Print each term's variance inflation factor.")
                .build());
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
        double confidence = confidence();
        DataArguments arguments = DataArguments.of(parsed, console);
        if (arguments.sources().isEmpty()) {
            throw new UsageException("fit needs a FILE (- is standard input); 'leastline fit --help' shows how");
        }
        CsvMoments data = CsvMoments.read(arguments.sources(), arguments.format(), arguments.formula());
        Summary summary =
                Summary.of(MeanSquaredError.of(data.moments(), data.formula())).withConfidence(confidence);
        if (parsed.hasMatchedOption("--json")) {
            json(summary);
        } else {
            text(summary);
        }
        warnOfCollinearity(summary);
        return Main.DONE;
    }

    private double confidence() {
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

    private void text(Summary summary) {
        console.print(summary.model().equation());
        console.print("");
        SummaryText.lines(summary).forEach(console::print);
        if (parsed.hasMatchedOption("--vif")) {
            console.print("");
            console.print("variance inflation");
            inflations(summary).forEach((term, factor) -> console.print("  " + term + "  " + factor(factor)));
        }
    }

    /** By term, without the constant. */
    private static Map<String, Double> inflations(Summary summary) {
        List<Term> terms = summary.model().terms();
        Map<String, Double> factors = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            if (!terms.get(i).equals(Term.CONSTANT)) {
                factors.put(terms.get(i).name(), summary.varianceInflationFactor(i));
            }
        }
        return factors;
    }

    private static String factor(double value) {
        return NumberText.significant(value, 6);
    }

    private void warnOfCollinearity(Summary summary) {
        List<String> inflated = new ArrayList<>();
        inflations(summary).forEach((term, factor) -> {
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

    private void json(Summary summary) {
        Json.print(console, json -> {
            json.writeStringField("formula", summary.model().formula().toString());
            json.writeNumberField("rows", summary.rows());
            json.writeNumberField("skipped", 0);
            json.writeArrayFieldStart("coefficients");
            Map<String, Double> inflations = inflations(summary);
            for (Coefficient coefficient : summary.coefficients()) {
                json.writeStartObject();
                json.writeStringField("term", coefficient.term());
                Json.figure(json, "estimate", coefficient.estimate());
                Json.figure(json, "stdError", coefficient.stdError());
                Json.figure(json, "t", coefficient.t());
                Json.figure(json, "p", coefficient.p());
                Json.figure(json, "lower", coefficient.lower());
                Json.figure(json, "upper", coefficient.upper());
                if (parsed.hasMatchedOption("--vif") && inflations.containsKey(coefficient.term())) {
                    Json.figure(json, "vif", inflations.getOrDefault(coefficient.term(), Double.NaN));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.figure(json, "confidence", summary.confidence());
            Json.figure(json, "residualStdError", summary.residualStdError());
            json.writeNumberField("degreesOfFreedom", summary.degreesOfFreedom());
            Json.figure(json, "rSquared", summary.rSquared());
            Json.figure(json, "adjustedRSquared", summary.adjustedRSquared());
            Json.figure(json, "fStatistic", summary.fStatistic());
            json.writeArrayFieldStart("fDegreesOfFreedom");
            json.writeNumber(summary.fNumeratorDegreesOfFreedom());
            json.writeNumber(summary.degreesOfFreedom());
            json.writeEndArray();
            Json.figure(json, "fPValue", summary.fPValue());
            Json.figure(json, "logLikelihood", summary.logLikelihood());
            Json.figure(json, "aic", summary.aic());
            Json.figure(json, "bic", summary.bic());
        });
    }
}
