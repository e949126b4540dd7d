package io.xvad.explainers.clip;

import java.util.Optional;

/** What is left of a clip. */
@FunctionalInterface
interface ClipMask {

    /** What is left of each pixel of a frame, row-major: 1 all of it, 0 the background. Empty if all of the frame is left. */
    Optional<float[]> kept(int frame);
}
