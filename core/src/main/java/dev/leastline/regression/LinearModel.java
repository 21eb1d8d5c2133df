package dev.leastline.regression;

import dev.leastline.exact.NumberText;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A line, a plane, or their like in more dimensions: ŷ = w₁x₁ + … + w_m x_m + b. Immutable.
 */
public final class LinearModel {
    private final Formula formula;
    private final double[] coefficients;

    /**
     * A model with given coefficients.
     *
     * @param formula response and terms, without a dot
     * @param coefficients one for each of {@link Formula#terms()}, in that order
     * @throws IllegalArgumentException if there are more or fewer coefficients than terms
     */
    public LinearModel(Formula formula, double... coefficients) {
        if (coefficients.length != formula.terms().size()) {
            throw new IllegalArgumentException(
                    coefficients.length + " coefficients for " + formula.terms().size() + " terms");
        }
        this.formula = formula;
        this.coefficients = coefficients.clone();
    }

    /** {@return response and terms} */
    public Formula formula() {
        return formula;
    }

    /** {@return the terms, in the order of the coefficients: the constant first, if there is an intercept} */
    public List<Term> terms() {
        return formula.terms();
    }

    /** {@return the coefficients, in the order of {@link #terms()}} */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** {@return the coefficients by the canonical names of their terms, in the order of {@link #terms()}} */
    public Map<String, Double> byTerm() {
        Map<String, Double> byTerm = new LinkedHashMap<>();
        for (int i = 0; i < coefficients.length; i++) {
            byTerm.put(terms().get(i).name(), coefficients[i]);
        }
        return byTerm;
    }

    /**
     * The coefficient of a term.
     *
     * @param term a canonical name, {@code (Intercept)} for the constant
     * @return its coefficient
     * @throws IllegalArgumentException if the model has no such term
     */
    public double coefficient(String term) {
        Double coefficient = byTerm().get(term);
        if (coefficient == null) {
            throw new IllegalArgumentException(
                    "no term '" + term + "'; there are " + String.join(", ", byTerm().keySet()));
        }
        return coefficient;
    }

    /** {@return the intercept b; 0 in a model without one} */
    public double intercept() {
        return formula.hasIntercept() ? coefficients[0] : 0.0;
    }

    /**
     * The model's answer for one row, in plain doubles: ((w₁x₁ + w₂x₂) + …) + b, added in this order.
     *
     * @param values the values of the predictors, in the order of {@link Formula#predictors()}
     * @return ŷ
     * @throws IllegalArgumentException if there are more or fewer values than predictors
     */
    public double predict(double... values) {
        int first = formula.hasIntercept() ? 1 : 0;
        if (values.length != coefficients.length - first) {
            throw new IllegalArgumentException(
                    values.length + " values for " + (coefficients.length - first) + " predictors");
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double product = coefficients[first + i] * values[i];
            sum = i == 0 ? product : sum + product;
        }
        return values.length == 0 ? intercept() : formula.hasIntercept() ? sum + intercept() : sum;
    }

    /** {@return the equation with brief numbers: {@code y = 2x + 1}, {@code dist = 3.9324 speed - 17.5791}} */
    public String equation() {
        return equation(NumberText::brief);
    }

    /**
     * The equation, its numbers written as asked for.
     *
     * @param number writes a coefficient; a minus sign in front is recognised
     * @return response, equals sign, predictors in order, intercept
     */
    public String equation(DoubleFunction<String> number) {
        StringBuilder text = new StringBuilder(formula.response().name()).append(" = ");
        int start = text.length();
        int first = formula.hasIntercept() ? 1 : 0;
        for (int i = first; i < coefficients.length; i++) {
            String name = terms().get(i).name();
            append(text, start, number.apply(coefficients[i]), name.length() == 1 ? name : " " + name);
        }
        if (formula.hasIntercept()) {
            append(text, start, number.apply(coefficients[0]), "");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int start, String number, String name) {
        boolean negative = number.startsWith("-");
        if (text.length() > start) {
            text.append(negative ? " - " : " + ").append(negative ? number.substring(1) : number);
        } else {
            text.append(number);
        }
        text.append(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearModel that
                && formula.equals(that.formula)
                && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return 31 * formula.hashCode() + Arrays.hashCode(coefficients);
    }

    /** {@return the equation} */
    @Override
    public String toString() {
        return equation();
    }
}
