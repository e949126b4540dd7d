/** Discrete representations (Szymanowicz et al., 2022): frames are predicted through a codebook, whose codes explain the score. */
@NullMarked
package io.xvad.video.detectors.vqmemory;

import org.jspecify.annotations.NullMarked;
