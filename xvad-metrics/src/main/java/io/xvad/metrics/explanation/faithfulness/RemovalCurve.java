package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.Image;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Scores while regions are removed one after another; the first is that of the whole image. What pixel flipping (Bach et
 * al., 2015), region perturbation (Samek et al., 2017), selectivity (Montavon, Samek and Müller 2018) and IROF (Rieger and
 * Hansen 2020) have in common: they differ in the regions.
 */
public final class RemovalCurve {

    private final double[] scores;

    private RemovalCurve(double[] scores) {
        this.scores = scores;
    }

    /** Removes the regions in their order; costs one score for each and one for the whole image. */
    public static RemovalCurve of(
            ToDoubleFunction<Image> score, Image image, PixelGroups regions, Replacement replacement) {
        boolean[] removed = new boolean[image.height() * image.width()];
        double[] scores = new double[regions.size() + 1];
        scores[0] = score.applyAsDouble(image);
        for (int k = 0; k < regions.size(); k++) {
            for (int pixel : regions.pixels(k)) {
                removed[pixel] = true;
            }
            scores[k + 1] = score.applyAsDouble(replacement.replace(image, removed));
        }
        return new RemovalCurve(scores);
    }

    /** A copy of the scores. */
    public double[] scores() {
        return scores.clone();
    }

    /**
     * Area under the curve by trapezoids, over the share of regions removed: the mean score. With the most relevant first,
     * lower is better. In units of the score.
     */
    public double area() {
        double sum = 0;
        for (int k = 1; k < scores.length; k++) {
            sum += (scores[k - 1] + scores[k]) / 2;
        }
        return sum / (scores.length - 1);
    }

    /**
     * Area over the perturbation curve, {@code mean_k (f(x) - f(x_k))} with k from 0 (Samek et al., 2017).
     * With the most relevant first, higher is better. In units of the score.
     */
    public double aopc() {
        return Arrays.stream(scores).map(score -> scores[0] - score).average().orElse(Double.NaN);
    }

    /**
     * Area over the curve of {@code f(x_k) / f(x)} by trapezoids, over the share of regions removed (Rieger and Hansen 2020).
     * With the most relevant first, higher is better, at most 1 for scores at or above 0; NaN if the image scores 0.
     */
    public double relativeAreaOver() {
        return scores[0] == 0 ? Double.NaN : 1 - area() / scores[0];
    }
}
