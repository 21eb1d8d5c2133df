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

    /** Whether a text begins as a file of moments or of a model; nothing is read of it. */
    static boolean isStored(BufferedReader text) throws IOException {
        return beginning(text, MomentsFile.MAGIC.length()).equals(MomentsFile.MAGIC) || ModelFile.isModel(text);
    }

    /** What is stored in the text; nothing, and nothing read of it, if it is something else. */
    static Optional<DataPass.Stored> read(BufferedReader text, Place place) throws IOException {
        if (beginning(text, MomentsFile.MAGIC.length()).equals(MomentsFile.MAGIC)) {
            return Optional.of(new DataPass.Stored(moments(text, place), Optional.empty()));
        }
        if (ModelFile.isModel(text)) {
            ModelFile.Content model = ModelFile.read(text, place);
            return Optional.of(new DataPass.Stored(model.moments(), Optional.of(model.formula())));
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

    /** The first characters, which can be read again. */
    static String beginning(BufferedReader text, int length) throws IOException {
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
