package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.explanation.complexity.GiniSparseness;
import io.xvad.metrics.explanation.stability.BenignChange;
import io.xvad.metrics.explanation.stability.MapSimilarity;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How good a saliency map is, in four figures that can be compared between explainers and detectors.
 *
 * @param map the saliency map
 * @param faithfulness see {@link RestoreToNormal}
 * @param stability Spearman correlation of the map before and after noise of at most 0.02; 1 is best
 * @param sparseness Gini index of the map, higher is simpler
 * @param seconds time of one explanation
 */
public record SaliencyQuality(
        AnomalyMap map, double faithfulness, double stability, double sparseness, double seconds) {

    private static final double NOISE = 0.02;
    private static final double TOP = 0.1;

    /**
     * Measures the maps that {@code explain} makes of an image and of that image with noise.
     *
     * @param faithfulness gives the faithfulness of a map of the image
     * @return empty if {@code explain} makes no map
     */
    public static Optional<SaliencyQuality> measure(
            Function<Image, Optional<AnomalyMap>> explain,
            Image image,
            ToDoubleFunction<AnomalyMap> faithfulness,
            long seed) {
        long start = System.nanoTime();
        Optional<AnomalyMap> map = explain.apply(image);
        double seconds = (System.nanoTime() - start) / 1e9;
        return map.map(known -> {
            AnomalyMap noisy = explain.apply(
                            BenignChange.noise(NOISE, seed).apply().apply(image))
                    .orElseThrow();
            return new SaliencyQuality(
                    known,
                    faithfulness.applyAsDouble(known),
                    MapSimilarity.of(known, noisy, TOP).spearman(),
                    GiniSparseness.of(known),
                    seconds);
        });
    }
}
