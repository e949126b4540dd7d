package io.xvad.video.detectors.framenetwork;

/**
 * The outputs of a network for one window.
 *
 * @param errors squared error of each pixel of the last frame
 * @param terms values of the {@link ScoreTerm}s
 * @param nearest index of the nearest item at each place; empty if the network has no {@link MemoryItems}
 * @param distances how far it is
 */
record WindowOutputs(float[] errors, double[] terms, int[] nearest, float[] distances) {}
