package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Quality;
import io.xvad.explainers.restoration.NormalVersion;
import io.xvad.metrics.explanation.faithfulness.DeletionInsertion;
import io.xvad.metrics.explanation.stability.Sensitivity;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Measures how far a saliency map can be trusted: deletion and insertion against a normal reference image, the same for
 * pixels in random order as a control, and max-sensitivity. Immutable and thread-safe.
 *
 * @param steps steps of deletion and insertion, at least 1; costs four detections each
 * @param radius largest noise of max-sensitivity, in (0, 1]
 * @param draws noisy images of max-sensitivity, at least 1; costs an explanation each
 * @param seed everything random follows from it
 */
public record ExplanationQuality(int steps, double radius, int draws, long seed) {

    /** 10 steps, noise of up to 0.02, 4 draws, seed 0. */
    public static ExplanationQuality withDefaults() {
        return new ExplanationQuality(10, 0.02, 4, 0);
    }

    /** A copy with another seed. */
    public ExplanationQuality withSeed(long newSeed) {
        return new ExplanationQuality(steps, radius, draws, newSeed);
    }

    /**
     * Measures the saliency of an image; salient pixels are replaced with those of the image restored where it is strange.
     *
     * @param saliency makes a saliency map of an image, with its geometry
     * @throws IllegalArgumentException if the detector makes no normal versions
     */
    public List<Quality> measure(FittedDetector fitted, Image image, Function<Image, AnomalyMap> saliency) {
        return measure(
                fitted,
                image,
                saliency,
                NormalVersion.of(fitted, image, fitted.detect(image)).image());
    }

    /**
     * Measures the saliency of an image.
     *
     * @param saliency makes a saliency map of an image, with its geometry
     * @param normal a normal image with the shape of {@code image}: what salient pixels are replaced with
     */
    public List<Quality> measure(
            FittedDetector fitted, Image image, Function<Image, AnomalyMap> saliency, Image normal) {
        ToDoubleFunction<Image> score = changed -> fitted.detect(changed).score();
        DeletionInsertion map = DeletionInsertion.of(score, image, saliency.apply(image), normal, steps, seed);
        DeletionInsertion random =
                DeletionInsertion.of(score, image, RestoreToNormal.random(image, seed), normal, steps, seed);
        return List.of(
                new Quality("deletion-auc", map.deletionAuc(), false),
                new Quality("deletion-auc-random", random.deletionAuc(), false),
                new Quality("insertion-auc", map.insertionAuc(), true),
                new Quality("insertion-auc-random", random.insertionAuc(), true),
                new Quality(
                        "max-sensitivity",
                        Sensitivity.of(saliency, image, radius, draws, seed).max(),
                        false));
    }
}
