package dev.leastline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leastline.data.CsvColumns;
import dev.leastline.data.FormulaMoments;
import dev.leastline.data.SummaryJson;
import dev.leastline.descent.TraceText;
import dev.leastline.descent.Trajectory;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline descend}: the way of gradient descent to the fit, any number of iterations for one pass. */
final class DescendCommand {

    private final ParseResult parsed;
    private final Console console;
    private final DescendArguments arguments;

    DescendCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
        this.arguments = DescendArguments.of(parsed);
    }

    static CommandSpec spec() {
        CommandSpec spec = Main.command("descend");
        spec.usageMessage()
                .description(
                        "Shows how gradient descent finds the least-squares fit. Each line has the loss (the mean squared error)"
                                + " before an update and the coefficients after it. Without a FILE it descends on five points of"
                                + " the line y = 2x + 1.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline descend",
                        "  leastline descend --learning-rate 0.01 --iterations 1000 --every 100",
                        "  leastline descend examples/norris.csv 'y ~ x' --standardize",
                        "  leastline descend examples/cars.csv 'dist ~ speed' --iterations 1e12");
        DataArguments.addTo(spec);
        DescendArguments.addTo(spec);
        spec.addOption(DescendArguments.inPassesOption());
        spec.addOption(DataArguments.ridgeOption());
        spec.addOption(PlotOption.spec("Draw the bowl of the loss from above and the path to this file."));
        spec.addOption(FitCommand.jsonOption("Print one JSON object."));
        spec.addOption(Main.helpOption());
        return spec;
    }

    int run() {
        if (PlotOption.isGiven(parsed) && PlotOption.file(parsed).isEmpty()) {
            throw new UsageException("--plot draws the bowl to a file; name one that ends in .svg");
        }
        DataArguments data = DataArguments.of(parsed, console);
        Optional<Formula> formula = data.request().formula();
        if (formula.isPresent() && !formula.get().hasDot()) {
            if (!formula.get().needsLevels()) {
                arguments.startFor(formula.get());
            }
            checkInPasses(formula.get());
        }
        if (data.sources().isEmpty() && data.request().weights().isPresent()) {
            throw new UsageException("--weights needs a FILE that has such a column");
        }
        return arguments.inPasses() ? inPasses(data) : fromMoments(data);
    }

    private int fromMoments(DataArguments data) {
        Moments moments;
        Formula formula;
        if (data.sources().isEmpty()) {
            formula = Article.formula(data.request().formula());
            moments = Article.moments(formula);
        } else {
            FormulaMoments read = FormulaMoments.read(data.sources(), data.format(), data.request());
            DataArguments.saySkipped(console, read.skipped());
            moments = read.moments();
            formula = read.formula();
        }
        MeanSquaredError bowl = MeanSquaredError.of(moments, formula, DataArguments.ridge(parsed));
        Trajectory path = arguments.descent(bowl.formula()).descend(bowl);
        return show(path, Walk.along(path));
    }

    private int inPasses(DataArguments data) {
        if (data.request().weights().isPresent() || parsed.hasMatchedOption("--ridge")) {
            throw new UsageException("--in-passes is the plain loop, without --weights and --ridge");
        }
        double[] x;
        double[] y;
        Formula formula;
        Moments moments;
        if (data.sources().isEmpty()) {
            formula = Article.formula(data.request().formula());
            checkInPasses(formula);
            x = Article.values(formula.predictors().get(0));
            y = Article.values(formula.response());
            moments = Article.moments(formula);
        } else {
            CsvColumns read = CsvColumns.read(data.sources(), data.format(), data.request());
            DataArguments.saySkipped(console, read.skipped());
            formula = read.formula();
            checkInPasses(formula);
            x = read.term(formula.predictors().get(0));
            y = read.term(formula.response());
            moments = read.moments();
        }
        BigDecimal[] start = arguments.startFor(formula);
        Trajectory path = arguments.descent(formula).descend(MeanSquaredError.of(moments, formula));
        double rate = path.learningRate().doubleValue();
        if (rate == 0 || Double.isInfinite(rate)) {
            throw new UsageException(
                    "--in-passes computes in doubles, which cannot hold the learning rate " + path.learningRate());
        }
        Walk walk = Walk.inPasses(x, y, formula, rate, start[1].doubleValue(), start[0].doubleValue());
        return show(path, walk);
    }

    private void checkInPasses(Formula formula) {
        if (arguments.inPasses() && (formula.predictors().size() != 1 || !formula.hasIntercept())) {
            throw new UsageException("--in-passes is for one predictor and an intercept, y ~ x, not for '" + formula
                    + "'; leave it out");
        }
    }

    private int show(Trajectory path, Walk walk) {
        sayRates(path);
        long iterations = arguments.iterationsOf(path);
        if (arguments.iterations().isEmpty()) {
            sayWhyIterations(path, iterations);
        }
        long every = arguments.every().orElse(TraceText.everyForTenLines(iterations));
        long last = parsed.hasMatchedOption("--json")
                ? json(path, walk, iterations, every)
                : text(path, walk, iterations, every);
        if (PlotOption.isGiven(parsed)) {
            PlotOption.drawBowl(parsed, path, iterations);
        }
        if (path.isStable() && last == iterations) {
            return Main.DONE;
        }
        console.flush();
        if (path.isStable()) {
            console.say("after iteration " + Math.max(last, 0) + " loss or coefficients leave the range of doubles;"
                    + " give the columns other units");
            return Main.FAILED;
        }
        console.say("the descent diverges: the learning rate " + path.learningRate() + " is not below the limit "
                + brief(path.stableBelow()) + "; try --learning-rate auto (" + brief(path.fastest()) + ")");
        return Main.FAILED;
    }

    private void sayRates(Trajectory path) {
        String columns = arguments.standardize() ? " (on standardised columns)" : "";
        String rate = arguments.learningRate() == null
                ? "learning rate " + rate(path) + ", the fastest"
                : "learning rate " + path.learningRate() + "; the fastest is " + brief(path.fastest());
        // Of columns of gigantic numbers the limit is beneath the doubles.
        String limit = path.stableBelow() == 0 ? "" : "; stable below " + brief(path.stableBelow());
        console.say(rate + limit + columns);
    }

    private void sayWhyIterations(Trajectory path, long iterations) {
        Optional<BigInteger> needed = path.iterationsTo(DescendArguments.GOAL);
        if (needed.equals(Optional.of(BigInteger.valueOf(iterations)))) {
            console.say(iterations + (iterations == 1 ? " iteration brings" : " iterations bring")
                    + " the loss above its minimum down to 1e-12 of its start");
            return;
        }
        boolean helpful =
                !arguments.standardize() && !path.bowl().formula().predictors().isEmpty();
        String helps = helpful ? "; --standardize helps" : "";
        String would = path.isStable()
                ? "it would take "
                        + needed.map(n -> "about " + about(n)).orElse("more than can be counted")
                        + " to bring the loss above its minimum down to 1e-12 of its start"
                : "no number of them reaches the minimum at this learning rate";
        console.say(iterations + " iterations; " + would + helps);
    }

    private static String about(BigInteger number) {
        int digits = number.toString().length();
        return digits > 300 ? "1e" + (digits - 1) : NumberText.significant(number.doubleValue(), 2);
    }

    /** η for people; as it stands where doubles cannot hold it. */
    private static String rate(Trajectory path) {
        double rate = path.learningRate().doubleValue();
        return rate == 0 || Double.isInfinite(rate) ? path.learningRate().toString() : brief(rate);
    }

    private static String brief(double value) {
        String six = NumberText.significant(value, 6);
        String shortest = NumberText.shortest(value);
        return shortest.length() <= six.length() ? shortest : six;
    }

    /** Prints the trace and returns the last iteration whose numbers are finite. */
    private long text(Trajectory path, Walk walk, long iterations, long every) {
        TraceText trace = TraceText.of(path, iterations, every);
        long[] last = {-1};
        walk.visit(iterations, every, step -> {
            last[0] = step.iteration();
            if (step.iteration() < iterations) {
                console.print(trace.line(step.iteration(), step.loss(), step.after()));
            } else if (path.isStable()) {
                console.print("");
                console.print(trace.finalModel(step.before()));
            }
        });
        return last[0];
    }

    private long json(Trajectory path, Walk walk, long iterations, long every) {
        long[] last = {-1};
        Json.print(console, json -> {
            json.writeStringField("formula", path.bowl().formula().toString());
            json.writeNumberField("rows", path.bowl().moments().rows());
            double rate = path.learningRate().doubleValue();
            if (rate > 0 && Double.isFinite(rate)) {
                json.writeNumberField("learningRate", rate);
            } else {
                json.writeNumberField("learningRate", path.learningRate());
            }
            SummaryJson.figure(json, "stableBelow", path.stableBelow());
            SummaryJson.figure(json, "fastest", path.fastest());
            json.writeNumberField("iterations", iterations);
            json.writeArrayFieldStart("trace");
            Walk.Step[] end = new Walk.Step[1];
            walk.visit(iterations, every, step -> {
                last[0] = step.iteration();
                if (step.iteration() % every == 0) {
                    write(json, step.iteration(), step.before(), step.loss());
                }
                if (step.iteration() == iterations && path.isStable()) {
                    end[0] = step;
                }
            });
            json.writeEndArray();
            json.writeFieldName("final");
            if (end[0] == null) {
                json.writeNull();
            } else {
                write(json, iterations, end[0].before(), end[0].loss());
            }
            json.writeFieldName("optimum");
            write(
                    json,
                    null,
                    LeastSquares.fit(path.bowl()),
                    path.bowl().minimum().nearestDouble());
        });
        return last[0];
    }

    private static void write(JsonGenerator json, @Nullable Long iteration, LinearModel model, double loss) {
        try {
            json.writeStartObject();
            if (iteration != null) {
                json.writeNumberField("iteration", iteration);
            }
            json.writeObjectFieldStart("coefficients");
            for (Map.Entry<String, Double> entry : model.byTerm().entrySet()) {
                SummaryJson.figure(json, entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            SummaryJson.figure(json, "loss", loss);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
