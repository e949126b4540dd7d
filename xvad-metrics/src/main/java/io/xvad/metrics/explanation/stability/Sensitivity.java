package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.Function;
import org.apache.commons.math3.util.MathArrays;

/**
 * Max-sensitivity (Yeh et al., 2019, "On the (In)fidelity and Sensitivity of Explanations") and its mean, by
 * sampling: the change of the explanation when the image is changed by at most a radius at each sample, relative to the
 * norm of the explanation. Changed images are clamped to [0, 1]. At least 0, lower is better; NaN if the explanation of
 * the image is all zero.
 *
 * @param max largest change; it can only grow with the number of draws
 * @param mean mean change
 */
public record Sensitivity(double max, double mean) {

    /**
     * Measures an explanation; costs one explanation for each draw and one more.
     *
     * @param explain makes the saliency map of an image
     * @param radius largest change of a sample, in (0, 1]
     * @param draws number of changed images, at least 1
     * @throws IllegalArgumentException if {@code radius} or {@code draws} is out of range, or the maps differ in size
     */
    public static Sensitivity of(
            Function<Image, AnomalyMap> explain, Image image, double radius, int draws, long seed) {
        Perturbations perturbations = new Perturbations(radius, seed);
        Perturbations.requireDraws(draws);
        double[] original = Vectors.of(explain.apply(image));
        double norm = MathArrays.safeNorm(original);
        double max = 0;
        double sum = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] changed = Vectors.of(explain.apply(perturbations.next(image)), original.length);
            double change = norm == 0 ? Double.NaN : MathArrays.distance(original, changed) / norm;
            max = Math.max(max, change);
            sum += change;
        }
        return new Sensitivity(max, sum / draws);
    }
}
