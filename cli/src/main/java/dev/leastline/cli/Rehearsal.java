package dev.leastline.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs commands for nobody to see. The launcher lets the virtual machine write down which classes they load and which
 * methods are hot, in a cache of which every later start takes a third less time (JEP 483, 514 and 515). So nothing but
 * the commands is done here: whatever else were loaded would be in the cache, too.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs the commands and ends.
     *
     * @param args the commands' words, with a comma between two commands
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        Interruption.watch();
        List<String> words = new ArrayList<>();
        for (String word : args) {
            if (word.equals(",")) {
                run(words);
                words.clear();
            } else {
                words.add(word);
            }
        }
        run(words);
        Runtime.getRuntime().halt(0);
    }

    private static void run(List<String> words) {
        Main.run(
                words.toArray(new String[0]),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
    }
}
