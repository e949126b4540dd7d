package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.metrics.explanation.complexity.GiniSparseness;
import io.xvad.metrics.explanation.faithfulness.Regions;
import io.xvad.metrics.explanation.faithfulness.RemovalCurve;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import io.xvad.metrics.explanation.stability.BenignChange;
import io.xvad.metrics.explanation.stability.MapSimilarity;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How good a saliency map is, by four figures that can be compared between explainers and detectors.
 *
 * @param faithfulness restore-to-normal: squares of an eighth of the shorter side are replaced by a normal version, the
 *     most salient first, as many as cover half of the image; the mean loss of score (AOPC), as a share of what the
 *     whole normal version loses, less the same for squares in random order. 0 is chance, higher is better; NaN if the
 *     normal version does not lower the score
 * @param stability Spearman correlation of the map before and after noise of at most 0.02; 1 is best
 * @param sparseness Gini index of the map, higher is simpler
 * @param seconds time of one explanation
 */
public record SaliencyQuality(double faithfulness, double stability, double sparseness, double seconds) {

    private static final int SQUARES = 8;
    private static final double NOISE = 0.02;
    private static final double TOP = 0.1;

    /** Measures the maps that {@code explain} makes of an image, whose normal version is given. */
    public static SaliencyQuality measure(
            FittedDetector fitted, Image image, Image normal, Function<Image, AnomalyMap> explain, long seed) {
        long start = System.nanoTime();
        AnomalyMap map = explain.apply(image);
        double seconds = (System.nanoTime() - start) / 1e9;
        MapSimilarity similarity = MapSimilarity.of(
                map, explain.apply(BenignChange.noise(NOISE, seed).apply().apply(image)), TOP);
        return new SaliencyQuality(
                faithfulness(fitted, image, normal, map, seed), similarity.spearman(), GiniSparseness.of(map), seconds);
    }

    /** The first figure alone. */
    public static double faithfulness(FittedDetector fitted, Image image, Image normal, AnomalyMap map, long seed) {
        ToDoubleFunction<Image> score = changed -> fitted.detect(changed).score();
        double range = score.applyAsDouble(image) - score.applyAsDouble(normal);
        if (!(range > 0)) {
            return Double.NaN;
        }
        return (aopc(score, image, normal, map) - aopc(score, image, normal, random(image, seed))) / range;
    }

    private static double aopc(ToDoubleFunction<Image> score, Image image, Image normal, AnomalyMap map) {
        int side = Math.max(1, Math.min(image.height(), image.width()) / SQUARES);
        Regions all = Regions.squares(map, side, Regions.Order.MORF);
        return RemovalCurve.of(
                        score,
                        image,
                        all.first(Math.max(1, all.size() / 2)),
                        Replacement.restoreToNormal(any -> normal))
                .aopc();
    }

    /** A map of independent uniform values: the floor of every comparison. */
    public static AnomalyMap random(Image image, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        float[] values = new float[image.height() * image.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return AnomalyMap.of(image.height(), image.width(), values);
    }
}
