package io.xvad.metrics.video;

import io.xvad.core.Box;

/**
 * A detected region.
 *
 * @param frame index of its frame in the clip
 * @param box where it is
 * @param score higher is more anomalous; not NaN
 */
public record ScoredBox(int frame, Box box, double score) {

    public ScoredBox {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("score must not be NaN");
        }
    }
}
