package dev.leastline.cli;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.regression.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The trace as the article prints it: {@code iter  100 | w=2.0815 b=0.7058 loss=0.015866}, the loss before the update,
 * the coefficients after it. Coefficients have four decimals and the loss six where the magnitudes suit that, and six
 * significant digits where not; a column of the trace is written one way throughout.
 */
final class TraceText {
    private static final double LEAST_COEFFICIENT = 1e-3;
    private static final double LEAST_LOSS = 1e-5;
    private static final double LIMIT = 1e6;

    private final List<String> labels;
    private final int[] order;
    private final int iterationWidth;
    private final boolean plainCoefficients;
    private final boolean plainLoss;

    /** Takes a few steps of the descent, its first and its last among them, as samples of its magnitudes. */
    TraceText(Formula formula, long iterations, List<Walk.Step> samples) {
        this.labels = labels(formula);
        this.order = order(formula);
        this.iterationWidth =
                Math.max(4, Long.toString(Math.max(iterations - 1, 0)).length());
        boolean coefficientsSuit = true;
        boolean lossSuits = true;
        for (Walk.Step sample : samples) {
            for (double coefficient : sample.after().coefficients()) {
                coefficientsSuit &= suits(coefficient, LEAST_COEFFICIENT);
            }
            lossSuits &= suits(sample.loss(), LEAST_LOSS);
        }
        this.plainCoefficients = coefficientsSuit;
        this.plainLoss = lossSuits;
    }

    private static boolean suits(double value, double least) {
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= least && magnitude < LIMIT);
    }

    // Slope before intercept for a line, as the article has it; the formula's order for more.
    private static int[] order(Formula formula) {
        int size = formula.terms().size();
        if (isLine(formula)) {
            return new int[] {1, 0};
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }

    private static List<String> labels(Formula formula) {
        if (formula.predictors().size() > 1) {
            return formula.terms().stream().map(Term::name).toList();
        }
        List<String> labels = new ArrayList<>();
        for (Term term : formula.terms()) {
            labels.add(term.equals(Term.CONSTANT) ? "b" : "w");
        }
        return labels;
    }

    private static boolean isLine(Formula formula) {
        return formula.hasIntercept() && formula.predictors().size() == 1;
    }

    String line(Walk.Step step) {
        String number = Long.toString(step.iteration());
        StringBuilder line = new StringBuilder("iter ")
                .append(" ".repeat(Math.max(0, iterationWidth - number.length())))
                .append(number)
                .append(" |");
        double[] coefficients = step.after().coefficients();
        for (int i : order) {
            line.append(' ')
                    .append(labels.get(i))
                    .append('=')
                    .append(coefficient().apply(coefficients[i]));
        }
        String loss = plainLoss ? NumberText.fixed(step.loss(), 6) : NumberText.significant(step.loss(), 6);
        return line.append(" loss=").append(loss).toString();
    }

    String finalModel(LinearModel model) {
        return "Final Model: " + model.equation(coefficient());
    }

    private DoubleFunction<String> coefficient() {
        return plainCoefficients ? value -> NumberText.fixed(value, 4) : value -> NumberText.significant(value, 6);
    }
}
