/** Frames that an anomaly scorer chooses for a language model to explain (after Holmes-VAU, Zhang et al. 2025). */
@NullMarked
package io.xvad.video.language.holmesvau;

import org.jspecify.annotations.NullMarked;
