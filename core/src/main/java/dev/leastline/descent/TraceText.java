package dev.leastline.descent;

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
 * significant digits where not; a column of the trace is written one way throughout. Immutable.
 */
public final class TraceText {
    private static final double LEAST_COEFFICIENT = 1e-3;
    private static final double LEAST_LOSS = 1e-5;
    private static final double LIMIT = 1e6;
    private static final int LINES = 10;

    private final List<String> labels;
    private final int[] order;
    private final int iterationWidth;
    private final boolean plainCoefficients;
    private final boolean plainLoss;

    private TraceText(Formula formula, long iterations, boolean plainCoefficients, boolean plainLoss) {
        this.labels = labels(formula);
        this.order = order(formula);
        this.iterationWidth =
                Math.max(4, Long.toString(Math.max(iterations - 1, 0)).length());
        this.plainCoefficients = plainCoefficients;
        this.plainLoss = plainLoss;
    }

    /**
     * How to write the trace of a descent; its first step, the last one printed and the end decide on the digits.
     *
     * @param path the descent
     * @param iterations how many updates it makes
     * @param every how many updates lie between two lines, from 1
     * @return the text's form
     */
    public static TraceText of(Trajectory path, long iterations, long every) {
        boolean coefficientsSuit = true;
        boolean lossSuits = true;
        long last = iterations == 0 ? 0 : (iterations - 1) / every * every;
        for (long k : new long[] {0, last, iterations}) {
            for (double coefficient : path.at(Math.min(k + 1, iterations)).coefficients()) {
                coefficientsSuit &= suits(coefficient, LEAST_COEFFICIENT);
            }
            // The loss at the end is not printed.
            lossSuits &= k == iterations || suits(path.at(k).loss(), LEAST_LOSS);
        }
        return new TraceText(path.bowl().formula(), iterations, coefficientsSuit, lossSuits);
    }

    private static boolean suits(double value, double least) {
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= least && magnitude < LIMIT);
    }

    /**
     * A round number of updates between two lines that makes about ten lines.
     *
     * @param iterations how many updates there are
     * @return the number, at least 1
     */
    public static long everyForTenLines(long iterations) {
        double tenth = (double) iterations / LINES;
        double best = 1;
        for (double power = 1; power <= tenth; power *= 10) {
            for (double step : new double[] {1, 2, 2.5, 5, 10}) {
                double candidate = power * step;
                if (candidate == Math.rint(candidate) && apart(candidate, tenth) < apart(best, tenth)) {
                    best = candidate;
                }
            }
        }
        return (long) best;
    }

    private static double apart(double a, double b) {
        return Math.max(a / b, b / a);
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

    /** {@return the names of the coefficients, in the order in which a line has them: w and b for a line} */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i : order) {
            names.add(labels.get(i));
        }
        return names;
    }

    /**
     * The coefficients of a line of the trace.
     *
     * @param after the model after the update
     * @return the numbers, in the order of {@link #names}
     */
    public List<String> coefficients(LinearModel after) {
        double[] coefficients = after.coefficients();
        List<String> numbers = new ArrayList<>();
        for (int i : order) {
            numbers.add(coefficient().apply(coefficients[i]));
        }
        return numbers;
    }

    /**
     * The loss of a line of the trace.
     *
     * @param loss the loss before the update
     * @return the number
     */
    public String loss(double loss) {
        return plainLoss ? NumberText.fixed(loss, 6) : NumberText.significant(loss, 6);
    }

    /**
     * A line of the trace.
     *
     * @param iteration how many updates came before
     * @param lossBefore the loss before the update
     * @param after the model after the update
     * @return for example {@code iter  100 | w=2.0815 b=0.7058 loss=0.015866}
     */
    public String line(long iteration, double lossBefore, LinearModel after) {
        String number = Long.toString(iteration);
        StringBuilder line = new StringBuilder("iter ")
                .append(" ".repeat(Math.max(0, iterationWidth - number.length())))
                .append(number)
                .append(" |");
        List<String> numbers = coefficients(after);
        for (int i = 0; i < order.length; i++) {
            line.append(' ').append(labels.get(order[i])).append('=').append(numbers.get(i));
        }
        return line.append(" loss=").append(loss(lossBefore)).toString();
    }

    /**
     * The last line of the trace.
     *
     * @param model the model at the end
     * @return for example {@code Final Model: y = 2.0039x + 0.9860}
     */
    public String finalModel(LinearModel model) {
        return "Final Model: " + model.equation(coefficient());
    }

    private DoubleFunction<String> coefficient() {
        return plainCoefficients ? value -> NumberText.fixed(value, 4) : value -> NumberText.significant(value, 6);
    }
}
