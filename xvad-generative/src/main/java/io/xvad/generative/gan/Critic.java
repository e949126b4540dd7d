package io.xvad.generative.gan;

import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells made from real images, and learns to: the generator's adversary, in a graph of its own. Not thread-safe. */
public interface Critic {

    /** Its graph and weights. */
    Trainable net();

    /** Trains it with the inputs that {@link #inputs} gives. */
    Optimiser optimiser();

    /**
     * What goes into a step.
     *
     * @param real images in [-1, 1] one after the other, each of shape (C, H, W)
     * @param made as many
     */
    Map<String, INDArray> inputs(float[] real, float[] made, UniformRandomProvider random);
}
