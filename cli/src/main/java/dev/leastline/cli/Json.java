package dev.leastline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

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

    /** A double as the shortest decimal that reads back the same; what JSON has no number for, as null. */
    static void figure(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    static void figure(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        figure(json, name, value.orElse(Double.NaN));
    }
}
