package io.xvad.detectors.features;

/** Distances of rows of features from what is normal, and what they owe to each value. Thread-safe. */
public interface Distances {

    /** One distance for each grid position. */
    float[] of(float[] rows);

    /**
     * The gradient of a weighted sum of the distances with respect to the rows.
     *
     * @param weights one for each position; most are 0
     */
    float[] gradient(float[] rows, float[] weights);

    /**
     * Divides a weighted sum of the distances among the values of the rows, each by the square of its deviation in the
     * metric of the distance (Kauffmann, Mueller and Montavon 2020, "Towards Explaining Anomalies", section 4). The
     * parts add up to that sum.
     *
     * @param weights one for each position; most are 0
     */
    float[] relevance(float[] rows, float[] weights);
}
