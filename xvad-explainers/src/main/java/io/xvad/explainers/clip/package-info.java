/** Explainers of clips that hide parts of them in space and time. They need nothing of a detector but its score. */
@NullMarked
package io.xvad.explainers.clip;

import org.jspecify.annotations.NullMarked;
