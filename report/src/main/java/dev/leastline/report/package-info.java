/** Pictures of a fit and of the way to it, and the page in which gradient descent can be played with. */
@NullMarked
package dev.leastline.report;

import org.jspecify.annotations.NullMarked;
