package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.metrics.explanation.faithfulness.PixelGroups;
import io.xvad.metrics.explanation.faithfulness.RemovalCurve;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * Faithfulness of saliency maps of one image, measured by restoring it to normal: squares of an eighth of the shorter side are
 * replaced by the normal version, the most salient first, until half of the image is replaced; the figure is the mean fall of the
 * score (AOPC, Samek et al., 2017), as a share of the fall for the whole normal version, less the mean of the same for four random
 * orders of the squares. Higher is better, 0 is chance.
 *
 * <p>Who chooses a map by this figure must not be judged by the same draw of it: {@link #toChoose} measures with other squares (the
 * grid is moved by half a square) and other random orders than {@link #of}, which judges. Not thread-safe.
 */
public final class RestoreToNormal {

    private static final int SQUARES = 8;
    private static final int ORDERS = 4;
    private static final long TO_CHOOSE = 0x5DEECE66DL;

    private final ToDoubleFunction<Image> score;
    private final Image image;
    private final Image normal;
    private final boolean moved;
    private final double range;
    private final double chance;

    private RestoreToNormal(ToDoubleFunction<Image> score, Image image, Image normal, boolean moved, long seed) {
        this.moved = moved;
        this.score = new LastScore(score);
        this.image = image;
        this.normal = normal;
        this.range = score.applyAsDouble(image) - score.applyAsDouble(normal);
        this.chance = range > 0
                ? IntStream.range(0, ORDERS)
                        .mapToDouble(order -> aopc(random(image, seed + order)))
                        .average()
                        .orElseThrow()
                : Double.NaN;
    }

    /** Prepares the measurement for an image and a normal version of it with the same shape. */
    public static RestoreToNormal of(FittedDetector fitted, Image image, Image normal, long seed) {
        return new RestoreToNormal(changed -> fitted.detect(changed).score(), image, normal, false, seed);
    }

    /** The same with squares and random orders that {@link #of} does not use, for who chooses between maps. */
    public static RestoreToNormal toChoose(FittedDetector fitted, Image image, Image normal, long seed) {
        return new RestoreToNormal(changed -> fitted.detect(changed).score(), image, normal, true, choosing(seed));
    }

    /** A seed for what a choice rests on, which shares nothing with the seed of what judges it. */
    public static long choosing(long seed) {
        return seed ^ TO_CHOOSE;
    }

    /** Measures a map of the image; NaN if the normal version does not score lower. */
    public double faithfulness(AnomalyMap map) {
        return range > 0 ? (aopc(map) - chance) / range : Double.NaN;
    }

    private double aopc(AnomalyMap map) {
        int side = Math.max(1, Math.min(image.height(), image.width()) / SQUARES);
        PixelGroups all = PixelGroups.squares(map, side, moved ? side / 2 : 0, PixelGroups.Order.MORF);
        return RemovalCurve.of(
                        score,
                        image,
                        all.first(Math.max(1, all.size() / 2)),
                        Replacement.restoreToNormal(any -> normal))
                .aopc();
    }

    /** A map of independent uniform values: the control of every comparison. */
    public static AnomalyMap random(Image image, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        float[] values = new float[image.height() * image.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return AnomalyMap.of(image.height(), image.width(), values);
    }

    /** Does not score an image again that is as the one before: where the normal version is the image itself, a square changes nothing. */
    private static final class LastScore implements ToDoubleFunction<Image> {

        private final ToDoubleFunction<Image> score;
        private @Nullable Known last;

        LastScore(ToDoubleFunction<Image> score) {
            this.score = score;
        }

        private record Known(Image image, double score) {}

        @Override
        public double applyAsDouble(Image image) {
            Known known = last;
            if (known == null || !known.image.equals(image)) {
                known = new Known(image, score.applyAsDouble(image));
                last = known;
            }
            return known.score;
        }
    }
}
