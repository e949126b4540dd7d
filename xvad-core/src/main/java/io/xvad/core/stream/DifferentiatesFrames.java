package io.xvad.core.stream;

import io.xvad.core.capability.Differentiable.ActivationGradient;
import java.util.List;

/**
 * A capability: a detector that scores a frame by a window that ends with it, and whose raw score, before smoothing, has a
 * gradient. Thread-safe.
 */
public interface DifferentiatesFrames {

    /** Frames in a window, at least 1. */
    int windowLength();

    /** Names of the activations whose gradients can be asked for, from input to output. */
    List<String> activations();

    /**
     * A named activation for a window, and the derivative of the score of the window's last frame with respect to it.
     *
     * @param window as many frames as {@link #windowLength}, all of one size, the oldest first
     * @throws IllegalArgumentException if there is no such activation, or too few or too many frames
     */
    ActivationGradient activationGradient(List<Frame> window, String activation);
}
