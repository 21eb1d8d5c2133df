package dev.leastline.data;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the delimiter among comma, semicolon and tab: the one that stands equally often, and most often, in each of the
 * first ten records outside quotes; if none does, the one most frequent in the first record. A decimal mark or comment
 * character is none.
 */
final class DelimiterSniffer {
    private static final String CANDIDATES = ",;\t";
    private static final int RECORDS = 10;
    private static final int CHARACTERS = 1 << 16;

    private final CsvFormat format;
    private final List<int[]> records = new ArrayList<>();
    private int[] counts = new int[CANDIDATES.length()];
    private boolean atLineStart = true;
    private boolean atFieldStart = true;
    private boolean quoted;
    private boolean comment;
    private boolean blank = true;

    private DelimiterSniffer(CsvFormat format) {
        this.format = format;
    }

    /** Looks into a reader that can mark, and leaves it at its beginning. */
    static char sniff(Reader text, CsvFormat format) throws IOException {
        char[] head = new char[CHARACTERS];
        text.mark(CHARACTERS);
        int length = 0;
        int count = 0;
        while (length < CHARACTERS && count >= 0) {
            length += count;
            count = text.read(head, length, CHARACTERS - length);
        }
        text.reset();
        DelimiterSniffer sniffer = new DelimiterSniffer(format);
        for (int i = 0; i < length && sniffer.records.size() < RECORDS; i++) {
            sniffer.look(head[i]);
        }
        if (length < CHARACTERS || sniffer.records.isEmpty()) {
            sniffer.endRecord();
        }
        return sniffer.choice();
    }

    private void look(char c) {
        if (quoted) {
            quoted = c != CsvFormat.QUOTE;
        } else if (c == '\n' || c == '\r') {
            endRecord();
        } else if (atLineStart && format.comment() != null && c == format.comment()) {
            comment = true;
            atLineStart = false;
        } else if (!comment) {
            lookInRecord(c);
        }
    }

    private void lookInRecord(char c) {
        int candidate = CANDIDATES.indexOf(c);
        if (candidate >= 0) {
            counts[candidate]++;
        }
        quoted = c == CsvFormat.QUOTE && atFieldStart;
        // A quote after a closed one goes on with the field, so that a quoted field always counts as at its start.
        atFieldStart = candidate >= 0 || quoted || (c == ' ' && atFieldStart);
        blank &= c == ' ' || c == '\t';
        atLineStart = false;
    }

    private void endRecord() {
        if (!blank && records.size() < RECORDS) {
            records.add(counts);
        }
        counts = new int[CANDIDATES.length()];
        atLineStart = true;
        atFieldStart = true;
        comment = false;
        blank = true;
    }

    private char choice() {
        int best = -1;
        long bestScore = -1;
        for (int i = 0; i < CANDIDATES.length(); i++) {
            char c = CANDIDATES.charAt(i);
            if (c == format.decimalMark() || (format.comment() != null && c == format.comment())) {
                continue;
            }
            long score = score(i);
            if (score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        return CANDIDATES.charAt(best);
    }

    private long score(int candidate) {
        if (records.isEmpty()) {
            return 0;
        }
        int count = records.get(0)[candidate];
        boolean consistent = records.stream().allMatch(record -> record[candidate] == count);
        return count + (consistent && count > 0 ? 1L << 32 : 0);
    }
}
