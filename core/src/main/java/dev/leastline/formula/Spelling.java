package dev.leastline.formula;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which name was meant by one that is not there. */
public final class Spelling {
    private Spelling() {}

    /**
     * The name most like another: less than about a third of its letters differ, capitals and small ones being the same.
     *
     * @param wanted what is not there
     * @param names what is there
     * @return the first of those nearest to it; empty if none is near
     */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int least = (wanted.length() + 1) / 3 + 1;
        String letters = wanted.toLowerCase(Locale.ROOT);
        for (String name : names) {
            boolean comparable = !name.isEmpty() && Math.abs(name.length() - wanted.length()) < least;
            int distance = comparable ? distance(letters, name.toLowerCase(Locale.ROOT)) : least;
            if (distance < least) {
                least = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    /** How many letters to insert, delete, replace, or swap with the next (Damerau 1964). */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], last[j]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
        }
        return row[b.length()];
    }
}
