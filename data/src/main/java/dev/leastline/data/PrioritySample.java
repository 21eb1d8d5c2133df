package dev.leastline.data;

import java.util.List;
import java.util.PriorityQueue;

/**
 * Some rows of many, drawn by lot: every row has a number that only its place in the data decides, and those with the
 * smallest numbers are kept (a bottom-k sample; Cohen and Kaplan, 2007). So every row has the same chance, the same data
 * keep the same rows in every run, and samples of parts merge to the sample of the whole.
 */
final class PrioritySample {
    private static final long SEED = 1886;
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    /** A row's number, and its place in the data. */
    private record Lot(long number, long source, long chunk, long row) {
        // Comparators put together by the library take longer to begin with than a picture takes to draw.

        int inTheData(Lot other) {
            if (source != other.source) {
                return Long.compare(source, other.source);
            }
            return chunk != other.chunk ? Long.compare(chunk, other.chunk) : Long.compare(row, other.row);
        }

        int byNumber(Lot other) {
            return number != other.number ? Long.compare(number, other.number) : inTheData(other);
        }
    }

    private record Kept(Lot lot, ExactRow row) {}

    private final int size;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>((a, b) -> b.lot.byNumber(a.lot));
    private long source;
    private long chunk;
    private long row;
    private long start = mixed(SEED);

    /** The largest number kept. */
    private long largest = Long.MIN_VALUE;

    PrioritySample(int size) {
        this.size = size;
    }

    /** The rows to come are those of a chunk of a source. */
    void begin(long newSource, long newChunk) {
        source = newSource;
        chunk = newChunk;
        row = 0;
        start = mixed(mixed(SEED + newSource) + newChunk);
    }

    /** Draws for the next row: whether it is to be kept, as far as is known now. */
    boolean draws() {
        row++;
        return kept.size() < size || number() <= largest;
    }

    /** Keeps the row that was drawn for last. */
    void keep(ExactRow values) {
        keep(new Kept(new Lot(number(), source, chunk, row), values));
    }

    private void keep(Kept one) {
        kept.add(one);
        if (kept.size() > size) {
            kept.remove();
        }
        largest = kept.isEmpty() ? Long.MIN_VALUE : kept.element().lot.number;
    }

    void merge(PrioritySample other) {
        other.kept.forEach(this::keep);
    }

    /** The rows kept, in the order of the data. */
    List<ExactRow> rows() {
        return kept.stream()
                .sorted((a, b) -> a.lot.inTheData(b.lot))
                .map(Kept::row)
                .toList();
    }

    private long number() {
        return mixed(start + row * GOLDEN_RATIO);
    }

    /** Bits like random ones (the finalizer of SplitMix64; Steele, Lea and Flood, 2014). */
    private static long mixed(long value) {
        long bits = value;
        bits = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return bits ^ (bits >>> 31);
    }
}
