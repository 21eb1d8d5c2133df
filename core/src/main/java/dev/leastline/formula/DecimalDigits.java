package dev.leastline.formula;

/** Finds decimal numbers in texts. Regular expressions would do, but they would be half of the core in a browser. */
final class DecimalDigits {
    private DecimalDigits() {}

    /** Where the run of digits 0 to 9 ends that begins at a position; the position itself if none stands there. */
    static int run(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /**
     * Where a number like {@code 12}, {@code 12.}, {@code 1.5} or {@code .5} ends that begins at a position; −1 if none
     * does, or more than {@code most} digits stand before its point or after it.
     */
    static int number(String text, int from, int most) {
        int whole = run(text, from);
        int end = whole;
        if (whole < text.length() && text.charAt(whole) == '.') {
            end = run(text, whole + 1);
            if (end - whole - 1 > most) {
                return -1;
            }
        }
        boolean hasDigit = whole > from || end > whole + 1;
        return hasDigit && whole - from <= most ? end : -1;
    }
}
