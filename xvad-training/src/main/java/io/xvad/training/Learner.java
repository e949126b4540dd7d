package io.xvad.training;

import org.apache.commons.rng.UniformRandomProvider;

/** What is trained. Not thread-safe. */
public interface Learner {

    /**
     * Makes one pass over the training images.
     *
     * @param random the same for the same epoch
     * @return mean loss; not finite if it diverged
     */
    double epoch(UniformRandomProvider random);

    /** The loss on normal images held out; NaN if there are none. */
    double heldOutLoss();

    /** The optimiser whose state is kept. */
    Optimiser optimiser();
}
