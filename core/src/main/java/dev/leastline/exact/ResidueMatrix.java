package dev.leastline.exact;

import java.math.BigInteger;

/** The upper triangle of a symmetric integer matrix, ready to be divided by many small numbers. */
final class ResidueMatrix {
    /** Products of a digit below 2³² and a residue below 2²⁸ that fit into a {@code long} together, with a residue. */
    private static final int SUMMED = 7;

    private static final long DIGIT = (1L << 32) - 1;

    private final BigInteger[][] entries;

    /** The magnitudes in base 2³², the lowest digit first. */
    private final int[][][] digits;

    private int mostDigits;

    ResidueMatrix(BigInteger[][] symmetric) {
        entries = symmetric;
        digits = new int[symmetric.length][symmetric.length][];
        for (int i = 0; i < symmetric.length; i++) {
            for (int j = i; j < symmetric.length; j++) {
                digits[i][j] = digits(symmetric[i][j].abs());
                mostDigits = Math.max(mostDigits, digits[i][j].length);
            }
        }
    }

    private static int[] digits(BigInteger magnitude) {
        byte[] bytes = magnitude.toByteArray();
        int[] digits = new int[(bytes.length + 3) / 4];
        for (int i = 0; i < bytes.length; i++) {
            digits[i / 4] |= (bytes[bytes.length - 1 - i] & 0xFF) << (8 * (i % 4));
        }
        return digits;
    }

    int size() {
        return entries.length;
    }

    /** The residues, from 0 to prime − 1, in the lower triangle; the upper one is of no use. */
    int[][] modulo(int prime) {
        long[] powers = new long[mostDigits + 1];
        powers[0] = 1;
        for (int k = 1; k < powers.length; k++) {
            powers[k] = (powers[k - 1] << 32) % prime;
        }
        int[][] residues = new int[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = i; j < size(); j++) {
                int[] number = digits[i][j];
                long sum = 0;
                for (int k = 0; k < number.length; k++) {
                    sum += (number[k] & DIGIT) * powers[k];
                    if (k % SUMMED == SUMMED - 1) {
                        sum %= prime;
                    }
                }
                int residue = (int) (sum % prime);
                residues[j][i] = entries[i][j].signum() < 0 && residue != 0 ? prime - residue : residue;
            }
        }
        return residues;
    }
}
