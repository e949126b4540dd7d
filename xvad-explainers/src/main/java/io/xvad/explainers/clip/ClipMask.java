package io.xvad.explainers.clip;

import java.util.Optional;

/** A mask of a clip: which pixels of each frame are shown. */
@FunctionalInterface
interface ClipMask {

    /** The mask of a frame, row-major: 1 shows the pixel, 0 the baseline. Empty if the whole frame is shown. */
    Optional<float[]> kept(int frame);
}
