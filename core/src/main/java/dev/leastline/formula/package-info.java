/** What is to be explained by what: terms, and the formula that names them. */
@NullMarked
package dev.leastline.formula;

import org.jspecify.annotations.NullMarked;
