package dev.leastline.cli;

import dev.leastline.descent.GradientDescent;
import dev.leastline.descent.Trajectory;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What {@code descend} takes beside the data.
 *
 * @param learningRate η as typed; null for the fastest
 * @param iterations how many, if said
 * @param every the distance between two lines, if said
 * @param start as typed, if said
 * @param standardize whether on standardised columns
 * @param inPasses whether by the article's loop
 */
record DescendArguments(
        @Nullable BigDecimal learningRate,
        OptionalLong iterations,
        OptionalLong every,
        @Nullable String start,
        boolean standardize,
        boolean inPasses) {
    /** Where a descent is done: the loss above its minimum, as a share of what it was at the start. */
    static final double GOAL = 1e-12;

    private static final BigInteger MOST_ITERATIONS_BY_DEFAULT = BigInteger.valueOf(1_000_000);
    private static final long ITERATIONS_OTHERWISE = 1000;
    private static final int MOST_DIGITS = 1000;
    private static final int MOST_EXPONENT = 400;

    static void addTo(CommandSpec spec) {
        spec.addOption(DataArguments.option("--learning-rate", "NUMBER|auto")
                .description(
                        "How far a step goes along the gradient (default: auto, the fastest stable rate; of a report without FILE, 0.01).")
                .build());
        spec.addOption(DataArguments.option("--iterations", "N")
                .description(
                        "How many steps; 1000000000000 takes no longer than 10. By default as many as bring the loss above its"
                                + " minimum down to 1e-12 of its start, or 1000 if that is more than a million, or if a report has no FILE.")
                .build());
        spec.addOption(DataArguments.option("--every", "N")
                .description("Print every N-th iteration (default: about ten lines).")
                .build());
        spec.addOption(DataArguments.option("--start", "START")
                .description("Where to start: numbers in the formula's order, intercept,slope,..., or term=number,..."
                        + " (default: all zero).")
                .build());
        spec.addOption(OptionSpec.builder("--standardize")
                .type(boolean.class)
                .description(
                        "Descend on standardised columns, which is fast where plain descent crawls; the coefficients"
                                + " printed are those of the data as they are.")
                .build());
    }

    static OptionSpec inPassesOption() {
        return OptionSpec.builder("--in-passes")
                .type(boolean.class)
                .description(
                        "Run the plain loop in double arithmetic, a pass over the data for each iteration (one predictor"
                                + " and an intercept, data that fit in memory).")
                .build();
    }

    static DescendArguments of(ParseResult parsed) {
        DescendArguments arguments = new DescendArguments(
                learningRate(parsed.matchedOptionValue("--learning-rate", "auto")),
                count(parsed, "--iterations", 0),
                count(parsed, "--every", 1),
                parsed.matchedOptionValue("--start", (String) null),
                parsed.hasMatchedOption("--standardize"),
                parsed.commandSpec().findOption("--in-passes") != null && parsed.hasMatchedOption("--in-passes"));
        if (arguments.standardize && arguments.inPasses) {
            throw new UsageException("--in-passes descends on the columns as they are; leave out --standardize");
        }
        if (arguments.start != null && !arguments.start.contains("=")) {
            for (String part : arguments.start.split(",", -1)) {
                number("--start", part);
            }
        }
        return arguments;
    }

    private static @Nullable BigDecimal learningRate(String text) {
        if (text.equals("auto")) {
            return null;
        }
        BigDecimal rate = decimal(text);
        if (rate == null || rate.signum() <= 0) {
            throw new UsageException("--learning-rate takes a number above zero or 'auto', not '" + text + "'");
        }
        return rate;
    }

    private static OptionalLong count(ParseResult parsed, String option, long least) {
        if (!parsed.hasMatchedOption(option)) {
            return OptionalLong.empty();
        }
        String text = parsed.matchedOptionValue(option, "");
        BigDecimal number = decimal(text);
        try {
            if (number != null && number.longValueExact() >= least && number.longValueExact() < Long.MAX_VALUE) {
                return OptionalLong.of(number.longValueExact());
            }
        } catch (ArithmeticException notWholeOrTooLarge) {
            // Said below.
        }
        throw new UsageException(option + " takes a whole number from " + least + " to " + (Long.MAX_VALUE - 1)
                + ", not '" + text + "'");
    }

    /** Null for what is no decimal number of reasonable length and magnitude. */
    static @Nullable BigDecimal decimal(String text) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            long exponent = (long) number.precision() - number.scale() - 1;
            return number.signum() == 0 ? BigDecimal.ZERO : Math.abs(exponent) > MOST_EXPONENT ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigDecimal number(String option, String text) {
        BigDecimal number = decimal(text.strip());
        if (number == null) {
            throw new UsageException(option + " takes numbers or term=number, separated by commas, not '" + text + "'");
        }
        return number;
    }

    DescendArguments withLearningRate(BigDecimal rate) {
        return new DescendArguments(rate, iterations, every, start, standardize, inPasses);
    }

    /** The descent that was asked for. */
    GradientDescent descent(Formula formula) {
        GradientDescent descent =
                learningRate == null ? GradientDescent.fastest() : GradientDescent.withLearningRate(learningRate);
        descent = descent.from(startFor(formula));
        return standardize ? descent.standardized() : descent;
    }

    /** How many iterations were asked for; by default as many as reach the goal, if that is not too many. */
    long iterationsOf(Trajectory path) {
        return iterations.orElseGet(
                () -> toGoal(path).map(BigInteger::longValueExact).orElse(ITERATIONS_OTHERWISE));
    }

    /** Whether no more iterations reach the goal than one would make without being asked to. */
    boolean reachesGoal(Trajectory path) {
        return toGoal(path).isPresent();
    }

    private static Optional<BigInteger> toGoal(Trajectory path) {
        return path.iterationsTo(GOAL).filter(needed -> needed.compareTo(MOST_ITERATIONS_BY_DEFAULT) <= 0);
    }

    /** The start in the formula's order. */
    BigDecimal[] startFor(Formula formula) {
        List<String> terms = formula.terms().stream().map(Term::name).toList();
        BigDecimal[] coefficients = new BigDecimal[terms.size()];
        Arrays.fill(coefficients, BigDecimal.ZERO);
        if (start == null) {
            return coefficients;
        }
        String[] parts = start.split(",", -1);
        if (!start.contains("=")) {
            if (parts.length != terms.size()) {
                throw new UsageException("--start has " + parts.length + " numbers for the " + terms.size()
                        + " coefficients " + String.join(", ", terms));
            }
            Arrays.setAll(coefficients, i -> number("--start", parts[i]));
            return coefficients;
        }
        for (String part : parts) {
            int equals = part.lastIndexOf('=');
            String name = part.substring(0, Math.max(equals, 0)).strip();
            int index = terms.indexOf(
                    name.equalsIgnoreCase("intercept") && !terms.contains(name) ? Term.CONSTANT.name() : name);
            if (index < 0) {
                throw new UsageException("--start: no term '" + name + "'; there are " + String.join(", ", terms));
            }
            coefficients[index] = number("--start", part.substring(equals + 1));
        }
        return coefficients;
    }
}
