package dev.leastline.exact;

import java.util.Arrays;

/** The primes below 2<sup>28</sup>, the largest first; each is found when it is first asked for. */
final class Primes {
    /** Above all of them; 128 products of residues do not overflow a {@code long}. */
    static final int LIMIT = 1 << 28;

    private static final int ROOT_OF_LIMIT = 1 << 14;
    private static final int[] DIVISORS = divisors();

    private static int[] found = new int[64];
    private static int count;

    private Primes() {}

    /** Prime number {@code index} from above, from 0. There are more than ten million. */
    static synchronized int get(int index) {
        while (count <= index) {
            int candidate = count == 0 ? LIMIT - 1 : found[count - 1] - 2;
            while (!isPrime(candidate)) {
                candidate -= 2;
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = candidate;
        }
        return found[index];
    }

    private static boolean isPrime(int odd) {
        for (int divisor : DIVISORS) {
            if (odd % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] divisors() {
        boolean[] composite = new boolean[ROOT_OF_LIMIT];
        int[] primes = new int[ROOT_OF_LIMIT];
        int size = 0;
        for (int i = 3; i < ROOT_OF_LIMIT; i += 2) {
            if (!composite[i]) {
                primes[size++] = i;
                for (int j = 3 * i; j < ROOT_OF_LIMIT; j += 2 * i) {
                    composite[j] = true;
                }
            }
        }
        return Arrays.copyOf(primes, size);
    }
}
