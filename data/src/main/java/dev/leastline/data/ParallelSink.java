package dev.leastline.data;

/** A sink that several threads can fill, each one of its own, in whatever order: together they are as one. */
interface ParallelSink extends RowSink {
    /** {@return a sink without rows for the same columns} */
    ParallelSink twin();

    /** The rows to come are those of a chunk of a source, both counted from 0. */
    default void beginChunk(long source, long chunk) {}

    /** {@return whether the sampling of rows needs to know their chunks} */
    default boolean tellsChunksApart() {
        return false;
    }

    /** {@return whether numbers of many rows can be added at once, and none of the rows be refused} */
    default boolean takesBlocks() {
        return false;
    }

    /** Adds rows, if it takes blocks. */
    default void addRows(long[][] mantissas, int[][] scales, int rows) {
        throw new IllegalStateException("row by row");
    }

    /**
     * Adds rows of doubles, if it takes blocks.
     *
     * @throws IllegalArgumentException for NaN and infinities; none of the rows counts then
     */
    default void addRows(double[][] values, int rows) {
        throw new IllegalStateException("row by row");
    }

    /** Takes all rows of a twin. */
    void merge(ParallelSink twin);
}
