package io.xvad.video.stream;

import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.video.read.Frame;
import java.util.List;

/**
 * A capability: a video detector whose frame scores, before smoothing, have gradients; what
 * {@link io.xvad.core.capability.Differentiable} is for images. Thread-safe.
 */
public interface DifferentiatesFrames {

    /** How many frames the score of one depends on: itself and those before it. */
    int windowLength();

    /** Names of the activations whose gradients can be asked for, from input to output. */
    List<String> activations();

    /**
     * A named activation and the derivative of the raw score of a window's last frame with respect to it. Its positions cover
     * the whole frame, as a regular grid.
     *
     * @param window as many frames as the window is long, all of one size, the oldest first
     * @throws IllegalArgumentException if there is no such activation, or the window is of another length
     */
    ActivationGradient activationGradient(List<Frame> window, String activation);
}
