package io.xvad.explainers.restoration;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.Arrays;
import java.util.List;

/** Where an image differs from its normal version by more than normal versions differ from each other. */
final class Differing {

    private static final float LEAST = 0.04f;
    private static final float MUCH = 2.5f;

    private Differing() {}

    /**
     * The pixels of a region that differ, the mean over three by three taken; those of any size count.
     *
     * @param versions normal versions of the region, the best first
     */
    static Mask of(Image image, List<Image> versions, Mask region) {
        float[] differences = smoothed(image, versions.get(0));
        boolean[] inside = region.toArray();
        float threshold = LEAST;
        if (versions.size() > 1) {
            threshold = Math.max(LEAST, MUCH * median(smoothed(versions.get(0), versions.get(1)), inside));
        }
        boolean[] differing = new boolean[inside.length];
        for (int i = 0; i < differing.length; i++) {
            differing[i] = differences[i] > threshold;
        }
        return Mask.of(image.height(), image.width(), differing);
    }

    private static float median(float[] values, boolean[] inside) {
        float[] kept = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (inside[i]) {
                kept[count++] = values[i];
            }
        }
        Arrays.sort(kept, 0, count);
        return kept[count / 2];
    }

    /** The largest difference of any channel, averaged over three by three pixels. */
    private static float[] smoothed(Image image, Image other) {
        int height = image.height();
        int width = image.width();
        float[] single = AbsoluteDifference.largest(image, other).toArray();
        float[] smoothed = new float[single.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int row = y - 1; row <= y + 1; row++) {
                    for (int column = x - 1; column <= x + 1; column++) {
                        int clampedRow = Math.max(0, Math.min(height - 1, row));
                        sum += single[clampedRow * width + Math.max(0, Math.min(width - 1, column))];
                    }
                }
                smoothed[y * width + x] = sum / 9;
            }
        }
        return smoothed;
    }
}
