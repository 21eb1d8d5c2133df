package dev.leastline.moments;

/**
 * The upper 64 bits of a 128-bit product. Virtual machines without {@link Math#multiplyHigh} (TeaVM's) put
 * {@link #highPlain} in the place of {@link #high}; this is the only class that knows.
 */
final class WideProduct {
    private WideProduct() {}

    static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** The same with 64-bit products of 32-bit halves (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm M). */
    static long highPlain(long a, long b) {
        long aHigh = a >> 32;
        long aLow = a & 0xFFFF_FFFFL;
        long bHigh = b >> 32;
        long bLow = b & 0xFFFF_FFFFL;
        long middle = aHigh * bLow + ((aLow * bLow) >>> 32);
        long other = aLow * bHigh + (middle & 0xFFFF_FFFFL);
        return aHigh * bHigh + (middle >> 32) + (other >> 32);
    }
}
