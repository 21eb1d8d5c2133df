/** The core in the browser. */
@NullMarked
package dev.leastline.lab;

import org.jspecify.annotations.NullMarked;
