/** The {@code leastline} command: its verbs, what they print, and how they fail. */
@NullMarked
package dev.leastline.cli;

import org.jspecify.annotations.NullMarked;
