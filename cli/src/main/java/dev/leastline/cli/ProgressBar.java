package dev.leastline.cli;

import dev.leastline.data.ReadingProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A line on a terminal that tells how far the reading is: from the first second on, gone when the reading is done. */
final class ProgressBar implements ReadingProgress {
    private static final long SECOND = 1_000_000_000;
    private static final long PAUSE_MILLIS = 200;
    private static final int WIDTH = 20;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private final long total;
    private final LongSupplier clock;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private long started;
    private int open;
    private boolean drawn;
    private boolean watched;

    /**
     * A bar that is not yet seen.
     *
     * @param total how many bytes there are to read; −1 if that is not known
     * @param clock the time in nanoseconds
     */
    ProgressBar(PrintStream terminal, long total, LongSupplier clock) {
        this.terminal = terminal;
        this.total = total;
        this.clock = clock;
    }

    @Override
    public synchronized void begin() {
        open++;
        if (!watched) {
            watched = true;
            started = clock.getAsLong();
            Thread painter = new Thread(this::paint, "progress");
            painter.setDaemon(true);
            painter.start();
        }
    }

    @Override
    public void bytes(long more) {
        bytes.addAndGet(more);
    }

    @Override
    public void rows(long more) {
        rows.addAndGet(more);
    }

    @Override
    public synchronized void end() {
        open--;
        if (drawn) {
            terminal.print(ERASE);
            terminal.flush();
            drawn = false;
        }
    }

    private void paint() {
        try {
            for (; ; ) {
                Thread.sleep(PAUSE_MILLIS);
                draw();
            }
        } catch (InterruptedException e) {
            // Nobody wants to see more.
        }
    }

    /** Draws the line, if there is something to wait for. */
    synchronized void draw() {
        if (open > 0 && clock.getAsLong() - started >= SECOND) {
            terminal.print(ERASE + line());
            terminal.flush();
            drawn = true;
        }
    }

    private String line() {
        double seconds = (clock.getAsLong() - started) / (double) SECOND;
        long read = bytes.get();
        StringBuilder line = new StringBuilder();
        if (total > 0) {
            double part = Math.min(1.0, read / (double) total);
            int filled = (int) (part * WIDTH);
            line.append(String.format(Locale.ROOT, "%3d %% [", (int) (100 * part)))
                    .append("#".repeat(filled))
                    .append(" ".repeat(WIDTH - filled))
                    .append("]  ")
                    .append(size(read))
                    .append(" of ")
                    .append(size(total));
        } else {
            line.append(size(read));
        }
        if (rows.get() > 0) {
            line.append(String.format(Locale.ROOT, ", %,d rows/s", Math.round(rows.get() / seconds)));
        }
        if (total > 0 && read > 0) {
            long left = Math.max(0, Math.round(seconds * (total - read) / read));
            line.append(", ").append(time(left)).append(" left");
        }
        return line.toString();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000_000 ? bytes / 1_000_000 + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
