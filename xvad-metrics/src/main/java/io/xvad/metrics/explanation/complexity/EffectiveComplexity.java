package io.xvad.metrics.explanation.complexity;

import io.xvad.core.AnomalyMap;

/**
 * Effective complexity (Nguyen and Rodríguez Martínez 2020, "On Quantitative Aspects of Model Interpretability"):
 * the number of pixels whose absolute saliency exceeds a threshold. Lower is simpler.
 */
public final class EffectiveComplexity {

    private EffectiveComplexity() {}

    /**
     * The number of pixels of a map.
     *
     * @param epsilon threshold, at least 0, in units of the map
     * @throws IllegalArgumentException if negative
     */
    public static int of(AnomalyMap map, double epsilon) {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("threshold must be at least 0, got " + epsilon);
        }
        int count = 0;
        for (float value : map.toArray()) {
            count += Math.abs(value) > epsilon ? 1 : 0;
        }
        return count;
    }
}
