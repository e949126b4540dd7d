package io.xvad.foundation.segment;

import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import java.util.List;

/**
 * The image encoder of SAM, in the form of our exporter, which takes images that are normalised and padded, or in that of Acly's MobileSAM, which takes one image as it was resized and does that itself. Thread-safe;
 * close it to free native memory.
 *
 * @param wholePixels whether it takes an image of shape (height, width, 3) with values from 0 to 255
 */
record SamEncoder(Network network, ImageInput input, boolean wholePixels) implements AutoCloseable {

    private static final int RANK_OF_AN_IMAGE = 3;

    /** An encoder in either form, told from what its file says. */
    static SamEncoder of(Network network, ImageInput input) {
        boolean wholePixels = network.signature().stream()
                .flatMap(signature -> signature.inputs().values().stream())
                .anyMatch(value -> value.rank() == RANK_OF_AN_IMAGE);
        return new SamEncoder(network, input, wholePixels);
    }

    /** The embedding of an image that was {@linkplain ImageInput#seen resized}, of shape (1, C, h, w). */
    Tensor embedding(Image seen) {
        Tensor taken = wholePixels ? pixels(seen) : input.normalised(List.of(seen));
        return Outputs.of(network.run(taken), "image_embeddings");
    }

    private static Tensor pixels(Image image) {
        float[] values = new float[image.height() * image.width() * 3];
        int next = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    values[next++] = 255 * image.at(channel, y, x);
                }
            }
        }
        return Tensor.owning(values, image.height(), image.width(), 3);
    }

    @Override
    public void close() {
        network.close();
    }
}
