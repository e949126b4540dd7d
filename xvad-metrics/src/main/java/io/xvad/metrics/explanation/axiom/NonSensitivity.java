package io.xvad.metrics.explanation.axiom;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.explanation.faithfulness.PixelGroups;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import java.util.function.ToDoubleFunction;

/**
 * Non-sensitivity (Nguyen and Rodríguez Martínez 2020; Ancona et al., 2019): a region has no saliency exactly
 * if the score does not depend on it. The share of regions for which only one of the two holds. In [0, 1], lower is
 * better.
 */
public final class NonSensitivity {

    private NonSensitivity() {}

    /**
     * Measures a map; costs a score for each region and one more.
     *
     * @param replacement what a region is replaced with to see whether the score depends on it
     * @param epsilon absolute values at or below it count as nothing, in the map's sum over a region and in the score
     */
    public static double of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap map,
            PixelGroups regions,
            Replacement replacement,
            double epsilon) {
        double whole = score.applyAsDouble(image);
        int wrong = 0;
        for (int k = 0; k < regions.size(); k++) {
            boolean[] removed = new boolean[image.height() * image.width()];
            double mass = 0;
            for (int pixel : regions.pixels(k)) {
                removed[pixel] = true;
                mass += Math.abs(map.buffer().get(pixel));
            }
            double change = Math.abs(whole - score.applyAsDouble(replacement.replace(image, removed)));
            wrong += mass <= epsilon != change <= epsilon ? 1 : 0;
        }
        return wrong / (double) regions.size();
    }
}
