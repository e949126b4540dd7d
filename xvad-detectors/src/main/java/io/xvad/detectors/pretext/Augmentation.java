package io.xvad.detectors.pretext;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * An image shifted by up to an eighth of its side and mirrored half the time, as networks for small images are trained (He et al. 2016,
 * section 4.2: 4 of 32 pixels); what comes in over the border is the image mirrored at it.
 *
 * @param down pixels
 * @param right pixels
 * @param mirrored left to right
 */
record Augmentation(int down, int right, boolean mirrored) {

    private static final int PART = 8;

    static Augmentation drawn(int size, UniformRandomProvider random) {
        int reach = size / PART;
        return new Augmentation(
                random.nextInt(2 * reach + 1) - reach, random.nextInt(2 * reach + 1) - reach, random.nextBoolean());
    }

    /** Applies it to planes of a square image. */
    float[] of(float[] planes, int size) {
        float[] moved = new float[planes.length];
        for (int row = 0; row < planes.length / size; row++) {
            int from = row / size * size + inside(row % size - down, size);
            for (int x = 0; x < size; x++) {
                int column = inside(x - right, size);
                moved[row * size + x] = planes[from * size + (mirrored ? size - 1 - column : column)];
            }
        }
        return moved;
    }

    private static int inside(int place, int size) {
        if (place < 0) {
            return -place - 1;
        }
        return place < size ? place : 2 * size - 1 - place;
    }
}
