package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.detection.Auroc;
import io.xvad.metrics.detection.LabelledScores;

/**
 * AUROC of the map's pixels against the mask, within one image (Fawcett 2006). In [0, 1], higher is better, 0.5 is
 * chance; NaN for an empty or a full mask.
 */
public final class SaliencyAuroc {

    private SaliencyAuroc() {}

    /**
     * The area of a map.
     *
     * @throws IllegalArgumentException if the mask has another size
     */
    public static double of(AnomalyMap map, boolean[] mask) {
        Masked.count(map, mask);
        LabelledScores pixels = new LabelledScores();
        for (int i = 0; i < mask.length; i++) {
            pixels.add(map.buffer().get(i), mask[i]);
        }
        return Auroc.of(pixels.sweep());
    }
}
