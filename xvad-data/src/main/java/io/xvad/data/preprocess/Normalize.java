package io.xvad.data.preprocess;

import io.xvad.core.Image;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * {@code (sample - mean) / std} for each of three channels. Immutable and thread-safe.
 *
 * @param mean three means, in the units of the samples, [0, 1]
 * @param std three standard deviations, above 0
 */
public record Normalize(List<Float> mean, List<Float> std) {

    public Normalize {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3 || std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException(
                    "normalisation needs three means and three standard deviations above 0, got " + mean + " and "
                            + std);
        }
    }

    /**
     * Writes the normalised image as three planes; a grey image fills all three.
     *
     * @param out receives {@code 3 * height * width} values from {@code offset} on
     */
    public void into(Image image, float[] out, int offset) {
        FloatBuffer values = image.buffer();
        int plane = image.height() * image.width();
        for (int c = 0; c < 3; c++) {
            int from = image.channels() == 1 ? 0 : c * plane;
            float scale = 1 / std.get(c);
            float shift = -mean.get(c) * scale;
            for (int i = 0; i < plane; i++) {
                out[offset + c * plane + i] = values.get(from + i) * scale + shift;
            }
        }
    }
}
