package io.xvad.metrics.explanation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.Function;
import org.apache.commons.math3.util.MathArrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Max-sensitivity (Yeh et al. 2019, "On the (In)fidelity and Sensitivity of Explanations", definition 2), by sampling:
 * the largest change of the explanation when the image is changed by at most {@code radius} at each sample, relative to
 * the norm of the explanation. Changed images are clamped to [0, 1].
 */
public final class MaxSensitivity {

    private MaxSensitivity() {}

    /**
     * Measures an explanation.
     *
     * @param explain makes the saliency map of an image
     * @param radius largest change of a sample, above 0
     * @param draws number of changed images, at least 1; the figure can only grow with it
     * @return at least 0, lower is better; NaN if the explanation of {@code image} is all zero
     * @throws IllegalArgumentException if {@code radius} or {@code draws} is out of range, or the maps differ in size
     */
    public static double of(Function<Image, AnomalyMap> explain, Image image, double radius, int draws, long seed) {
        if (!(radius > 0 && radius <= 1) || draws < 1) {
            throw new IllegalArgumentException(
                    "radius must be in (0, 1] and draws at least 1, got " + radius + " and " + draws);
        }
        double[] original = values(explain.apply(image));
        double norm = MathArrays.safeNorm(original);
        if (norm == 0) {
            return Double.NaN;
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double largest = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] changed = values(explain.apply(changed(image, radius, random)));
            if (changed.length != original.length) {
                throw new IllegalArgumentException("explanations must have one size, got " + original.length + " and "
                        + changed.length + " values");
            }
            largest = Math.max(largest, MathArrays.distance(original, changed) / norm);
        }
        return largest;
    }

    private static Image changed(Image image, double radius, UniformRandomProvider random) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            double noise = (2 * random.nextDouble() - 1) * radius;
            values[i] = (float) Math.max(0, Math.min(1, values[i] + noise));
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static double[] values(AnomalyMap map) {
        float[] floats = map.toArray();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
