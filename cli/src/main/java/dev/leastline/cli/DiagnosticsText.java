package dev.leastline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leastline.data.Diagnostics;
import dev.leastline.data.SummaryJson;
import dev.leastline.exact.NumberText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link Diagnostics} as lines for people, and as a JSON object. */
final class DiagnosticsText {
    private DiagnosticsText() {}

    static List<String> lines(Diagnostics diagnostics, boolean severalSources) {
        Diagnostics.Quantiles residuals = diagnostics.residuals();
        List<String> lines = new ArrayList<>();
        lines.add("residuals: min " + five(residuals.minimum()) + ", 1st quartile " + five(residuals.firstQuartile())
                + ", median " + five(residuals.median()) + ", 3rd quartile " + five(residuals.thirdQuartile())
                + ", max "
                + five(residuals.maximum()));
        if (isSampled(diagnostics)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "(quartiles and median of a random sample of %,d rows, the same in every run)",
                    residuals.sampleSize()));
        }
        lines.add("Durbin–Watson "
                + (diagnostics.durbinWatson().isPresent()
                        ? five(diagnostics.durbinWatson().getAsDouble())
                        : "–"));
        lines.add("largest leverages: " + largest(diagnostics.leverages(), severalSources));
        lines.add("largest Cook's distances: " + largest(diagnostics.cooksDistances(), severalSources));
        return lines;
    }

    private static boolean isSampled(Diagnostics diagnostics) {
        return diagnostics.residuals().sampleSize() < diagnostics.rows();
    }

    private static String largest(List<Diagnostics.Influence> influences, boolean severalSources) {
        if (influences.isEmpty()) {
            return "–";
        }
        List<String> texts = new ArrayList<>();
        for (Diagnostics.Influence influence : influences) {
            texts.add(five(influence.value()) + " (" + (severalSources ? influence.source() + ", " : "") + "line "
                    + influence.line() + ")");
        }
        return String.join(", ", texts);
    }

    private static String five(double value) {
        String shortest = NumberText.shortest(value);
        String rounded = NumberText.significant(value, 5);
        return shortest.length() < rounded.length() ? shortest : rounded;
    }

    static void write(JsonGenerator json, Diagnostics diagnostics) throws IOException {
        json.writeObjectFieldStart("diagnostics");
        Diagnostics.Quantiles residuals = diagnostics.residuals();
        json.writeObjectFieldStart("residuals");
        SummaryJson.figure(json, "min", residuals.minimum());
        SummaryJson.figure(json, "firstQuartile", residuals.firstQuartile());
        SummaryJson.figure(json, "median", residuals.median());
        SummaryJson.figure(json, "thirdQuartile", residuals.thirdQuartile());
        SummaryJson.figure(json, "max", residuals.maximum());
        json.writeNumberField("sampleSize", residuals.sampleSize());
        json.writeEndObject();
        SummaryJson.figure(json, "durbinWatson", diagnostics.durbinWatson().orElse(Double.NaN));
        write(json, "leverages", diagnostics.leverages());
        write(json, "cooksDistances", diagnostics.cooksDistances());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<Diagnostics.Influence> influences)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Diagnostics.Influence influence : influences) {
            json.writeStartObject();
            json.writeStringField("file", influence.source());
            json.writeNumberField("line", influence.line());
            SummaryJson.figure(json, "value", influence.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
