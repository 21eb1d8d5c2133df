/** The way down the bowl: the article's loop over the data, and the same steps taken from the moments. */
@NullMarked
package dev.leastline.descent;

import org.jspecify.annotations.NullMarked;
