package io.xvad.foundation.anomalydino;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.PillowResize;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import java.util.Map;

/**
 * DINOv2 on images of any shape: resized so that the shorter side has a given number of pixels, then cut at the bottom and at the right to whole patches. Thread-safe;
 * close it to free native memory.
 */
final class PatchNetwork implements AutoCloseable {

    private static final String INPUT = "pixel_values";
    private static final String OUTPUT = "patch_tokens";

    private final Network network;
    private final ImageInput input;
    private final int shorterSide;

    /** Opens the network; {@code shorterSide} is at least that of a patch. */
    PatchNetwork(FoundationModel weights, int shorterSide) {
        this.input = weights.image();
        this.shorterSide = shorterSide;
        if (shorterSide < input.requirePatch()) {
            throw new IllegalArgumentException("the shorter side must have at least the " + input.patch()
                    + " pixels of a patch, got " + shorterSide);
        }
        this.network = weights.open("vision");
    }

    /**
     * Vectors of the patches of an image.
     *
     * @param rows row by row, one after the other
     * @param height rows of patches
     * @param width patches in a row
     */
    record Patches(float[] rows, int height, int width) {

        int count() {
            return height * width;
        }

        int dimension() {
            return rows.length / count();
        }
    }

    /** The image as the network sees it, in colour. */
    Image seen(Image image) {
        int shorter = Math.min(image.height(), image.width());
        int height = (int) ((long) shorterSide * image.height() / shorter);
        int width = (int) ((long) shorterSide * image.width() / shorter);
        Image resized = PillowResize.image(Channels.colour(image), height, width, input.filter());
        return resized.crop(new Box(0, 0, width - width % patch(), height - height % patch()));
    }

    /** The patches of what {@link #seen} gave. */
    Patches patches(Image seen) {
        float[] values = new float[3 * seen.height() * seen.width()];
        input.normalize().into(seen, values, 0);
        Tensor pixels = Tensor.owning(values, 1, 3, seen.height(), seen.width());
        Map<String, Tensor> outputs = network.run(Map.of(INPUT, pixels));
        Tensor rows = outputs.get(OUTPUT);
        if (rows == null) {
            throw new XvadModelException("the graph 'vision' must give '" + OUTPUT + "', it gives " + outputs.keySet());
        }
        return new Patches(rows.toArray(), seen.height() / patch(), seen.width() / patch());
    }

    /** Side of a patch, in pixels. */
    int patch() {
        return input.patch();
    }

    @Override
    public void close() {
        network.close();
    }
}
