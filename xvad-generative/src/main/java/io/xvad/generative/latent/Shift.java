package io.xvad.generative.latent;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Moves square images of three channels by whole pixels, as far in each direction as is drawn; pixels at the border are repeated.
 *
 * @param size side of the images
 * @param most pixels along each side, at least 0
 */
public record Shift(int size, int most) {

    private static final int CHANNELS = 3;

    /** Moved copies of some images, each by a distance of its own. */
    public List<float[]> of(List<float[]> images, UniformRandomProvider random) {
        return images.stream()
                .map(image -> moved(image, drawn(random), drawn(random)))
                .toList();
    }

    private int drawn(UniformRandomProvider random) {
        return random.nextInt(2 * most + 1) - most;
    }

    private float[] moved(float[] image, int down, int across) {
        float[] moved = new float[image.length];
        for (int row = 0; row < CHANNELS * size; row++) {
            int from = (row / size * size + inside(row % size - down)) * size;
            for (int x = 0; x < size; x++) {
                moved[row * size + x] = image[from + inside(x - across)];
            }
        }
        return moved;
    }

    private int inside(int place) {
        return Math.max(0, Math.min(size - 1, place));
    }
}
