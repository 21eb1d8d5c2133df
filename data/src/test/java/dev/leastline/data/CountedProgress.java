package dev.leastline.data;

import java.util.concurrent.atomic.AtomicLong;

/** How far a reading is said to be. */
final class CountedProgress implements ReadingProgress {
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong rows = new AtomicLong();

    @Override
    public void bytes(long more) {
        bytes.addAndGet(more);
    }

    @Override
    public void rows(long more) {
        rows.addAndGet(more);
    }
}
