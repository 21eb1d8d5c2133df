/** The bowl of the mean squared error, and the model at its lowest point. */
@NullMarked
package dev.leastline.regression;

import org.jspecify.annotations.NullMarked;
