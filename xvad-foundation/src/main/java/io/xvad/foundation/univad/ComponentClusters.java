package io.xvad.foundation.univad;

import io.xvad.core.Mask;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.tokens.UnitVectors;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells which masks are the same component: patches of normal images are clustered, and a mask belongs to the cluster that it overlaps most. Immutable.
 *
 * @param centres of the clusters of patches of unit length
 */
record ComponentClusters(KMeans centres) {

    private static final int CORNER = 10;

    static ComponentClusters of(Vectors patches, int wanted, long seed) {
        return new ComponentClusters(
                KMeans.of(UnitVectors.of(patches.values(), patches.dimension()), patches.dimension(), wanted, seed));
    }

    /**
     * The components of an image.
     *
     * @param masks square
     * @param patches of the image, on a square grid
     * @return for each cluster its masks together, empty where it has none; before them what belongs to none
     */
    List<Mask> components(List<Mask> masks, Vectors patches) {
        int size = masks.get(0).height();
        int[] clusters = clusters(patches, size);
        Mask none = Mask.of(size, size, new boolean[size * size]);
        List<Mask> components = new ArrayList<>();
        for (int i = 0; i <= centres.count(); i++) {
            components.add(none);
        }
        for (Mask mask : masks) {
            int cluster = masks.size() > 1 && isAround(mask) ? -1 : overlapped(mask, clusters);
            if (cluster >= 0) {
                components.set(cluster + 1, components.get(cluster + 1).or(mask));
            }
        }
        components.set(0, components.stream().reduce(Mask::or).orElse(none).inverted());
        return components;
    }

    /** Whether a mask holds two opposite corners, as what lies around the components does. */
    private static boolean isAround(Mask mask) {
        int last = mask.height() - 1;
        boolean corners = mask.at(0, 0) && mask.at(last, last);
        int inner = Math.min(CORNER, last);
        boolean inside = mask.at(inner, inner) && mask.at(last + 1 - inner, last + 1 - inner);
        return corners || inside;
    }

    private int overlapped(Mask mask, int[] clusters) {
        int[] counts = new int[centres.count()];
        boolean[] inside = mask.toArray();
        for (int i = 0; i < inside.length; i++) {
            counts[clusters[i]] += inside[i] ? 1 : 0;
        }
        int most = 0;
        for (int c = 1; c < counts.length; c++) {
            most = counts[c] > counts[most] ? c : most;
        }
        return counts[most] > 0 ? most : -1;
    }

    /** The cluster of each pixel: the one whose cosine lies most above its mean over the image. */
    private int[] clusters(Vectors patches, int size) {
        float[] unit = UnitVectors.of(patches.values(), patches.dimension());
        float[] directions = UnitVectors.of(centres.centres(), centres.dimension());
        int[] best = new int[size * size];
        float[] highest = new float[size * size];
        Arrays.fill(highest, -1);
        for (int c = 0; c < centres.count(); c++) {
            float[] heat = Resize.cornerAligned(heat(unit, directions, c), patches.side(), patches.side(), size, size);
            for (int i = 0; i < heat.length; i++) {
                if (heat[i] > highest[i]) {
                    highest[i] = heat[i];
                    best[i] = c;
                }
            }
        }
        return best;
    }

    private float[] heat(float[] unit, float[] directions, int cluster) {
        int dimension = centres.dimension();
        double[] cosines = new double[unit.length / dimension];
        double mean = 0;
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = UnitVectors.dot(unit, i * dimension, directions, cluster * dimension, dimension);
            mean += cosines[i] / cosines.length;
        }
        float[] heat = new float[cosines.length];
        for (int i = 0; i < heat.length; i++) {
            heat[i] = (float) Math.max(0, cosines[i] - mean);
        }
        return heat;
    }
}
