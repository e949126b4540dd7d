package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Correlation between the saliency of groups of pixels and what the score loses when each is removed alone
 * (Alvarez-Melis and Jaakkola 2018, "Towards Robust Interpretability with Self-Explaining Neural Networks").
 * In [-1, 1], higher is better, 0 is chance; NaN if all sums or all losses are equal.
 */
public final class FaithfulnessEstimate {

    private FaithfulnessEstimate() {}

    /** Measures a map on at least two groups; costs one score for each and one more. */
    public static double of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            PixelGroups regions,
            Replacement replacement) {
        double whole = score.applyAsDouble(image);
        double[] said = new double[regions.size()];
        double[] lost = new double[regions.size()];
        for (int k = 0; k < said.length; k++) {
            boolean[] removed = new boolean[image.height() * image.width()];
            for (int pixel : regions.pixels(k)) {
                removed[pixel] = true;
                said[k] += saliency.buffer().get(pixel);
            }
            lost[k] = whole - score.applyAsDouble(replacement.replace(image, removed));
        }
        return new PearsonsCorrelation().correlation(said, lost);
    }
}
