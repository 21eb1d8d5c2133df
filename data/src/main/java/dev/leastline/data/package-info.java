/** Delimited text with a header into moments: exact decimals, one pass, every fault named with its place. */
@NullMarked
package dev.leastline.data;

import org.jspecify.annotations.NullMarked;
