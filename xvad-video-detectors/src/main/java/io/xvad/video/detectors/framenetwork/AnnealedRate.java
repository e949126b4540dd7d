package io.xvad.video.detectors.framenetwork;

import io.xvad.training.WeightRule;

/**
 * The learning rate of a training, which falls to 0 along half a cosine, epoch by epoch.
 *
 * @param first in the first epoch
 * @param epochs of the training
 */
public record AnnealedRate(double first, int epochs) {

    /** How weights follow it. */
    public WeightRule rule() {
        return WeightRule.annealed(first, epochs);
    }

    /** A rate that many times as large. */
    public AnnealedRate times(double share) {
        return new AnnealedRate(share * first, epochs);
    }
}
