package dev.leastline.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Integers known by their residues modulo primes, one after the other (the Chinese remainder theorem): as soon as the
 * product of the primes is larger than twice their magnitude, they are known.
 */
final class Residues {
    private final BigInteger[] values;
    private BigInteger modulus = BigInteger.ONE;

    Residues(int count) {
        values = new BigInteger[count];
        Arrays.fill(values, BigInteger.ZERO);
    }

    /** Whether all integers of a magnitude below 2^bits are known. */
    boolean hold(long bits) {
        return modulus.bitLength() > bits + 1;
    }

    /** Takes what the integers are modulo another prime. */
    void add(int prime, int... residues) {
        BigInteger divisor = BigInteger.valueOf(prime);
        long inverse = modulus.modInverse(divisor).longValue();
        for (int i = 0; i < values.length; i++) {
            long missing = residues[i] - values[i].mod(divisor).longValue();
            long digit = (missing + prime) % prime * inverse % prime;
            values[i] = values[i].add(modulus.multiply(BigInteger.valueOf(digit)));
        }
        modulus = modulus.multiply(divisor);
    }

    /** The integers of least magnitude that have these residues. */
    BigInteger[] integers() {
        BigInteger half = modulus.shiftRight(1);
        BigInteger[] integers = new BigInteger[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = values[i].compareTo(half) > 0 ? values[i].subtract(modulus) : values[i];
        }
        return integers;
    }
}
