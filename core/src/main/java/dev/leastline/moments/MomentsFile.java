package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moments as readable text, exactly:
 *
 * <pre>
 * leastline moments 1
 * rows 50
 * terms 2
 * speed
 * dist
 * 1 50
 * speed 770
 * dist 2149
 * speed*speed 13228
 * speed*dist 38482
 * dist*dist 124903
 * sha256 (of the lines above, each ended by a line feed, in UTF-8)
 * </pre>
 *
 * A factor stands among the terms as a whole, {@code C(region)}; after the terms follow a line {@code levels 2} and the
 * names of the levels met, {@code C(region)[north]}, of which the sums are. The product of two levels of one factor is 0, and
 * has no line.
 *
 * <p>With weights, lines {@code weights w} and {@code log-weights 0.25} (Σ log w) follow the rows, and the sums are weighted. In
 * names a backslash, line feed and carriage return are written {@code \\}, {@code \n} and {@code \r}. The same moments in
 * the same order of terms are the same bytes. Read are these lines alone, however they end, and the last one ended or not.
 */
public final class MomentsFile {
    /** With these words every moments file begins. */
    public static final String MAGIC = "leastline moments ";

    private static final int VERSION = 1;
    private static final String CHECKSUM = "sha256 ";
    private static final int LONGEST_PLAIN = 500;

    private MomentsFile() {}

    /**
     * Writes moments.
     *
     * @param moments the moments
     * @return the text, its last line ended by a line feed
     * @throws IllegalArgumentException if a term is made of a column whose name is empty
     */
    public static String write(Moments moments) {
        refuseNameless(moments);
        StringBuilder text = new StringBuilder(MAGIC).append(VERSION).append('\n');
        text.append("rows ").append(moments.rows()).append('\n');
        moments.weights().ifPresent(weights -> text.append("weights ")
                .append(escaped(weights.name()))
                .append("\nlog-weights ")
                .append(plain(moments.sumOfLogWeights()))
                .append('\n'));
        List<Term> accumulated = new ArrayList<>(moments.accumulated());
        accumulated.remove(Term.CONSTANT);
        names(text, "terms ", accumulated);
        if (accumulated.stream().anyMatch(MomentsFile::isFactor)) {
            names(
                    text,
                    "levels ",
                    moments.terms().stream()
                            .filter(term -> !accumulated.contains(term) && !term.equals(Term.CONSTANT))
                            .toList());
        }
        List<Term> terms = moments.terms();
        ExclusiveLevels exclusive = new ExclusiveLevels(terms);
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i; j < terms.size(); j++) {
                if (exclusive.exclude(i, j)) {
                    continue;
                }
                text.append(label(terms.get(i), terms.get(j)))
                        .append(' ')
                        .append(plain(moments.sumOfProducts(terms.get(i), terms.get(j))))
                        .append('\n');
            }
        }
        String checksum = sha256(text.toString());
        return text.append(CHECKSUM).append(checksum).append('\n').toString();
    }

    private static void refuseNameless(Moments moments) {
        List<Term> all = new ArrayList<>(moments.accumulated());
        moments.weights().ifPresent(all::add);
        for (Term term : all) {
            if (term.columns().contains("") || term.factorColumns().contains("")) {
                throw new IllegalArgumentException("moments of a column without a name cannot be written");
            }
        }
    }

    private static void names(StringBuilder text, String title, List<Term> terms) {
        text.append(title).append(terms.size()).append('\n');
        terms.forEach(term -> text.append(escaped(term.name())).append('\n'));
    }

    /** Whether a term stands for all levels of a factor, or of a product of factors. */
    static boolean isFactor(Term term) {
        return !term.factorColumns().isEmpty() && term.equals(Term.shape(term));
    }

    static String label(Term a, Term b) {
        if (b.equals(Term.CONSTANT)) {
            return "1";
        }
        return escaped(a.equals(Term.CONSTANT) ? b.name() : a.name() + "*" + b.name());
    }

    static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String plain(BigDecimal value) {
        return Math.abs((long) value.scale()) + value.precision() <= LONGEST_PLAIN
                ? value.toPlainString()
                : value.toString();
    }

    /**
     * The checksum of a text.
     *
     * @param text any text
     * @return the SHA-256 of its UTF-8 bytes in hexadecimal digits
     */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder hexadecimal = new StringBuilder();
            for (byte b : digest) {
                hexadecimal.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hexadecimal.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads moments.
     *
     * @param text a moments file's text
     * @return the moments
     * @throws MomentsFormatException if it is no moments file, of an unknown version, cut off or changed
     */
    public static Moments read(String text) {
        try {
            return read(new BufferedReader(new StringReader(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads moments without looking at the checksum, for a text that a program carries in itself: not every machine that
     * runs this code knows SHA-256 (a browser's WebAssembly does not).
     *
     * @param text a moments file's text; its last line may be missing
     * @return the moments
     * @throws MomentsFormatException if it is no moments file or of an unknown version
     */
    public static Moments readUnchecked(String text) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            lines.add(text.substring(start, end < 0 ? text.length() : end));
            start = end < 0 ? text.length() : end + 1;
        }
        firstLine(lines.isEmpty() ? null : lines.get(0));
        if (lines.get(lines.size() - 1).startsWith(CHECKSUM)) {
            lines.remove(lines.size() - 1);
        }
        return new MomentsLines(lines).moments();
    }

    private static String firstLine(@Nullable String first) {
        if (first == null || !first.startsWith(MAGIC)) {
            throw new MomentsFormatException(
                    1, "it is no moments file: its first line is not '" + MAGIC + VERSION + "'");
        }
        if (!first.equals(MAGIC + VERSION)) {
            throw new MomentsFormatException(
                    1,
                    "the version '" + first.substring(MAGIC.length()) + "' of this moments file is unknown, expected "
                            + VERSION + "; it may come from a newer leastline");
        }
        return first;
    }

    /**
     * Reads moments.
     *
     * @param text a moments file's text
     * @return the moments
     * @throws IOException if reading fails
     * @throws MomentsFormatException if it is no moments file, of an unknown version, cut off or changed
     */
    public static Moments read(BufferedReader text) throws IOException {
        String first = firstLine(text.readLine());
        List<String> lines = new ArrayList<>(List.of(first));
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lines.add(line);
        }
        String last = lines.remove(lines.size() - 1);
        if (!last.matches(CHECKSUM + "[0-9a-f]{64}")) {
            throw new MomentsFormatException(
                    0,
                    "the moments file ends in line " + (lines.size() + 1)
                            + " without its checksum; is it cut off, or something added?");
        }
        if (!last.equals(CHECKSUM + sha256(String.join("\n", lines) + "\n"))) {
            throw new MomentsFormatException(
                    0,
                    "the moments file was changed or damaged: its checksum does not match; make it anew from the data");
        }
        return new MomentsLines(lines).moments();
    }
}
