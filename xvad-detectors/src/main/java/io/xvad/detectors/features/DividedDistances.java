package io.xvad.detectors.features;

/** Distances of which each value of a row has its share, for layer-wise relevance propagation. Thread-safe. */
public interface DividedDistances extends Distances {

    /**
     * Divides a weighted sum of the distances among the values of the rows, each by the square of its deviation in the
     * metric of the distance (Kauffmann, Müller and Montavon 2020, "Towards Explaining Anomalies"). The
     * parts add up to that sum.
     *
     * @param weights one for each position; most are 0
     */
    float[] relevance(float[] rows, float[] weights);
}
