package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Correlation between what a map says random sets of pixels contribute and what the score loses without them, for sets of
 * one size (Bhatt, Weller and Moura 2020). In [-1, 1], higher is better, 0 is chance; NaN if all sums or all
 * losses are equal.
 */
public final class FaithfulnessCorrelation {

    private FaithfulnessCorrelation() {}

    /**
     * Measures a map; costs one score for each set and one more.
     *
     * @param size pixels in a set, from 1 to all
     * @param sets number of random sets, at least 2; 100 is usual
     * @throws IllegalArgumentException if a number is out of range, or the map has another size than the image
     */
    public static double of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            Replacement replacement,
            int size,
            int sets,
            long seed) {
        return of(score, image, saliency, replacement, RandomSets.draw(saliency, size, sets, seed));
    }

    static double of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            Replacement replacement,
            List<int[]> sets) {
        double whole = score.applyAsDouble(image);
        double[] said = new double[sets.size()];
        double[] lost = new double[sets.size()];
        for (int k = 0; k < said.length; k++) {
            boolean[] removed = new boolean[image.height() * image.width()];
            for (int pixel : sets.get(k)) {
                removed[pixel] = true;
                said[k] += saliency.buffer().get(pixel);
            }
            lost[k] = whole - score.applyAsDouble(replacement.replace(image, removed));
        }
        return new PearsonsCorrelation().correlation(said, lost);
    }

    /**
     * Sensitivity-n (Ancona et al., 2018, "Towards Better Understanding of Gradient-based Attribution Methods"): the
     * correlation for each of several sizes of set.
     *
     * @param sizes sizes of sets, each from 1 to all
     * @return one correlation for each size
     */
    public static double[] sensitivityN(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            Replacement replacement,
            int[] sizes,
            int sets,
            long seed) {
        return Arrays.stream(sizes)
                .mapToDouble(size -> of(score, image, saliency, replacement, size, sets, seed))
                .toArray();
    }
}
