package io.xvad.metrics.explanation.complexity;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;

/**
 * Sparseness as the Gini index of the absolute values (Chalasani et al., 2020, "Concise Explanations of Neural Networks
 * using Adversarial Training"). In [0, 1): 0 if all pixels are equal, near 1 if one says everything; higher is
 * simpler. NaN for an all-zero map.
 */
public final class GiniSparseness {

    private GiniSparseness() {}

    /** The index of a map. */
    public static double of(AnomalyMap map) {
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        Arrays.sort(values);
        int n = values.length;
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
            weighted += (2.0 * (i + 1) - n - 1) * values[i];
        }
        return weighted / (n * sum);
    }
}
