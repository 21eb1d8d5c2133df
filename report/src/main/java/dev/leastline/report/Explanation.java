package dev.leastline.report;

import dev.leastline.descent.Trajectory;
import dev.leastline.exact.NumberText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why gradient descent works, in words, with the reader's own numbers: those of the settings with which the page begins.
 * The lab writes the same numbers anew when the settings change.
 */
final class Explanation {
    /** Instead of the explanation, where its numbers would be infinite or nothing. */
    static final String OUT_OF_RANGE =
            "<p>The explanation follows the descent with its own numbers, which no double holds"
                    + " here. Measured in other units, the same data have one.</p>";

    private static final Pattern SLOT = Pattern.compile("\\{([a-zA-Z]+\\d?)}");

    private final Descent descent;
    private final Map<String, String> numbers;

    private Explanation(Descent descent) {
        this.descent = descent;
        this.numbers = numbers(descent);
    }

    static String html(Descent descent) {
        return new Explanation(descent).html();
    }

    /** The numbers by their names in the text. */
    static Map<String, String> numbers(Descent descent) {
        Trajectory path = descent.path();
        long rows = path.bowl().moments().rows();
        Trajectory.Point start = path.at(0);
        Trajectory.Point first = path.at(1);
        Trajectory.Point last = path.at(descent.iterations());
        double[] gradient = path.bowl().gradient(start.coefficients());
        double[] bottom = path.bowl().lowestPoint().stream()
                .mapToDouble(f -> f.nearestDouble())
                .toArray();
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("rate", brief(path.learningRate().doubleValue()));
        numbers.put("limit", brief(path.stableBelow()));
        numbers.put("fastest", brief(path.fastest()));
        numbers.put("loss0", brief(start.loss()));
        numbers.put("lossEnd", brief(last.loss()));
        numbers.put("minimum", brief(path.bowl().minimum().nearestDouble()));
        numbers.put("n", String.format(Locale.ROOT, "%,d", rows));
        numbers.put("iterations", String.format(Locale.ROOT, "%,d", descent.iterations()));
        BigInteger reads = BigInteger.valueOf(rows).multiply(BigInteger.valueOf(descent.iterations()));
        numbers.put("reads", String.format(Locale.ROOT, "%,d", reads));
        numbers.put("verdict", path.isStable() ? "is stable" : "is not stable: the path climbs out of the bowl");
        for (int n = 0; n < descent.shown().size(); n++) {
            int index = descent.shown().get(n);
            numbers.put("start" + n, brief(start.coefficients()[index]));
            numbers.put("gradient" + n, brief(gradient[index]));
            List<String> steps = new ArrayList<>();
            for (int k = 0; k < 5; k++) {
                steps.add(brief(path.at(k).coefficients()[index]));
            }
            numbers.put("steps" + n, String.join(" → ", steps));
            numbers.put("first" + n, brief(first.coefficients()[index]));
            numbers.put("end" + n, brief(last.coefficients()[index]));
            numbers.put("optimum" + n, brief(bottom[index]));
        }
        return numbers;
    }

    private static String brief(double value) {
        return Double.isInfinite(value) ? value < 0 ? "−∞" : "∞" : NumberText.brief(value);
    }

    private String html() {
        boolean two = descent.shown().size() == 2;
        String w = name(0);
        String b = two ? name(1) : "";
        StringBuilder html = new StringBuilder();
        paragraph(
                html,
                "The error.",
                "The descent begins with " + w + " = {start0}" + (two ? " and " + b + " = {start1}" : "")
                        + others() + ". Its predictions ŷ miss the observed values y, and the mean of the squared"
                        + " misses, the <em>loss</em> L = 1/n Σ(ŷ − y)², is {loss0}.");
        paragraph(
                html,
                "The sensitivity.",
                "How does the loss react if one coefficient is nudged? That is its gradient: twice the mean of miss"
                        + " times what the coefficient is multiplied with. At the start ∂L/∂" + w
                        + " = {gradient0}" + (two ? " and ∂L/∂" + b + " = {gradient1}" : "")
                        + ". Below zero: more of the coefficient, less loss.");
        html.append("<div data-when=\"plain\"")
                .append(hidden(descent.standardized()))
                .append(">\n");
        paragraph(
                html,
                "A step downhill.",
                "Each coefficient goes against its gradient, as far as the learning rate η = {rate} lets it: " + w
                        + " ← {start0} − {rate} · ({gradient0}) = {first0}"
                        + (two ? ", and " + b + " ← {start1} − {rate} · ({gradient1}) = {first1}" : "") + ".");
        html.append("</div>\n<div data-when=\"standardized\"")
                .append(hidden(!descent.standardized()))
                .append(">\n");
        paragraph(
                html,
                "A step downhill.",
                "Each coefficient goes against its gradient, as far as the learning rate η = {rate} lets it; here the"
                        + " columns are standardised first, which makes the bowl rounder. In the units of the data "
                        + w + " becomes {first0}" + (two ? ", " + b + " {first1}" : "") + ".");
        html.append("</div>\n");
        paragraph(
                html,
                "Again and again.",
                w + ": {steps0} → …" + (two ? " and " + b + ": {steps1} → …" : "")
                        + " After iteration {iterations} " + w + " = {end0}" + (two ? ", " + b + " = {end1}" : "")
                        + ", and the loss is {lossEnd}. The least possible loss is {minimum}, at " + w
                        + " = {optimum0}" + (two ? ", " + b + " = {optimum1}" : "") + ".");
        paragraph(
                html,
                "Why a bowl.",
                "The loss is a sum of squares of things that are linear in the coefficients. Cut it along any line:"
                        + " always a parabola, open at the top, never a second valley. So there is one lowest point"
                        + " and nothing to be caught in on the way"
                        + (two ? "; the lines of equal loss are ellipses around it." : "."));
        paragraph(
                html,
                "Why against the gradient.",
                "The gradient points uphill, to where the loss rises fastest"
                        + (two
                                ? ", at right angles to the ellipse one stands on. The opposite leads straight to the"
                                        + " bottom only if the bowl is round; in a long one the path drops into the"
                                        + " valley first, and then creeps along it."
                                : "; the opposite way is downhill. The slope is small near the bottom, and so are"
                                        + " the steps."));
        paragraph(
                html,
                "How large a step.",
                "A step too long lands on the other side, beyond a limit even higher than it began. For these data the"
                        + " limit is η = {limit}, two over the largest curvature of the bowl; fastest is {fastest}."
                        + " The present rate, {rate}, {verdict}.");
        paragraph(
                html,
                "What it costs.",
                "The plain loop reads all {n} rows in every iteration, O(n): {reads} reads up to iteration"
                        + " {iterations}, and it allocates nothing. This page reads none. The loss is a quadratic, so a few sums over"
                        + " the rows say all about it, and any iteration is a power of a small matrix away.");
        return html.toString();
    }

    private static String hidden(boolean hidden) {
        return hidden ? " hidden" : "";
    }

    private String others() {
        int rest = descent.names().size() - descent.shown().size();
        return rest == 0 ? "" : rest == 1 ? ", and one coefficient more" : ", and " + rest + " coefficients more";
    }

    private String name(int n) {
        return "<i>" + Markup.escaped(descent.names().get(descent.shown().get(n))) + "</i>";
    }

    private void paragraph(StringBuilder html, String title, String text) {
        html.append("<p><strong>").append(title).append("</strong> ");
        Matcher slots = SLOT.matcher(text);
        int end = 0;
        while (slots.find()) {
            String number = numbers.get(slots.group(1));
            html.append(text, end, slots.start());
            if (number == null) {
                // Braces in a column's name.
                html.append(slots.group());
            } else {
                html.append("<b data-live=\"").append(slots.group(1)).append("\">");
                html.append(Markup.escaped(number)).append("</b>");
            }
            end = slots.end();
        }
        html.append(text.substring(end)).append("</p>\n");
    }
}
