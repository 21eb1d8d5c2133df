package dev.leastline.inference;

import java.util.OptionalDouble;

/**
 * A row of the coefficient table. What does not exist (everything but the estimate where no degree of freedom is left or
 * the fit is perfect) is empty, never NaN.
 *
 * @param term the canonical name of the term
 * @param estimate the coefficient
 * @param stdError its standard error, s·√((XᵀX)⁻¹ⱼⱼ)
 * @param t estimate / standard error
 * @param p how probable a |t| at least as large is if the true coefficient is zero: 2·P(T ≥ |t|)
 * @param lower the lower end of the confidence interval
 * @param upper the upper end of the confidence interval
 */
public record Coefficient(
        String term,
        double estimate,
        OptionalDouble stdError,
        OptionalDouble t,
        OptionalDouble p,
        OptionalDouble lower,
        OptionalDouble upper) {}
