package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.Function;
import org.apache.commons.math3.util.MathArrays;

/**
 * Local Lipschitz estimate (Alvarez-Melis and Jaakkola 2018, "On the Robustness of Interpretability Methods"): the
 * largest {@code |a(x) - a(x')| / |x - x'|} over slightly changed images, both norms Euclidean as in the paper
 * (Quantus takes the L1 norm above). At least 0, lower is better; in units of the map over those of the image. Changes
 * that clamping undoes are left out; NaN if all are.
 */
public final class LocalLipschitz {

    private LocalLipschitz() {}

    /**
     * Measures an explanation; arguments and errors as {@link Sensitivity#of}.
     */
    public static double of(Function<Image, AnomalyMap> explain, Image image, double radius, int draws, long seed) {
        Perturbations perturbations = new Perturbations(radius, seed);
        Perturbations.requireDraws(draws);
        double[] original = Vectors.of(explain.apply(image));
        double[] pixels = Vectors.of(image);
        double largest = Double.NaN;
        for (int draw = 0; draw < draws; draw++) {
            Image changed = perturbations.next(image);
            double moved = MathArrays.distance(pixels, Vectors.of(changed));
            if (moved > 0) {
                double[] explanation = Vectors.of(explain.apply(changed), original.length);
                double ratio = MathArrays.distance(original, explanation) / moved;
                largest = Double.isNaN(largest) ? ratio : Math.max(largest, ratio);
            }
        }
        return largest;
    }
}
