package io.xvad.detectors.pixelgaussian;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.function.Consumer;

/** Images pixel by pixel: red, green and blue of each, row by row. */
final class PixelRows {

    static final int[] CHANNELS = {0, 1, 2};

    private PixelRows() {}

    /** The pixels of an image that is resized to a square of this side. */
    static float[] of(Image image, int size) {
        float[] planes = Channels.colour(Resize.image(image, size, size)).toArray();
        float[] rows = new float[planes.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = planes[i % 3 * size * size + i / 3];
        }
        return rows;
    }

    /** Tells the rows of each of some samples, in their order. */
    static void each(Samples normals, int size, ProgressListener progress, Consumer<float[]> rows) {
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            rows.accept(of(normals.get(i).requireImage(), size));
            progress.progressed("images", i + 1L, normals.size());
        }
    }

    /** An image of such rows, of the size and with the channels of another. */
    static Image image(float[] rows, int size, Image like) {
        float[] planes = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            planes[i % 3 * size * size + i / 3] = rows[i];
        }
        Image large = Resize.image(Image.of(like.id(), 3, size, size, planes), like.height(), like.width());
        return like.channels() == 3 ? large : Channels.grey(large);
    }
}
