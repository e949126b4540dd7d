package io.xvad.detectors.features;

/** How far each row of features is from normal, and the gradient of that. Thread-safe. */
public interface Distances {

    /** One distance for each grid position. */
    float[] of(float[] rows);

    /**
     * The gradient of a weighted sum of the distances with respect to the rows.
     *
     * @param weights one for each position; most are 0
     */
    float[] gradient(float[] rows, float[] weights);
}
