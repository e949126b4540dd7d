package io.xvad.foundation.clipad;

import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.UnitVectors;

/**
 * What patches share with anomalous beyond what they share with both texts: the products of a patch's values with those of each anchor, weighted by what the class token says, less
 * their mean over the anchors. With two anchors the sum of that over the values is {@code p_a v.a - p_n v.n}, where {@code p} is the class token's soft-max over
 * both, without a temperature.
 */
final class FeatureSurgery {

    private FeatureSurgery() {}

    /**
     * A value in [-1, 1] for each patch.
     *
     * @param classToken token of the class, in the space of the text, of any length
     * @param patches tokens of the patches, one after the other
     */
    static float[] of(float[] classToken, float[] patches, TextAnchors anchors) {
        int dimension = anchors.dimension();
        float anomalous = anchors.probabilities(UnitVectors.of(classToken, dimension), 1)[0];
        float[] weighted = anchors.anomalous();
        float[] normal = anchors.normal();
        for (int d = 0; d < dimension; d++) {
            weighted[d] = anomalous * weighted[d] - (1 - anomalous) * normal[d];
        }
        float[] unit = UnitVectors.of(patches, dimension);
        float[] shared = new float[unit.length / dimension];
        for (int i = 0; i < shared.length; i++) {
            shared[i] = (float) UnitVectors.dot(unit, i * dimension, weighted, 0, dimension);
        }
        return shared;
    }
}
