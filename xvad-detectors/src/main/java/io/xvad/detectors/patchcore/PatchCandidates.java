package io.xvad.detectors.patchcore;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Patches of normal images from which the memory bank is chosen.
 *
 * @param rows their features, one row after the other
 * @param images for each its training image
 * @param positions for each its position in the grid
 * @param radius the largest distance from a patch of which these were chosen to the nearest of these; 0 where all were kept
 */
record PatchCandidates(float[] rows, int[] images, int[] positions, double radius) implements Serializable {

    int size() {
        return images.length;
    }

    private int dimension() {
        return rows.length / size();
    }

    /** Some of them, in the order of {@code chosen}. */
    PatchCandidates select(int[] chosen) {
        int dimension = dimension();
        float[] some = new float[chosen.length * dimension];
        int[] from = new int[chosen.length];
        int[] at = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(rows, chosen[i] * dimension, some, i * dimension, dimension);
            from[i] = images[chosen[i]];
            at[i] = positions[chosen[i]];
        }
        return new PatchCandidates(some, from, at, radius);
    }

    /** With their images counted among those of all parts, and how far what they were chosen from is from them. */
    PatchCandidates among(int[] places, double distance) {
        int[] from = Arrays.stream(images).map(image -> places[image]).toArray();
        return new PatchCandidates(rows, from, positions, distance);
    }

    /** These and then others. */
    PatchCandidates and(PatchCandidates others) {
        float[] all = new float[rows.length + others.rows.length];
        int[] from = new int[size() + others.size()];
        int[] at = new int[size() + others.size()];
        append(all, from, at, 0);
        others.append(all, from, at, size());
        return new PatchCandidates(all, from, at, Math.max(radius, others.radius));
    }

    private void append(float[] all, int[] from, int[] at, int offset) {
        System.arraycopy(rows, 0, all, offset * dimension(), rows.length);
        System.arraycopy(images, 0, from, offset, size());
        System.arraycopy(positions, 0, at, offset, size());
    }
}
