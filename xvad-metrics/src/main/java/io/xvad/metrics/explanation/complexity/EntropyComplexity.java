package io.xvad.metrics.explanation.complexity;

import io.xvad.core.AnomalyMap;

/**
 * Complexity as the entropy of the share each pixel has in the absolute mass, in nats (Bhatt, Weller and Moura 2020,
 * "Evaluating and Aggregating Feature-based Model Explanations"). In [0, log pixels], lower is simpler. NaN for an all-zero map.
 */
public final class EntropyComplexity {

    private EntropyComplexity() {}

    /** The entropy of a map. */
    public static double of(AnomalyMap map) {
        float[] values = map.toArray();
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        double entropy = 0;
        for (float value : values) {
            double share = Math.abs(value) / sum;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return sum == 0 ? Double.NaN : entropy;
    }
}
