package io.xvad.video.detectors.framenetwork;

/**
 * The outputs of a network for one window.
 *
 * @param errors squared error of each pixel of the last frame
 * @param terms values of the {@link ScoreTerm}s
 * @param nearest index of the nearest item at each place; empty if the network has no {@link MemoryItems}
 * @param distances how far it is
 * @param queries what the memory may follow; empty if it does not
 */
record WindowOutputs(float[] errors, double[] terms, int[] nearest, float[] distances, float[] queries) {

    /** The same without what is large. */
    WindowOutputs withoutErrors() {
        return new WindowOutputs(new float[0], terms, nearest, distances, new float[0]);
    }
}
