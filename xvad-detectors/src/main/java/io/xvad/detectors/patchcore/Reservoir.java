package io.xvad.detectors.patchcore;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** A uniform sample of a stream of rows of unknown length (Vitter 1985, algorithm R). */
final class Reservoir {

    private final int capacity;
    private final int dimension;
    private final UniformRandomProvider random;
    private float[] rows = new float[0];
    private int[] images = new int[0];
    private int[] positions = new int[0];
    private int size;
    private long seen;

    Reservoir(int capacity, int dimension, UniformRandomProvider random) {
        this.capacity = capacity;
        this.dimension = dimension;
        this.random = random;
    }

    /** Offers row {@code position} of an image. */
    void offer(float[] imageRows, int position, int image) {
        seen++;
        long slot = size < capacity ? size : random.nextLong(seen);
        if (slot >= capacity) {
            return;
        }
        int at = (int) slot;
        if (at == size) {
            grow();
        }
        System.arraycopy(imageRows, position * dimension, rows, at * dimension, dimension);
        images[at] = image;
        positions[at] = position;
    }

    private void grow() {
        size++;
        if (size > images.length) {
            int larger = (int) Math.min(capacity, Math.max(1024, images.length * 2L));
            rows = Arrays.copyOf(rows, Math.multiplyExact(larger, dimension));
            images = Arrays.copyOf(images, larger);
            positions = Arrays.copyOf(positions, larger);
        }
    }

    int size() {
        return size;
    }

    /** Rows offered so far. */
    long seen() {
        return seen;
    }

    /** The sample. */
    PatchCandidates candidates() {
        return new PatchCandidates(
                Arrays.copyOf(rows, size * dimension), Arrays.copyOf(images, size), Arrays.copyOf(positions, size), 0);
    }
}
