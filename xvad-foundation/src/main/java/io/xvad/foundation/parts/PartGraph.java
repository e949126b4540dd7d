package io.xvad.foundation.parts;

import io.xvad.foundation.tokens.UnitVectors;

/**
 * Parts of one image as a graph, whose edges are the cosines of their features. Each part takes up what the others are like: rows of the adjacency matrix are divided by
 * their sums, and features are multiplied with it once (after Gu et al. 2025, "UniVAD", GECM).
 */
public final class PartGraph {

    private PartGraph() {}

    /**
     * Features after one step.
     *
     * @param vectors of the parts, one after the other
     * @param dimension values in each
     */
    public static float[] aggregated(float[] vectors, int dimension) {
        int count = vectors.length / dimension;
        float[] unit = UnitVectors.of(vectors, dimension);
        float[] aggregated = new float[vectors.length];
        for (int part = 0; part < count; part++) {
            double[] weights = new double[count];
            double sum = 0;
            for (int other = 0; other < count; other++) {
                weights[other] = UnitVectors.dot(unit, part * dimension, unit, other * dimension, dimension);
                sum += weights[other];
            }
            for (int d = 0; d < dimension; d++) {
                double value = 0;
                for (int other = 0; other < count; other++) {
                    value += weights[other] * vectors[other * dimension + d];
                }
                aggregated[part * dimension + d] = (float) (value / sum);
            }
        }
        return aggregated;
    }
}
