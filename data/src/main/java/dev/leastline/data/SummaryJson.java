package dev.leastline.data;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leastline.formula.Term;
import dev.leastline.inference.Coefficient;
import dev.leastline.inference.Summary;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A {@link Summary} as the fields of a JSON object: {@code formula, rows, skipped, weights, coefficients:[{term, estimate,
 * stdError, t, p, lower, upper}], confidence, residualStdError, degreesOfFreedom, rSquared, adjustedRSquared, fStatistic,
 * fDegreesOfFreedom:[a, b], fPValue, logLikelihood, aic, bic}. The field {@code weights}, a column, is
 * there if rows were weighted by it. Doubles are the shortest decimals that read back the same; what does not exist, or is
 * infinite, is {@code null}.
 */
public final class SummaryJson {
    private SummaryJson() {}

    /**
     * Writes the fields into an object that is open.
     *
     * @param json takes them
     * @param summary the summary
     * @param skipped how many rows were left out; empty if that is not known, and then there is no such field
     * @param inflation whether each term but the constant has its variance inflation factor, {@code vif}
     * @throws IOException if writing fails
     */
    public static void write(JsonGenerator json, Summary summary, OptionalLong skipped, boolean inflation)
            throws IOException {
        writeData(json, summary.model(), summary.rows(), skipped, summary.weights());
        json.writeArrayFieldStart("coefficients");
        List<Term> terms = summary.model().terms();
        List<Coefficient> coefficients = summary.coefficients();
        for (int i = 0; i < terms.size(); i++) {
            write(json, coefficients.get(i));
            if (inflation && !terms.get(i).equals(Term.CONSTANT)) {
                figure(json, "vif", summary.varianceInflationFactor(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        figure(json, "confidence", summary.confidence());
        figure(json, "residualStdError", summary.residualStdError());
        json.writeNumberField("degreesOfFreedom", summary.degreesOfFreedom());
        figure(json, "rSquared", summary.rSquared());
        figure(json, "adjustedRSquared", summary.adjustedRSquared());
        figure(json, "fStatistic", summary.fStatistic());
        json.writeArrayFieldStart("fDegreesOfFreedom");
        json.writeNumber(summary.fNumeratorDegreesOfFreedom());
        json.writeNumber(summary.degreesOfFreedom());
        json.writeEndArray();
        figure(json, "fPValue", summary.fPValue());
        figure(json, "logLikelihood", summary.logLikelihood());
        figure(json, "aic", summary.aic());
        figure(json, "bic", summary.bic());
    }

    /**
     * Writes the fields that a fit with a ridge penalty has, which lack all inference, into an object that is open.
     *
     * @param json takes them
     * @param bowl what was fitted
     * @param model the model at its lowest point
     * @param skipped how many rows were left out; empty if that is not known, and then there is no such field
     * @throws IOException if writing fails
     */
    public static void writeRidge(JsonGenerator json, MeanSquaredError bowl, LinearModel model, OptionalLong skipped)
            throws IOException {
        writeData(json, model, bowl.moments().rows(), skipped, bowl.moments().weights());
        json.writeArrayFieldStart("coefficients");
        for (Map.Entry<String, Double> coefficient : model.byTerm().entrySet()) {
            json.writeStartObject();
            json.writeStringField("term", coefficient.getKey());
            figure(json, "estimate", coefficient.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("ridge", bowl.ridge());
        figure(json, "rSquared", bowl.rSquared());
    }

    private static void writeData(
            JsonGenerator json, LinearModel model, long rows, OptionalLong skipped, Optional<Term> weights)
            throws IOException {
        json.writeStringField("formula", model.formula().toString());
        json.writeNumberField("rows", rows);
        if (skipped.isPresent()) {
            json.writeNumberField("skipped", skipped.getAsLong());
        }
        if (weights.isPresent()) {
            Term term = weights.get();
            json.writeStringField("weights", term instanceof Term.Column column ? column.column() : term.name());
        }
    }

    private static void write(JsonGenerator json, Coefficient coefficient) throws IOException {
        json.writeStartObject();
        json.writeStringField("term", coefficient.term());
        figure(json, "estimate", coefficient.estimate());
        figure(json, "stdError", coefficient.stdError());
        figure(json, "t", coefficient.t());
        figure(json, "p", coefficient.p());
        figure(json, "lower", coefficient.lower());
        figure(json, "upper", coefficient.upper());
    }

    /**
     * Writes a field that is a number.
     *
     * @param json takes it
     * @param name the field's name
     * @param value the number; NaN and infinities become {@code null}
     * @throws IOException if writing fails
     */
    public static void figure(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static void figure(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        figure(json, name, value.orElse(Double.NaN));
    }
}
