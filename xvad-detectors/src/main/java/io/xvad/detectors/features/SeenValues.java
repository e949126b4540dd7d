package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;

/** Brings values of the square colour image that a network sees back to the image it was made from. */
public final class SeenValues {

    private SeenValues() {}

    /**
     * The transpose of resizing, and of repeating a grey channel.
     *
     * @param square shape (3, size, size)
     * @return shape (channels, height, width) of {@code image}
     */
    public static Tensor inImage(float[] square, Image image) {
        int cells = square.length / 3;
        int size = (int) Math.round(Math.sqrt(cells));
        int plane = image.height() * image.width();
        float[] values = new float[image.channels() * plane];
        for (int c = 0; c < 3; c++) {
            float[] seen = Arrays.copyOfRange(square, c * cells, (c + 1) * cells);
            float[] own = Resize.transposed(seen, image.height(), image.width(), size, size, true);
            int channel = image.channels() == 1 ? 0 : c;
            for (int i = 0; i < plane; i++) {
                values[channel * plane + i] += own[i];
            }
        }
        return Tensor.owning(values, image.channels(), image.height(), image.width());
    }
}
