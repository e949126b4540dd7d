package io.xvad.detectors.features;

/** Distances of rows of features from what is normal, and what they owe to each value. Thread-safe. */
public interface Distances extends AutoCloseable {

    /** One distance for each grid position. */
    float[] of(float[] rows);

    /**
     * The gradient of a weighted sum of the distances with respect to the rows.
     *
     * @param weights one for each position; most are 0
     */
    float[] gradient(float[] rows, float[] weights);

    /** Frees native memory, if there is some. */
    @Override
    default void close() {}
}
