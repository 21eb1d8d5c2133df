package dev.leastline.cli;

import dev.leastline.data.DataSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** How files are read: with how many threads, and whether that is shown. */
final class ReadingOptions {
    private static final int MOST_THREADS = 1024;

    /** Below so many bytes, Parquet is read before the compilers of the virtual machine are through. */
    private static final long SHORT = 500_000_000;

    private ReadingOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(DataArguments.option("--threads", "N")
                .description("Read large files with so many threads (default: as many as there are processors, and one"
                        + " less for Parquet of less than 500 MB); the answer is the same with any number.")
                .build());
        addQuietTo(spec);
    }

    static void addQuietTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-q", "--quiet")
                .type(boolean.class)
                .description("Do not show on the terminal how far the reading is.")
                .build());
    }

    static int threads(ParseResult parsed, List<DataSource> sources) {
        String text = parsed.matchedOptionValue("--threads", "");
        if (!parsed.hasMatchedOption("--threads")) {
            int processors = Runtime.getRuntime().availableProcessors();
            // The compilers need one for as long, and the reading is over sooner if it leaves them one.
            return isShort(sources) ? Math.max(1, processors - 1) : processors;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_THREADS) {
            throw new UsageException("--threads takes a number from 1 to " + MOST_THREADS + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static boolean isShort(List<DataSource> sources) {
        return sources.stream().allMatch(source -> source.name().endsWith(".parquet"))
                && sources.stream().mapToLong(DataSource::size).sum() < SHORT;
    }

    /** The sources, and a bar for them if there is a terminal to show it. */
    static List<DataSource> watched(List<DataSource> sources, ParseResult parsed, Console console) {
        // Java does not tell; the launcher does.
        boolean terminal = "terminal".equals(System.getenv("LEASTLINE_STDERR"));
        if (!terminal || parsed.hasMatchedOption("--quiet")) {
            return sources;
        }
        boolean known = sources.stream().allMatch(source -> source.size() >= 0);
        long total = known ? sources.stream().mapToLong(DataSource::size).sum() : -1;
        ProgressBar bar = new ProgressBar(console.talk(), total, System::nanoTime);
        return sources.stream().map(source -> source.watchedBy(bar)).toList();
    }
}
