package dev.leastline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leastline.data.FormulaMoments;
import dev.leastline.data.ModelFile;
import dev.leastline.data.SummaryJson;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.inference.Summary;
import dev.leastline.inference.SummaryText;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fit as the command shows it.
 *
 * @param bowl what was fitted
 * @param model the model at its lowest point
 * @param summary how sure it is; none with a ridge penalty
 */
record Fit(MeanSquaredError bowl, LinearModel model, Optional<Summary> summary) {
    /** More of them than this take seconds, and the time grows with more than their cube. */
    private static final int MANY_COEFFICIENTS = 500;

    static Fit of(Moments moments, Formula formula, BigDecimal ridge, double confidence) {
        return of(MeanSquaredError.of(moments, formula, ridge), confidence);
    }

    /** The same, said beforehand if it may take long. */
    static Fit of(FormulaMoments data, BigDecimal ridge, double confidence, Console console) {
        MeanSquaredError bowl = MeanSquaredError.of(data.moments(), data.formula(), ridge);
        int coefficients = bowl.terms().size();
        if (coefficients > MANY_COEFFICIENTS) {
            boolean levels = !data.formula().factorColumns().isEmpty();
            console.say(coefficients + " coefficients, whose exact solution may take long"
                    + (levels ? "; where a fit for each level is enough, --by is fast" : ""));
        }
        return of(bowl, confidence);
    }

    private static Fit of(MeanSquaredError bowl, double confidence) {
        if (bowl.ridge().signum() > 0) {
            return new Fit(bowl, LeastSquares.fit(bowl), Optional.empty());
        }
        Summary summary = Summary.of(bowl).withConfidence(confidence);
        return new Fit(bowl, summary.model(), Optional.of(summary));
    }

    /** The variance inflation factors by term, without the constant. */
    static Map<String, Double> inflations(Summary summary) {
        List<Term> terms = summary.model().terms();
        Map<String, Double> factors = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            if (!terms.get(i).equals(Term.CONSTANT)) {
                factors.put(terms.get(i).name(), summary.varianceInflationFactor(i));
            }
        }
        return factors;
    }

    /** The table of a ridge fit, which has no inference. */
    List<String> ridgeLines() {
        Map<String, Double> coefficients = model.byTerm();
        int names =
                coefficients.keySet().stream().mapToInt(String::length).max().orElse(0);
        int width = coefficients.values().stream()
                .mapToInt(value -> NumberText.shortest(value).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        coefficients.forEach((term, value) -> {
            String number = NumberText.shortest(value);
            lines.add(term + " ".repeat(names - term.length()) + "  " + " ".repeat(width - number.length()) + number);
        });
        lines.add("");
        String rSquared = bowl.rSquared().isPresent()
                ? NumberText.shortest(bowl.rSquared().getAsDouble())
                : "–";
        lines.add("n = " + bowl.moments().rows()
                + SummaryText.weighted(bowl.moments().weights()) + ", R² = " + rSquared + ", ridge penalty "
                + bowl.ridge()
                + " (no standard errors: a penalty makes the coefficients biased)");
        return lines;
    }

    /** The file that keeps it. */
    ModelFile file(long skipped) {
        return summary.map(known -> ModelFile.of(bowl, known, skipped))
                .orElseGet(() -> ModelFile.ofRidge(bowl, skipped));
    }

    /** The fields of the JSON object. */
    void writeTo(JsonGenerator json, OptionalLong skipped, boolean inflation) throws IOException {
        if (summary.isPresent()) {
            SummaryJson.write(json, summary.get(), skipped, inflation);
            return;
        }
        SummaryJson.writeRidge(json, bowl, model, skipped);
    }
}
