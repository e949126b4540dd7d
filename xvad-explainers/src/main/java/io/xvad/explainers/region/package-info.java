/** Explains by regions that a detector has words for. */
@NullMarked
package io.xvad.explainers.region;

import org.jspecify.annotations.NullMarked;
