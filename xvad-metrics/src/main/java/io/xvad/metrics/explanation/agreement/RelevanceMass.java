package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;

/**
 * Relevance mass accuracy (Arras, Osman and Samek 2022, "CLEVR-XAI"): the share of the map's absolute mass
 * that lies in the mask. In [0, 1], higher is better, the mask's share of the image is chance; NaN for an empty mask or
 * an all-zero map.
 */
public final class RelevanceMass {

    private RelevanceMass() {}

    /**
     * The share of a map.
     *
     * @throws IllegalArgumentException if the mask has another size
     */
    public static double of(AnomalyMap map, boolean[] mask) {
        int count = Masked.count(map, mask);
        double inside = 0;
        double all = 0;
        for (int i = 0; i < mask.length; i++) {
            double mass = Math.abs(map.buffer().get(i));
            all += mass;
            inside += mask[i] ? mass : 0;
        }
        return count == 0 ? Double.NaN : inside / all;
    }
}
