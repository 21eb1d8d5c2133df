package dev.leastline.cli;

import dev.leastline.data.CsvFormat;
import dev.leastline.data.DataRequest;
import dev.leastline.data.DataSource;
import dev.leastline.formula.Formula;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What every verb that reads data takes: FILE... and FORMULA, and how the files are written.
 *
 * @param sources the files in the order given; empty when there are none
 * @param format how they are written
 * @param request the formula, if there is one; weights, and what to do about missing values
 */
record DataArguments(List<DataSource> sources, CsvFormat format, DataRequest request) {
    private static final Pattern LIKE_A_PATH = Pattern.compile("[/\\\\]|\\.\\w+$");

    static void addTo(CommandSpec spec) {
        addFilesAndFormula(spec);
        addFormat(spec);
        addRows(spec);
        ReadingOptions.addTo(spec);
    }

    private static void addFilesAndFormula(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE... ['FORMULA']")
                .hideParamSyntax(true)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "Delimited text with a header (CSV, TSV), plain or gzipped; Parquet, or a folder of Parquet files;"
                                + " a file of moments or of a model; - is standard input. Several files are one data set, columns matched by name. The formula"
                                + " comes last, in quotes: 'y ~ x', 'y ~ a + b', 'y ~ x - 1' (no intercept), 'y ~ .' (all"
                                + " other columns), 'y ~ 1' (the mean), 'log(y) ~ x + x^2', 'y ~ a*b' (a + b + a:b),"
                                + " 'y ~ C(region)' (a factor, its levels taken from the data); odd names in backticks."
                                + " Without one, a file of two columns means second ~ first.")
                .build());
    }

    static void addFormat(CommandSpec spec) {
        spec.addOption(option("--delimiter", "CHAR")
                .description(
                        "What separates the fields; tab is 'tab', a blank means any run of blanks and tabs. By default found out among comma, semicolon and tab.")
                .build());
        spec.addOption(option("--decimal", "CHAR")
                .description("The decimal mark, . or , (default: .).")
                .build());
        spec.addOption(option("--comment", "CHAR")
                .description("Skip lines that begin with this character.")
                .build());
        spec.addOption(OptionSpec.builder("--no-header")
                .type(boolean.class)
                .description("There is no header; the columns are named c1, c2, ...")
                .build());
    }

    static void addRows(CommandSpec spec) {
        spec.addOption(option("--weights", "COLUMN")
                .description("Weighted least squares: this column has the weights of the rows, not below zero.")
                .build());
        spec.addOption(option("--missing", "skip")
                .description("Leave out rows that lack a value (empty, NA, NaN, null); otherwise they are an error.")
                .build());
    }

    static OptionSpec ridgeOption() {
        return option("--ridge", "LAMBDA")
                .description(
                        "Penalise the coefficients: adds LAMBDA times the sum of s²·coefficient² to the sum of squared"
                                + " errors, s the standard deviation of the term.")
                .build();
    }

    /** λ, 0 without the option. */
    static BigDecimal ridge(ParseResult parsed) {
        String text = parsed.matchedOptionValue("--ridge", "0");
        BigDecimal lambda = DescendArguments.decimal(text);
        if (lambda == null || lambda.signum() < 0) {
            throw new UsageException("--ridge takes a number not below zero, not '" + text + "'");
        }
        return lambda;
    }

    static OptionSpec.Builder option(String name, String value) {
        return OptionSpec.builder(name).paramLabel(value).type(String.class).arity("1");
    }

    static DataArguments of(ParseResult parsed, Console console) {
        List<String> words =
                parsed.matchedPositionals().isEmpty() ? List.of() : parsed.matchedPositionalValue(0, List.<String>of());
        refuseUnquotedFormula(words);
        Formula formula = null;
        List<String> files = words;
        if (!words.isEmpty() && isFormula(words.get(words.size() - 1))) {
            formula = Formula.parse(words.get(words.size() - 1));
            files = words.subList(0, words.size() - 1);
        } else {
            refuseFormulaWithoutTilde(words);
        }
        List<DataSource> sources = sources(files, console);
        return new DataArguments(
                ReadingOptions.watched(sources, parsed, console), format(parsed), request(parsed, formula, sources));
    }

    private static DataRequest request(ParseResult parsed, @Nullable Formula formula, List<DataSource> sources) {
        return new DataRequest(
                Optional.ofNullable(formula),
                Optional.ofNullable(parsed.matchedOptionValue("--weights", (String) null)),
                skipMissing(parsed),
                ReadingOptions.threads(parsed, sources));
    }

    static boolean skipMissing(ParseResult parsed) {
        String missing = parsed.matchedOptionValue("--missing", (String) null);
        if (missing != null && !missing.equals("skip")) {
            throw new UsageException("--missing takes 'skip', not '" + missing + "'");
        }
        return missing != null;
    }

    static List<DataSource> sources(List<String> files, Console console) {
        refuseSecondStandardInput(files);
        List<DataSource> sources = new ArrayList<>();
        for (String file : files) {
            if (isFormula(file)) {
                throw new UsageException("'" + file + "' looks like a formula; it goes last, after the files");
            }
            if (file.equals("-")) {
                sources.add(DataSource.stdin(console.in()));
            } else {
                files(path(file)).forEach(one -> sources.add(DataSource.of(one)));
            }
        }
        return List.copyOf(sources);
    }

    static void refuseSecondStandardInput(List<String> files) {
        if (files.stream().filter(file -> file.equals("-")).count() > 1) {
            throw new UsageException("standard input (-) can be read only once");
        }
    }

    /** A file, or the Parquet files of a folder in the order of their names. */
    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> parts = entries.filter(
                            entry -> isPart(entry.getFileName().toString()))
                    .sorted()
                    .toList();
            if (!parts.isEmpty()) {
                return parts;
            }
        } catch (IOException e) {
            throw new FailedException(path + ": cannot be read: " + e.getMessage());
        }
        throw new FailedException(path + ": it is a folder without .parquet files; name files, or such a folder");
    }

    /** What begins with a dot or an underscore is of those who wrote the folder. */
    private static boolean isPart(String name) {
        return name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_");
    }

    /** Refuses to write over what is read. */
    static void refuseOverwriting(ParseResult parsed, List<DataSource> read) {
        String output = parsed.matchedOptionValue("--output", "");
        for (DataSource source : read) {
            if (!output.isEmpty() && isSameFile(path(output), source)) {
                throw new UsageException("-o names '" + source.name() + "', which is read; give another name");
            }
        }
    }

    static boolean isSameFile(Path file, DataSource source) {
        // What is redirected to standard input is a file as well.
        Path other = path(source.name().equals(DataSource.STANDARD_INPUT) ? "/dev/stdin" : source.name());
        try {
            return Files.isRegularFile(file) && Files.isRegularFile(other) && Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }

    static void saySkipped(Console console, long skipped) {
        if (skipped > 0) {
            console.say(skipped + (skipped == 1 ? " row lacks a value and is" : " rows lack a value and are")
                    + " left out");
        }
    }

    static boolean isFormula(String word) {
        return word.contains("~") && !isFile(word);
    }

    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + file + "' cannot be the name of a file: " + e.getReason());
        }
    }

    // The shell makes the home directory of a lone ~, so that y ~ x without quotes arrives as three words.
    private static void refuseUnquotedFormula(List<String> words) {
        String home = System.getenv("HOME");
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("~") || words.get(i).equals(home)) {
                String right = String.join(" ", words.subList(i + 1, words.size()));
                throw new UsageException("quote the formula: '" + words.get(i - 1) + " ~ "
                        + (right.isEmpty() ? "..." : right) + "' (the shell takes a lone ~ for your home directory)");
            }
        }
    }

    private static void refuseFormulaWithoutTilde(List<String> words) {
        String last = words.isEmpty() ? "-" : words.get(words.size() - 1);
        if (!last.equals("-") && !LIKE_A_PATH.matcher(last).find() && !isFile(last)) {
            throw new FailedException("'" + last.replaceAll("\\p{Cntrl}", " ")
                    + "' is no file; if it is to be the formula, a formula contains ~, for example 'y ~ x'");
        }
    }

    static CsvFormat format(ParseResult parsed) {
        CsvFormat format = CsvFormat.DEFAULT;
        try {
            if (parsed.hasMatchedOption("--decimal")) {
                format = format.withDecimalMark(character("--decimal", parsed.matchedOptionValue("--decimal", "")));
            }
            String delimiter = parsed.matchedOptionValue("--delimiter", "");
            if (parsed.hasMatchedOption("--delimiter")) {
                format = format.withDelimiter(character(
                        "--delimiter", delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter));
            }
            if (parsed.hasMatchedOption("--comment")) {
                format = format.withComment(character("--comment", parsed.matchedOptionValue("--comment", "")));
            }
            return format.withHeader(!parsed.hasMatchedOption("--no-header"));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static char character(String option, String value) {
        if (value.length() != 1) {
            throw new UsageException(option + " takes one character, not '" + value + "'");
        }
        return value.charAt(0);
    }
}
