package io.xvad.video.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;

/** What video networks do not have in common. */
interface VideoRecipe {

    /** Name of the frames the network sees, shape (N, frames, size, size), grey, values in [0, 1]. */
    String SEEN = "seen";

    /** Name of the frame it is to give, shape (N, 1, size, size). */
    String TARGET = "target";

    /** Name of the frame before that, of the same shape; fed in training only. */
    String BEFORE = "before";

    /** Name of the squared error of each pixel, shape (N, size, size). */
    String ERROR = "error-map";

    /** How many frames before the one that is scored are seen; 0 if that one is seen itself. */
    int before();

    /** The graph, with the names of this interface. */
    Trainable graph(Options options, long seed);

    /** What trains it. */
    Optimiser optimiser(Trainable net, Options options);

    /** Most epochs. */
    OptionSpec<Integer> epochs();
}
