package io.xvad.video.detectors.framenetwork;

import java.util.List;

/** A trained network that looks at one window at a time. Thread-safe; close it to free native memory. */
interface WindowNetwork extends AutoCloseable {

    /**
     * What a network gives for one window.
     *
     * @param errors squared error of each pixel
     * @param terms means of the terms' values
     * @param nearest index of the nearest item at each place; empty if the network has none
     * @param distances how far it is
     */
    record Found(float[] errors, double[] terms, int[] nearest, float[] distances) {}

    /** Looks at a window given by its frames as {@link FrameWindow#seen} makes them, the oldest first. */
    Found of(List<float[]> window);

    @Override
    void close();
}
