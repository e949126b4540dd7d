package io.xvad.video.stream;

import io.xvad.core.option.OptionSpec;

/** The options of every video detector. */
public final class VideoOptions {

    /** Time constant of the exponential smoothing of scores. */
    public static final OptionSpec<Double> SMOOTHING = OptionSpec.decimal(
            "smoothing", 0.2, 0, 60, "Time constant of the smoothing of frame scores, in seconds; 0 for none");

    private VideoOptions() {}
}
