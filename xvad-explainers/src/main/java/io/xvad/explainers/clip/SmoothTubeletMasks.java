package io.xvad.explainers.clip;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random smooth masks of a clip: cells in time, rows and columns, each shown or hidden, enlarged linearly in the three directions
 * and shifted by less than a cell.
 *
 * @param frames of the clip
 * @param height of its frames
 * @param width of its frames
 * @param temporalGrid cells in time
 * @param grid cells along each side
 * @param keep probability that a cell is shown
 * @param seed of all masks
 */
record SmoothTubeletMasks(int frames, int height, int width, int temporalGrid, int grid, double keep, long seed) {

    /** The mask of an index; the same each time. */
    ClipMask mask(int index) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed * 1_000_003 + index);
        float[][] cells = new float[temporalGrid + 2][(grid + 2) * (grid + 2)];
        for (float[] layer : cells) {
            for (int i = 0; i < layer.length; i++) {
                layer[i] = random.nextDouble() < keep ? 1 : 0;
            }
        }
        double late = random.nextDouble();
        double down = random.nextDouble();
        double right = random.nextDouble();
        return frame -> {
            double time = late + (frame + 0.5) * temporalGrid / frames;
            float[] layer = between(cells[(int) time], cells[(int) time + 1], time - (int) time);
            return Optional.of(enlarged(layer, down, right));
        };
    }

    /** Enlarges the cells of one frame to its pixels. */
    private float[] enlarged(float[] layer, double down, double right) {
        int side = grid + 2;
        float[] mask = new float[height * width];
        for (int y = 0; y < height; y++) {
            double row = down + (y + 0.5) * grid / height;
            float[] cells = new float[side];
            for (int x = 0; x < side; x++) {
                int at = (int) row * side + x;
                cells[x] = between(layer[at], layer[at + side], row - (int) row);
            }
            for (int x = 0; x < width; x++) {
                double column = right + (x + 0.5) * grid / width;
                int at = (int) column;
                mask[y * width + x] = between(cells[at], cells[at + 1], column - at);
            }
        }
        return mask;
    }

    private static float[] between(float[] first, float[] second, double share) {
        float[] blend = new float[first.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = between(first[i], second[i], share);
        }
        return blend;
    }

    private static float between(float first, float second, double share) {
        return (float) (first + share * (second - first));
    }
}
