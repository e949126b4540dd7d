package io.xvad.explainers.clip;

import io.xvad.explainers.perturbation.Window;
import java.util.Optional;

/**
 * A box of frames, rows and columns.
 *
 * @param first its first frame
 * @param frames how many frames it lasts
 * @param window the pixels it covers in each of them
 */
record Tubelet(int first, int frames, Window window) {

    boolean lastsAt(int frame) {
        return frame >= first && frame < first + frames;
    }

    /** A mask that hides the tubelet and shows the rest of a clip with frames of this size. */
    ClipMask mask(int height, int width) {
        Optional<float[]> hidden = Optional.of(window.mask(height, width));
        return frame -> lastsAt(frame) ? hidden : Optional.empty();
    }
}
