package dev.leastline.cli;

import dev.leastline.data.DataException;
import dev.leastline.formula.FormulaException;
import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.TooManyTermsException;
import dev.leastline.moments.ImpossibleMomentsException;
import dev.leastline.regression.CollinearTermsException;
import dev.leastline.regression.TooFewRowsException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The way of a command line: parsed, handed to its verb, and every failure made one line and an exit status. */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int OUR_FAULT = 70;

    private static final Map<String, Supplier<CommandSpec>> SPECS = new LinkedHashMap<>();

    static {
        SPECS.put("fit", FitCommand::spec);
        SPECS.put("descend", DescendCommand::spec);
        SPECS.put("moments", MomentsCommand::spec);
        SPECS.put("predict", PredictCommand::spec);
        SPECS.put("report", ReportCommand::spec);
    }

    private static final String VERBS = String.join(", ", SPECS.keySet());

    private Main() {}

    /**
     * Runs the command and ends the virtual machine with its exit status.
     *
     * @param args the command's arguments
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        Interruption.watch();
        int status = run(
                args,
                Interruption.watched(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        Interruption.await();
        // Not System.exit: there is nothing to wait for, and stopping the compiler threads in order costs time.
        Runtime.getRuntime().halt(status);
    }

    /**
     * Runs the command.
     *
     * @param args the command's arguments
     * @param in standard input
     * @param out standard output, for the answer
     * @param err standard error, for talk
     * @return the exit status: 0 done; 1 for what files or numbers forbid; 2 for wrong arguments; 70 for a fault of ours
     */
    public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
        Console console = new Console(in, out, err);
        try {
            int status = dispatch(args, console);
            console.flush();
            return status;
        } catch (UsageException | FormulaException e) {
            return fail(console, e, WRONG_USAGE);
        } catch (DataException
                | TooFewRowsException
                | CollinearTermsException
                | MissingTermException
                | TooManyTermsException
                | ImpossibleMomentsException
                | FailedException e) {
            return fail(console, e, FAILED);
        } catch (UncheckedIOException e) {
            String reason =
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
            // A reader like head has seen enough; there is no one to tell.
            if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
                return DONE;
            }
            console.say("cannot write the answer: " + reason);
            return FAILED;
        } catch (OutOfMemoryError e) {
            console.say("the memory of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB is not enough for this; give more with LEASTLINE_JAVA_OPTIONS=-Xmx8g");
            return FAILED;
        } catch (Throwable e) {
            console.say("this is a fault of leastline, not yours. Please report it with the command and these lines:");
            e.printStackTrace(console.talk());
            return OUR_FAULT;
        }
    }

    private static int fail(Console console, Exception e, int status) {
        try {
            console.flush();
        } catch (UncheckedIOException nobodyReads) {
            // What went wrong first is worth more than that.
        }
        console.say(String.valueOf(e.getMessage()));
        return status;
    }

    private static int dispatch(String[] args, Console console) {
        CommandLine command = new CommandLine(spec(), Main::make);
        Supplier<CommandSpec> known = args.length == 0 ? null : SPECS.get(args[0]);
        if (known == null) {
            SPECS.forEach((verb, spec) -> command.addSubcommand(verb, spec.get()));
        } else {
            command.addSubcommand(args[0], known.get()); // The others take as long to describe.
        }
        command.setExpandAtFiles(false);
        ParseResult parsed;
        try {
            parsed = command.parseArgs(args);
        } catch (ParameterException e) {
            throw e.getCause() instanceof UsageException ours ? ours : new UsageException(usageProblem(e));
        }
        while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
            parsed = parsed.subcommand();
        }
        CommandSpec verb = parsed.commandSpec();
        if (parsed.isUsageHelpRequested()) {
            console.print(verb.commandLine().getUsageMessage(Ansi.OFF).stripTrailing());
            return DONE;
        }
        if (parsed.isVersionHelpRequested()) {
            console.print("leastline " + version());
            return DONE;
        }
        return switch (verb.name()) {
            case "fit" -> new FitCommand(parsed, console).run();
            case "descend" -> new DescendCommand(parsed, console).run();
            case "moments" -> new MomentsCommand(parsed, console).run();
            case "predict" -> new PredictCommand(parsed, console).run();
            case "report" -> new ReportCommand(parsed, console).run();
            default -> throw new UsageException("give a verb: " + VERBS + "; 'leastline --help' shows how");
        };
    }

    private static String usageProblem(ParameterException e) {
        String verb = e.getCommandLine().getCommandSpec().qualifiedName();
        String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (e instanceof UnmatchedArgumentException unmatched && verb.equals("leastline")) {
            List<String> words = unmatched.getUnmatched();
            if (!words.get(0).startsWith("-")) {
                problem = "no verb '" + words.get(0) + "'; there are " + VERBS;
            }
        }
        return problem + "; '" + verb + " --help' shows how";
    }

    private static CommandSpec spec() {
        CommandSpec spec = command("leastline");
        spec.usageMessage()
                .description(
                        "Least squares, to the last bit: fits lines and planes exactly, and shows how gradient descent gets there.",
                        "")
                .synopsisSubcommandLabel("VERB")
                .footer(
                        "",
                        "Examples:",
                        "  leastline fit sales.csv 'price ~ area + rooms'   the exact least-squares fit",
                        "  leastline descend                                gradient descent on five points",
                        "  leastline moments jan.csv -o sales.moments       sums to fit, merge and update later",
                        "  leastline predict model.json new.csv             a saved model's predictions",
                        "  leastline report sales.csv -o sales.html           a page to see and play with",
                        "  leastline fit --help                             more on a verb",
                        "",
                        "Exit status: 0 done; 1 the files or the numbers forbid it; 2 wrong arguments;",
                        "70 a fault of leastline; 130 interrupted.");
        spec.addOption(helpOption());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
        return spec;
    }

    /** A command without options yet, and without picocli's own factory, which looks for Groovy in every jar. */
    static CommandSpec command(String name) {
        return CommandSpec.wrapWithoutInspection(null, Main::make).name(name);
    }

    private static <T> T make(Class<T> type) throws ReflectiveOperationException {
        return type == List.class
                ? type.cast(new ArrayList<>())
                : type.getDeclaredConstructor().newInstance();
    }

    static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build();
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
