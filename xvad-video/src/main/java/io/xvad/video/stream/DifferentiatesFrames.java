package io.xvad.video.stream;

import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.video.read.Frame;
import java.util.List;

/**
<<<<<<< HEAD
 * A capability: a video detector whose frame scores, before smoothing, have gradients; what
 * {@link io.xvad.core.capability.Differentiable} is for images. Thread-safe.
 */
public interface DifferentiatesFrames {

    /** How many frames the score of one depends on: itself and those before it. */
=======
 * A capability: a detector that scores a frame by a window that ends with it, and whose raw score, before smoothing, has a
 * gradient. Thread-safe.
 */
public interface DifferentiatesFrames {

    /** Frames in a window, at least 1. */
>>>>>>> main
    int windowLength();

    /** Names of the activations whose gradients can be asked for, from input to output. */
    List<String> activations();

    /**
<<<<<<< HEAD
     * A named activation and the derivative of the raw score of a window's last frame with respect to it. Its positions cover
     * the whole frame, as a regular grid.
     *
     * @param window as many frames as the window is long, all of one size, the oldest first
     * @throws IllegalArgumentException if there is no such activation, or the window is of another length
=======
     * A named activation for a window, and the derivative of the score of the window's last frame with respect to it.
     *
     * @param window as many frames as {@link #windowLength}, all of one size, the oldest first
     * @throws IllegalArgumentException if there is no such activation, or too few or too many frames
>>>>>>> main
     */
    ActivationGradient activationGradient(List<Frame> window, String activation);
}
