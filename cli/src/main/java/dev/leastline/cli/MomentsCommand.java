package dev.leastline.cli;

import dev.leastline.data.CsvFormat;
import dev.leastline.data.DataException;
import dev.leastline.data.DataSource;
import dev.leastline.data.TermMoments;
import dev.leastline.data.WholeFile;
import dev.leastline.formula.Term;
import dev.leastline.formula.TermList;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.moments.RowsNotContainedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code leastline moments}: the exact moments of files, kept to be merged, updated and fitted later. */
final class MomentsCommand {
    private final ParseResult parsed;
    private final Console console;

    MomentsCommand(ParseResult parsed, Console console) {
        this.parsed = parsed;
        this.console = console;
    }

    static CommandSpec spec() {
        CommandSpec spec = Main.command("moments");
        spec.usageMessage()
                .description(
                        "Collects the exact moments of files in one pass: the number of rows and the sums of all products of two"
                                + " terms. All fits of these terms, and descents, can be had from them later, without the data;"
                                + " files of moments add up.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  leastline moments jan.csv feb.csv -o sales.moments",
                        "  leastline moments sales.moments mar.csv -o sales.moments",
                        "  leastline moments sales.csv --terms 'log(price), area, C(region)' -o s.moments",
                        "  leastline moments sales.moments --without jan.csv -o rest.moments",
                        "  leastline fit s.moments 'log(price) ~ area + C(region)'");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE...")
                .hideParamSyntax(true)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "Delimited text with a header (CSV, TSV), plain or gzipped; Parquet, or a folder of Parquet files;"
                                + " a file of moments or of a model; - is standard input. Several files are one data set, columns matched by name.")
                .build());
        spec.addOption(DataArguments.option("--terms", "LIST")
                .description(
                        "The terms to keep, separated by commas, as formulas have them; . means all columns of numbers,"
                                + " which is the default.")
                .build());
        spec.addOption(OptionSpec.builder("--without")
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description("Take away the rows of this file, which were added before.")
                .build());
        spec.addOption(OptionSpec.builder("-o", "--output")
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Write to this file, as a whole or not at all (default: standard output).")
                .build());
        DataArguments.addFormat(spec);
        DataArguments.addRows(spec);
        ReadingOptions.addTo(spec);
        spec.addOption(Main.helpOption());
        return spec;
    }

    int run() {
        List<String> words =
                parsed.matchedPositionals().isEmpty() ? List.of() : parsed.matchedPositionalValue(0, List.<String>of());
        if (words.isEmpty()) {
            throw new UsageException(
                    "moments needs a FILE (- is standard input); 'leastline moments --help' shows how");
        }
        if (words.stream().anyMatch(DataArguments::isFormula)) {
            throw new UsageException("moments takes no formula, but terms: --terms 'x, y, x^2'");
        }
        boolean skip = DataArguments.skipMissing(parsed);
        CsvFormat format = DataArguments.format(parsed);
        Optional<String> weights = Optional.ofNullable(parsed.matchedOptionValue("--weights", (String) null));
        TermList terms = parsed.hasMatchedOption("--terms")
                ? Term.parseList(parsed.matchedOptionValue("--terms", ""))
                : TermList.ALL_COLUMNS;
        List<String> without = parsed.matchedOptionValue("--without", List.of());
        DataArguments.refuseSecondStandardInput(
                Stream.concat(words.stream(), without.stream()).toList());
        List<DataSource> added = sources(words);
        List<DataSource> removed = sources(without);
        refuseOverwriting(added, removed);
        TermMoments read = TermMoments.read(added, format, terms, weights, skip, ReadingOptions.threads(parsed, added));
        for (DataException first : read.leftOut().values()) {
            String found = String.valueOf(first.getMessage()).replaceFirst(", expected a number.*", "");
            console.say(found + ": the column holds text and is left out");
        }
        DataArguments.saySkipped(console, read.skipped());
        Moments moments = read.moments();
        for (DataSource source : removed) {
            moments = without(moments, source, format, skip);
        }
        write(moments);
        return Main.DONE;
    }

    private List<DataSource> sources(List<String> files) {
        return ReadingOptions.watched(DataArguments.sources(files, console), parsed, console);
    }

    /** A file of moments may grow; data may not be lost. */
    private void refuseOverwriting(List<DataSource> added, List<DataSource> removed) {
        DataArguments.refuseOverwriting(parsed, removed);
        DataArguments.refuseOverwriting(
                parsed, added.stream().filter(source -> !isMoments(source)).toList());
    }

    private static boolean isMoments(DataSource source) {
        Path file = DataArguments.path(source.name());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] magic = MomentsFile.MAGIC.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        } catch (IOException e) {
            return false;
        }
    }

    private Moments without(Moments moments, DataSource source, CsvFormat format, boolean skip) {
        List<Term> shapes = moments.accumulated().stream()
                .filter(term -> !term.equals(Term.CONSTANT))
                .toList();
        TermMoments gone = TermMoments.read(
                List.of(source),
                format,
                TermList.of(shapes),
                moments.weights().flatMap(term -> term.columns().stream().findFirst()),
                skip,
                ReadingOptions.threads(parsed, List.of(source)));
        try {
            return moments.remove(gone.moments());
        } catch (RowsNotContainedException e) {
            throw new FailedException("--without " + source.name() + ": " + e.getMessage());
        }
    }

    private void write(Moments moments) {
        String text = MomentsFile.write(moments);
        if (!parsed.hasMatchedOption("--output")) {
            console.print(text.stripTrailing());
            return;
        }
        String file = parsed.matchedOptionValue("--output", "");
        Interruption.await();
        try {
            WholeFile.write(DataArguments.path(file), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw FailedException.writing(file, e);
        }
        int terms = moments.terms().size() - 1;
        console.say("moments of " + terms + (terms == 1 ? " term" : " terms") + " over " + moments.rows()
                + (moments.rows() == 1 ? " row" : " rows") + ", written to " + file);
    }
}
