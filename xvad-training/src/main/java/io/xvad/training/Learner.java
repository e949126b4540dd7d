package io.xvad.training;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A model as a {@link TrainingLoop} trains it. All that changes in an epoch must be a weight of an optimiser's graph, an optimiser's
 * own or part of {@link #state()}, so that a training goes on from a checkpoint as if it had not been interrupted. Not
 * thread-safe.
 */
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

    /** Whether it has learned enough, so that no further pass is made; by default never. */
    default boolean isDone() {
        return false;
    }

    /**
     * Whether training ends with the last weights and not with those of the lowest loss; by default not. The losses of adversaries have no
     * lowest point.
     */
    default boolean keepsLast() {
        return false;
    }

    /** The optimisers by name in kebab-case, always the same ones: one, or several that take turns. */
    Map<String, Optimiser> optimisers();

    /** The state besides weights that changes from step to step, by name; by default nothing. */
    default Map<String, float[]> state() {
        return Map.of();
    }

    /** Restores what {@link #state()} gave. */
    default void restore(Map<String, float[]> state) {}
}
