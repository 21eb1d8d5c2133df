package dev.leastline.inference;

import java.util.OptionalDouble;

/**
 * A prediction and how sure it is.
 *
 * @param fit the prediction ŷ
 * @param lower the lower end; empty where no degree of freedom is left
 * @param upper the upper end; empty where no degree of freedom is left
 */
public record Interval(double fit, OptionalDouble lower, OptionalDouble upper) {}
