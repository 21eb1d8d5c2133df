/** One pass over the data: exact sums and sums of products, mergeable in any order. */
@NullMarked
package dev.leastline.moments;

import org.jspecify.annotations.NullMarked;
