package dev.leastline.data;

import java.util.SplittableRandom;

/**
 * Which rows of a pass to keep: every row has the same chance (Vitter's algorithm R, 1985), and the same data keep the
 * same rows in every run.
 */
final class Reservoir {
    private static final long SEED = 1886;

    private final int size;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long rows;

    Reservoir(int size) {
        this.size = size;
    }

    /** {@return the place that the next row takes among those kept, or −1 if it is not kept} */
    int next() {
        long place = rows < size ? rows : random.nextLong(rows + 1);
        rows++;
        return place < size ? (int) place : -1;
    }

    /** {@return how many rows there were} */
    long rows() {
        return rows;
    }
}
