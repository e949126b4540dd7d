package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Infidelity (Yeh et al., 2019): mean squared difference between what a map says a perturbation {@code I}
 * changes, {@code sum I a}, and what it changes, {@code f(x) - f(x - I)}. The perturbation is a random square that is
 * replaced (the paper's "square removal"); the difference of a pixel is the sum over its channels. Lower is better, 0 is
 * perfect.
 *
 * @param raw the figure in squared units of the score
 * @param scaled the figure after the map was scaled by the one factor that makes it least, for maps whose
 *     unit is not that of the score
 */
public record Infidelity(double raw, double scaled) {

    /**
     * Measures a map; costs one score for each square and one more.
     *
     * @param side of the squares, from 1 to the shorter side of the image
     * @param squares number of random squares, at least 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Infidelity of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            Replacement replacement,
            int side,
            int squares,
            long seed) {
        if (side < 1 || side > Math.min(image.height(), image.width()) || squares < 1) {
            throw new IllegalArgumentException(
                    "needs a side within " + image + " and at least 1 square, got " + side + " and " + squares);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double whole = score.applyAsDouble(image);
        double[] said = new double[squares];
        double[] lost = new double[squares];
        for (int k = 0; k < squares; k++) {
            int top = random.nextInt(image.height() - side + 1);
            int left = random.nextInt(image.width() - side + 1);
            boolean[] removed = new boolean[image.height() * image.width()];
            for (int i = 0; i < side * side; i++) {
                removed[(top + i / side) * image.width() + left + i % side] = true;
            }
            Image without = replacement.replace(image, removed);
            said[k] = said(image, without, saliency);
            lost[k] = whole - score.applyAsDouble(without);
        }
        return of(said, lost);
    }

    private static double said(Image image, Image without, AnomalyMap saliency) {
        int plane = image.height() * image.width();
        double sum = 0;
        for (int i = 0; i < plane * image.channels(); i++) {
            sum += (image.buffer().get(i) - without.buffer().get(i))
                    * (double) saliency.buffer().get(i % plane);
        }
        return sum;
    }

    private static Infidelity of(double[] said, double[] lost) {
        double common = 0;
        double norm = 0;
        for (int k = 0; k < said.length; k++) {
            common += said[k] * lost[k];
            norm += said[k] * said[k];
        }
        return new Infidelity(mean(said, lost, 1), mean(said, lost, norm == 0 ? 0 : common / norm));
    }

    private static double mean(double[] said, double[] lost, double factor) {
        double sum = 0;
        for (int k = 0; k < said.length; k++) {
            double error = factor * said[k] - lost[k];
            sum += error * error;
        }
        return sum / said.length;
    }
}
