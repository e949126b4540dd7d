package io.xvad.generative.diffusion;

/** Makes a normal version of an image in many steps. Thread-safe. */
public interface Restorer extends AutoCloseable {

    /**
     * What became of an image.
     *
     * @param image its normal version, shape (channels, side, side), values in [-1, 1]
     * @param map how much each place was changed, shape (side, side)
     * @param steps runs of the network that tells the noise
     * @param seconds they took
     */
    record Restored(float[] image, float[] map, int steps, double seconds) {}

    /**
     * Restores an image.
     *
     * @param image as {@link Pixels} gives it
     * @param seed everything random follows from it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Restored restore(float[] image, long seed);

    @Override
    void close();
}
