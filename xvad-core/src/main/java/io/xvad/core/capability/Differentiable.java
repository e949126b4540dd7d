package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import java.util.List;

/** A detector whose score has a gradient. Thread-safe. */
public interface Differentiable {

    /** Names of the activations whose gradients can be asked for, from input to output. */
    List<String> activations();

    /**
     * The derivative of the raw score with respect to each sample of the image.
     *
     * @return shape (channels, height, width) of {@code image}
     */
    Tensor inputGradient(Image image);

    /**
     * A named activation and the derivative of the raw score with respect to it.
     *
     * @throws IllegalArgumentException if there is no such activation
     */
    ActivationGradient activationGradient(Image image, String activation);

    /**
     * An activation and its gradient.
     *
     * @param activation shape (channels, height, width)
     * @param gradient the same shape
     */
    record ActivationGradient(Tensor activation, Tensor gradient) {}
}
