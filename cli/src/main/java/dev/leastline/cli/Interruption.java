package dev.leastline.cli;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an interrupted run from answering. Ctrl-C ends the program that writes into our standard input as well, so that the
 * data seem to be over, though half of them are missing.
 */
final class Interruption {
    /** The signal comes to both at once, but the virtual machine takes up to 35 ms before it tells us. */
    private static final long NEWS = TimeUnit.MILLISECONDS.toNanos(70);

    private static volatile boolean begun;
    private static volatile boolean ended;
    private static volatile long end;

    private Interruption() {}

    /** From now on, {@link #await} knows of it. */
    static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> begun = true, "interruption"));
    }

    /** The same bytes; when they end is kept in mind, unless they are a file's. */
    static InputStream watched(FileInputStream input) {
        return new FilterInputStream(input) {
            @Override
            public int read() throws IOException {
                return told(super.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return told(super.read(bytes, offset, length));
            }

            private int told(int read) throws IOException {
                if (read < 0 && !ended && input.getChannel().size() == 0) {
                    end = System.nanoTime();
                    ended = true;
                }
                return read;
            }
        };
    }

    /** Before anything is answered: stays here for ever if the run is interrupted, until the virtual machine has ended. */
    static void await() {
        long left = ended ? NEWS - (System.nanoTime() - end) : 0;
        while (left > 0 || begun) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            } catch (InterruptedException e) {
                // Nobody does that, and there is nothing to go on with.
            }
            left = begun ? NEWS : NEWS - (System.nanoTime() - end);
        }
    }
}
