/** Arithmetic that rounds once: fractions, the nearest double, elimination without division. */
@NullMarked
package dev.leastline.exact;

import org.jspecify.annotations.NullMarked;
