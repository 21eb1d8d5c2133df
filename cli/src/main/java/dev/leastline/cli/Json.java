package dev.leastline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An answer as one JSON object on one line. */
final class Json {
    private Json() {}

    /** Writes the fields of the object. */
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static void print(Console console, Fields fields) {
        try {
            JsonGenerator json = new JsonFactory().createGenerator(console.out());
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
            json.close();
            console.print("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
