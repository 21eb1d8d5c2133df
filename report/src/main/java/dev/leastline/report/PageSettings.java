package dev.leastline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentsFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the lab's scripts are told, as a JSON object: the settings of the descent, and points to draw. */
final class PageSettings {
    /** More points than that cannot be dragged one by one. */
    static final int MOST_EDITABLE = 500;

    /** The scatter of several predictors moves, which more points would make slow. */
    private static final int MOST_FITTED = 500;

    /** With more of them, an answer takes the core too long in a browser. */
    private static final int MOST_COEFFICIENTS = 12;

    private final Fitted fit;
    private final Descent descent;

    private PageSettings(Fitted fit, Descent descent) {
        this.fit = fit;
        this.descent = descent;
    }

    /** Why the lab cannot serve this fit; empty if it can. */
    static Optional<String> refusal(Fitted fit, Descent descent) {
        int size = fit.formula().terms().size();
        if (!descent.isDrawable()) {
            return Optional.of(
                    "The losses of these data, or of this start, are beyond the range of doubles, about 1e-308 to"
                            + " 1e308, so that the descent cannot be drawn; measure the columns in other units. All else on this page"
                            + " is of the whole fit.");
        }
        return size <= MOST_COEFFICIENTS
                ? Optional.empty()
                : Optional.of("The lab is for up to " + MOST_COEFFICIENTS + " coefficients; this fit has " + size
                        + ". All else on this page is of the whole fit.");
    }

    /** Of the text of JSON, safe within a script element. */
    static String json(Fitted fit, Descent descent) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new PageSettings(fit, descent).write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace("<", "\\u003c");
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Optional<String> refusal = refusal(fit, descent);
        if (refusal.isPresent()) {
            json.writeStringField("refusal", refusal.get());
            json.writeEndObject();
            return;
        }
        json.writeStringField("formula", fit.formula().toString());
        json.writeStringField("moments", MomentsFile.write(fit.bowl().moments()));
        json.writeNumberField("rows", fit.bowl().moments().rows());
        json.writeArrayFieldStart("names");
        for (String name : descent.names()) {
            json.writeString(name);
        }
        json.writeEndArray();
        write(json, "order", descent.order());
        write(json, "plane", descent.shown());
        json.writeStringField("rate", rate());
        json.writeNumberField("iterations", descent.iterations());
        json.writeNumberField("every", descent.every());
        json.writeBooleanField("standardized", descent.standardized());
        write(json, "start", descent.path().at(0).coefficients());
        if (isLine()) {
            line(json);
        } else if (fit.rows().size() > 0) {
            fitted(json);
        }
        json.writeEndObject();
    }

    private String rate() {
        return descent.path().learningRate().toString();
    }

    private boolean isLine() {
        Formula formula = fit.formula();
        return formula.hasIntercept()
                && formula.predictors().size() == 1
                && fit.rows().size() > 0;
    }

    private void line(JsonGenerator json) throws IOException {
        Term predictor = fit.formula().predictors().get(0);
        double[] x = fit.rows().values(predictor);
        json.writeObjectFieldStart("points");
        json.writeStringField("xLabel", predictor.name());
        json.writeStringField("yLabel", fit.response());
        boolean numbers = predictor.factorColumns().isEmpty();
        json.writeBooleanField(
                "editable", numbers && !fit.isSample() && !fit.isWeighted() && x.length <= MOST_EDITABLE);
        json.writeStringField("note", FitPicture.sampled(fit));
        write(json, "x", x);
        write(json, "y", fit.rows().values(fit.formula().response()));
        json.writeEndObject();
    }

    private void fitted(JsonGenerator json) throws IOException {
        double[] observed = fit.rows().values(fit.formula().response());
        int step = Math.ceilDiv(observed.length, MOST_FITTED);
        json.writeObjectFieldStart("fitted");
        json.writeStringField("yLabel", fit.response());
        json.writeBooleanField("intercept", fit.formula().hasIntercept());
        json.writeStringField(
                "note",
                step > 1 ? " Every " + step + "th of the points." + FitPicture.sampled(fit) : FitPicture.sampled(fit));
        write(json, "observed", thinned(observed, step));
        json.writeArrayFieldStart("columns");
        for (Term predictor : fit.formula().predictors()) {
            write(json, thinned(fit.rows().values(predictor), step));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static double[] thinned(double[] values, int step) {
        return IntStream.range(0, Math.ceilDiv(values.length, step))
                .mapToDouble(i -> values[i * step])
                .toArray();
    }

    private static void write(JsonGenerator json, String name, List<Integer> numbers) throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
        for (int number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, double[] numbers) throws IOException {
        json.writeFieldName(name);
        write(json, numbers);
    }

    private static void write(JsonGenerator json, double[] numbers) throws IOException {
        json.writeStartArray();
        for (double number : DoubleStream.of(numbers).toArray()) {
            if (number == Math.rint(number) && Math.abs(number) < 1e15) {
                json.writeNumber((long) number);
            } else {
                json.writeNumber(number);
            }
        }
        json.writeEndArray();
    }
}
