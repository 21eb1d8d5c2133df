package dev.leastline.data;

/** Told how far the reading of sources is; by several threads. */
public interface ReadingProgress {
    /** Nobody to tell. */
    ReadingProgress NONE = new ReadingProgress() {};

    /** A source is opened. */
    default void begin() {}

    /**
     * Bytes have been read from a source, packed if it is.
     *
     * @param bytes how many more; below zero if they have to be read again
     */
    default void bytes(long bytes) {}

    /**
     * Rows have been read.
     *
     * @param rows how many more; below zero if they have to be read again
     */
    default void rows(long rows) {}

    /** A source is closed, all of it read or not. */
    default void end() {}
}
