package dev.leastline.data;

import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.moments.MomentsFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** Tells files of moments and of models from delimited text by their first characters, and reads their moments. */
final class StoredMoments {
    private StoredMoments() {}

    /** What is stored in the text; nothing, and nothing read of it, if it is something else. */
    static Optional<CsvPass.Stored> read(BufferedReader text, Place place) throws IOException {
        if (beginning(text, MomentsFile.MAGIC.length()).equals(MomentsFile.MAGIC)) {
            return Optional.of(new CsvPass.Stored(moments(text, place), Optional.empty()));
        }
        return Optional.empty();
    }

    private static Moments moments(BufferedReader text, Place place) throws IOException {
        try {
            return MomentsFile.read(text);
        } catch (MomentsFormatException e) {
            throw place.atLine(e.line()).fault(String.valueOf(e.getMessage()), e);
        }
    }

    private static String beginning(BufferedReader text, int length) throws IOException {
        char[] characters = new char[length];
        text.mark(length);
        int read = 0;
        while (read < length) {
            int more = text.read(characters, read, length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        text.reset();
        return new String(characters, 0, read);
    }
}
