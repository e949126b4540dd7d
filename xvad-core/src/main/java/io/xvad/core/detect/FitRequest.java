package io.xvad.core.detect;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;

/**
 * What a detector is told when it learns.
 *
 * @param options checked values of the detector's options
 * @param seed everything random follows from it
 * @param progress hears how far the work has come
 */
public record FitRequest(Options options, long seed, ProgressListener progress) {

    /** Default options, seed 0, nobody listening. */
    public static FitRequest defaults(Detector detector) {
        return new FitRequest(Options.defaults(detector.options()), 0, ProgressListener.none());
    }
}
