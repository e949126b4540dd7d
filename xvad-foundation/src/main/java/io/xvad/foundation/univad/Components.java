package io.xvad.foundation.univad;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.univad.ComponentDescriber.Described;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The components of an image beside those of normal images. Thread-safe.
 *
 * @param normal what is kept of those
 * @param describer describes a component
 * @param size side of maps
 */
record Components(NormalComponents normal, ComponentDescriber describer, int size) {

    /** Pixels by which components of an image are grown, of the square that CLIP sees. */
    static final int NARROW = 2;

    /**
     * Distances of patches from those of the same component, by both networks, averaged; 0 where there is no component, and 1 everywhere if the image has none at all.
     *
     * @param masks of the image, square
     */
    float[] patches(Features image, List<Mask> masks) {
        if (masks.isEmpty()) {
            return missing();
        }
        List<Mask> components = new ArrayList<>(components(image, masks));
        components.replaceAll(mask -> mask.grown(mask.any() ? NARROW : 0));
        float[] byClip = lowest(
                components,
                image.clip().get(0),
                (match, at) -> match.byClip(
                        image.clip().stream().map(layer -> layer.at(at)).toList()));
        float[] byDino = lowest(
                components,
                image.dino(),
                (match, at) -> match.byDino(image.dino().at(at)));
        float[] mean = new float[size * size];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (byClip[i] + byDino[i]) / 2;
        }
        return mean;
    }

    /** Nothing of what normal images have is there. */
    private float[] missing() {
        float[] map = new float[size * size];
        Arrays.fill(map, 1);
        return map;
    }

    private List<Mask> components(Features image, List<Mask> masks) {
        return normal.clusters()
                .map(clusters -> clusters.components(masks, image.dino()))
                .orElseGet(() -> List.of(masks.stream().reduce(Mask::or).orElseThrow()));
    }

    /** Where components touch the same place, the shorter distance counts. */
    private float[] lowest(List<Mask> components, Vectors grid, BiFunction<PatchMatch, boolean[], float[]> distances) {
        float[] lowest = new float[grid.count()];
        Arrays.fill(lowest, Float.POSITIVE_INFINITY);
        for (int number = 0; number < components.size(); number++) {
            boolean[] at = GridMask.touched(components.get(number), grid.side());
            PatchMatch match = normal.patches().get(number);
            if (match != null && any(at)) {
                float[] found = distances.apply(match, at);
                int next = 0;
                for (int i = 0; i < at.length; i++) {
                    lowest[i] = at[i] ? Math.min(lowest[i], found[next++]) : lowest[i];
                }
            }
        }
        for (int i = 0; i < lowest.length; i++) {
            lowest[i] = Float.isInfinite(lowest[i]) ? 0 : lowest[i];
        }
        return Resize.cornerAligned(lowest, grid.side(), grid.side(), size, size);
    }

    private static boolean any(boolean[] values) {
        for (boolean value : values) {
            if (value) {
                return true;
            }
        }
        return false;
    }

    /** Distances of components from normal ones, each painted on its pixels; those of components that touch add up; 1 everywhere if the image has none at all. */
    float[] graph(Image square, Features image, List<Mask> masks) {
        if (masks.isEmpty()) {
            return missing();
        }
        float[] map = new float[size * size];
        List<Mask> grown = components(image, masks).stream()
                .skip(1)
                .filter(Mask::any)
                .map(mask -> mask.grown(NARROW))
                .toList();
        if (grown.isEmpty() || normal.match().isEmpty()) {
            return map;
        }
        List<Described> described =
                grown.stream().map(mask -> describer.of(square, mask)).toList();
        float[] distances = normal.match().get().distances(described);
        for (int c = 0; c < distances.length; c++) {
            boolean[] inside = grown.get(c).toArray();
            for (int i = 0; i < map.length; i++) {
                map[i] += inside[i] ? distances[c] : 0;
            }
        }
        return map;
    }
}
