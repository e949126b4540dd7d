package io.xvad.core.stream;

import io.xvad.core.capability.Differentiable.ActivationGradient;
import java.util.List;

/**
 * A capability: a detector that scores each frame by the window of frames that ends with it, and whose score before smoothing
 * has a gradient. Thread-safe.
 */
public interface DifferentiatesFrames {

    /** Number of frames in a window, at least 1. */
    int windowLength();

    /** Names of the activations whose gradients can be asked for, from the input of the network to its output. */
    List<String> activations();

    /**
     * An activation of a window, and the derivative of the raw score of the window's last frame with respect to it.
     *
     * @param window as many frames as {@link #windowLength}, all of one size, the oldest first
     * @param activation one of {@link #activations}
     * @throws IllegalArgumentException if there is no such activation, or too few or too many frames
     */
    ActivationGradient activationGradient(List<Frame> window, String activation);
}
