package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A change of an image that should change no explanation.
 *
 * @param name what is changed, for example {@code brightness +0.05}
 * @param apply makes the changed image
 * @param undo brings a map of the changed image back to the geometry of the original
 */
public record BenignChange(String name, UnaryOperator<Image> apply, UnaryOperator<AnomalyMap> undo) {

    /** A change that leaves every pixel where it is, for example recompression as JPEG. */
    public static BenignChange of(String name, UnaryOperator<Image> apply) {
        return new BenignChange(name, apply, UnaryOperator.identity());
    }

    /** Uniform noise of at most {@code radius} at each sample. */
    public static BenignChange noise(double radius, long seed) {
        return of("noise " + radius, image -> new Perturbations(radius, seed).next(image));
    }

    /** All samples brighter, or darker, clamped to [0, 1]. */
    public static BenignChange brightness(double by) {
        return of("brightness " + by, image -> {
            float[] values = image.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.max(0, Math.min(1, values[i] + by));
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        });
    }

    /** Everything one pixel to the right; the left column is repeated. Undone by shifting the map back. */
    public static BenignChange shift() {
        return new BenignChange(
                "shift by 1 pixel",
                image -> Image.of(
                        image.id(),
                        image.channels(),
                        image.height(),
                        image.width(),
                        shifted(image.toArray(), image.width(), -1)),
                map -> AnomalyMap.of(map.height(), map.width(), shifted(map.toArray(), map.width(), 1)));
    }

    private static float[] shifted(float[] values, int width, int by) {
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int x = Math.max(0, Math.min(width - 1, i % width + by));
            moved[i] = values[i - i % width + x];
        }
        return moved;
    }

    /** How alike the maps of an image are before and after the change. */
    public MapSimilarity similarity(Function<Image, AnomalyMap> explain, Image image, double topShare) {
        return MapSimilarity.of(explain.apply(image), undo.apply(explain.apply(apply.apply(image))), topShare);
    }
}
