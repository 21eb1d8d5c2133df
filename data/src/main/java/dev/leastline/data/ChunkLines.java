package dev.leastline.data;

import java.util.Arrays;

/**
 * In which lines chunks begin. Whoever has looked through a chunk tells how many lines it has; whoever needs to name a line
 * waits for those who have the chunks before.
 */
final class ChunkLines {
    private static final long UNKNOWN = -1;

    private final long first;
    private long[] counts = new long[16];

    /** The lines of so many of the first chunks are known. */
    private int known;

    /** Lines counted from the given one. */
    ChunkLines(long first) {
        this.first = first;
        Arrays.fill(counts, UNKNOWN);
    }

    synchronized void set(long chunk, long lines) {
        int at = Math.toIntExact(chunk);
        if (at >= counts.length) {
            int length = counts.length;
            counts = Arrays.copyOf(counts, 2 * at);
            Arrays.fill(counts, length, counts.length, UNKNOWN);
        }
        counts[at] = lines;
        while (known < counts.length && counts[known] != UNKNOWN) {
            known++;
        }
        notifyAll();
    }

    /** The line in which a chunk begins, as soon as it is known. */
    synchronized long before(long chunk) {
        boolean interrupted = false;
        while (known < chunk) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return first + Arrays.stream(counts, 0, Math.toIntExact(chunk)).sum();
    }
}
