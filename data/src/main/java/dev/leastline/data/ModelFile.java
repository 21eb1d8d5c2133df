package dev.leastline.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.leastline.formula.Formula;
import dev.leastline.inference.Summary;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.moments.MomentsFormatException;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model as a JSON file: {@code leastline: "model", version: 1}, the fields of {@link SummaryJson}, {@code ridge}
 * (λ, or null), {@code levels} of its factors by column, {@code moments} (the lines of a {@link MomentsFile}), and last
 * {@code sha256}, the checksum of all the text before the comma that precedes that field.
 *
 * <p>The moments make it possible to fit the model again, with other data added, or to fit a smaller one; the same moments
 * and formula give the same bytes. Immutable.
 */
public final class ModelFile {
    private static final int VERSION = 1;
    private static final Pattern BEGINNING = Pattern.compile("\\s*\\{\\s*\"leastline\"\\s*:\\s*\"model\"");
    private static final Pattern STATED_VERSION =
            Pattern.compile(BEGINNING + "\\s*,\\s*\"version\"\\s*:\\s*([^,}\\s]+)");
    private static final String CHECKSUM = ",\n  \"sha256\" : \"";
    private static final String END = "\"\n}";
    private static final int BEGINNING_LENGTH = 64;

    private final MeanSquaredError bowl;
    private final Optional<Summary> summary;
    private final long skipped;

    private ModelFile(MeanSquaredError bowl, Optional<Summary> summary, long skipped) {
        this.bowl = bowl;
        this.summary = summary;
        this.skipped = skipped;
    }

    /**
     * A model found by least squares.
     *
     * @param bowl what was fitted
     * @param summary its summary
     * @param skipped how many rows were left out
     * @return the model's file, to be written
     */
    public static ModelFile of(MeanSquaredError bowl, Summary summary, long skipped) {
        return new ModelFile(bowl, Optional.of(summary), skipped);
    }

    /**
     * A model found with a ridge penalty, of which there is no summary.
     *
     * @param bowl what was fitted
     * @param skipped how many rows were left out
     * @return the model's file, to be written
     */
    public static ModelFile ofRidge(MeanSquaredError bowl, long skipped) {
        return new ModelFile(bowl, Optional.empty(), skipped);
    }

    /**
     * Writes the file, as a whole or not at all.
     *
     * @param file where it is to be
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        String text = text();
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@return the text of the file} */
    public String text() {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String body = text.toString().substring(0, text.toString().length() - "\n}".length());
        return body + CHECKSUM + MomentsFile.sha256(body) + "\"\n}\n";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStringField("leastline", "model");
        json.writeNumberField("version", VERSION);
        if (summary.isPresent()) {
            SummaryJson.write(json, summary.get(), OptionalLong.of(skipped), false);
            json.writeNullField("ridge");
        } else {
            SummaryJson.writeRidge(json, bowl, LeastSquares.fit(bowl), OptionalLong.of(skipped));
        }
        json.writeObjectFieldStart("levels");
        for (Map.Entry<String, List<String>> factor : bowl.formula().levels().entrySet()) {
            json.writeArrayFieldStart(factor.getKey());
            for (String level : factor.getValue()) {
                json.writeString(level);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("moments");
        for (String line : MomentsFile.write(bowl.moments()).split("\n")) {
            json.writeString(line);
        }
        json.writeEndArray();
    }

    /**
     * What a model's file holds.
     *
     * @param formula as it was given, without a dot, its factors without their levels
     * @param model the coefficients, its formula with the levels of factors
     * @param moments the moments that it was fitted to
     * @param ridge the ridge penalty λ; 0 without one
     * @param confidence the confidence of the intervals in its table
     */
    public record Content(Formula formula, LinearModel model, Moments moments, BigDecimal ridge, double confidence) {}

    /**
     * Reads a model.
     *
     * @param source the file
     * @return what is in it
     * @throws DataException if it cannot be read, is no model's file, of an unknown version, cut off or changed
     */
    public static Content read(DataSource source) {
        Place place = Place.of(source);
        try (BufferedReader text = TextInput.open(source)) {
            if (!isModel(text)) {
                throw place.fault("it is no model; 'leastline fit ... -o model.json' writes one");
            }
            return read(text, place);
        } catch (IOException e) {
            throw TextInput.fault(source, e);
        }
    }

    /** Whether a text begins as a model's file; nothing is read of it. */
    static boolean isModel(BufferedReader text) throws IOException {
        return BEGINNING
                .matcher(StoredMoments.beginning(text, BEGINNING_LENGTH))
                .lookingAt();
    }

    static Content read(BufferedReader text, Place place) throws IOException {
        StringBuilder all = new StringBuilder();
        char[] buffer = new char[1 << 13];
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            all.append(buffer, 0, count);
        }
        String json = all.toString().replace("\r\n", "\n");
        Matcher version = STATED_VERSION.matcher(json);
        if (version.lookingAt() && !version.group(1).equals(Integer.toString(VERSION))) {
            throw place.fault("the version '" + Place.shown(version.group(1)) + "' of this model is unknown, expected "
                    + VERSION + "; it may come from a newer leastline");
        }
        int end = json.lastIndexOf(CHECKSUM);
        String tail = end < 0 ? "" : json.substring(end + CHECKSUM.length()).stripTrailing();
        if (!tail.endsWith(END)) {
            throw place.fault("the model ends without its checksum; is the file cut off, or was it written anew?");
        }
        String checksum = tail.substring(0, tail.length() - END.length());
        if (!checksum.equals(MomentsFile.sha256(json.substring(0, end)))) {
            throw place.fault("the model was changed or damaged: its checksum does not match; fit it anew");
        }
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return content(object(parser), place);
        } catch (JsonProcessingException e) {
            throw place.fault("the model is no JSON: " + Place.visible(e.getOriginalMessage()), e);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw place.fault("the model lacks a field, or one is not what it should be", e);
        }
    }

    private static Content content(Map<String, @Nullable Object> fields, Place place) {
        Formula formula = Formula.parse(String.valueOf(fields.get("formula")));
        Map<String, List<String>> levels = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> factor :
                asObject(fields.get("levels")).entrySet()) {
            levels.put(
                    factor.getKey(),
                    asArray(factor.getValue()).stream().map(String::valueOf).toList());
        }
        Object ridge = fields.get("ridge");
        BigDecimal lambda = ridge == null ? BigDecimal.ZERO : new BigDecimal(ridge.toString());
        Moments moments;
        try {
            List<String> lines =
                    asArray(fields.get("moments")).stream().map(String::valueOf).toList();
            moments = MomentsFile.read(String.join("\n", lines) + "\n");
        } catch (MomentsFormatException e) {
            throw place.fault("in its moments: " + e.getMessage(), e);
        }
        List<Double> estimates = new ArrayList<>();
        for (Object coefficient : asArray(fields.get("coefficients"))) {
            Object estimate = asObject(coefficient).get("estimate");
            estimates.add(estimate == null ? Double.NaN : Double.parseDouble(estimate.toString()));
        }
        // A coefficient beyond the doubles has no number in JSON.
        LinearModel model = estimates.contains(Double.NaN)
                ? LeastSquares.fit(MeanSquaredError.of(moments, formula, lambda))
                : new LinearModel(
                        formula.withLevels(levels),
                        estimates.stream().mapToDouble(Double::doubleValue).toArray());
        Object confidence = fields.get("confidence");
        return new Content(
                formula, model, moments, lambda, confidence == null ? 0.95 : Double.parseDouble(confidence.toString()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return (Map<String, @Nullable Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> asArray(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return (List<@Nullable Object>) value;
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
