package dev.leastline.moments;

import java.util.Arrays;

/** Rows of a {@link BlockColumn} that do not share its scale, each with a mantissa and the key of a scale of its own. */
final class ApartRows {
    private int size;
    private int[] rows = {};
    private long[] mantissas = {};
    private long[] keys = {};

    /** For each row of the block its place here, plus 1; 0 for the others. */
    private int[] places = {};

    void add(int row, long mantissa, long key, int blockRows) {
        if (places.length == 0) {
            places = new int[blockRows];
        }
        if (size == rows.length) {
            int length = Math.max(8, 2 * size);
            rows = Arrays.copyOf(rows, length);
            mantissas = Arrays.copyOf(mantissas, length);
            keys = Arrays.copyOf(keys, length);
        }
        rows[size] = row;
        mantissas[size] = mantissa;
        keys[size] = key;
        places[row] = ++size;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            places[rows[i]] = 0;
        }
        size = 0;
    }

    int size() {
        return size;
    }

    boolean has(int row) {
        return size > 0 && places[row] > 0;
    }

    /** The place of a row that is here. */
    int place(int row) {
        return places[row] - 1;
    }

    int row(int place) {
        return rows[place];
    }

    long mantissa(int place) {
        return mantissas[place];
    }

    long key(int place) {
        return keys[place];
    }
}
