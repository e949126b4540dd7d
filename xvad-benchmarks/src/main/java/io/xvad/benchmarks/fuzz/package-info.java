/** Feeds damaged files to everything that reads: what comes back is a value or an error that says what is wrong. */
@NullMarked
package io.xvad.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
