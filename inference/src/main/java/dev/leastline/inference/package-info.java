/** How sure a fit is: standard errors, tests, intervals, and the table that shows them. */
@NullMarked
package dev.leastline.inference;

import org.jspecify.annotations.NullMarked;
