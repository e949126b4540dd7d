package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images as a network that is trained from scratch sees them: square, three channels, values in [0, 1]. */
public final class NetworkImages {

    private NetworkImages() {}

    /**
     * Reads all images: of each its values, shape (3, size, size).
     *
     * @throws IllegalArgumentException if a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static List<float[]> of(Samples normals, int size, ProgressListener progress) {
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            images.add(seen(normals.get(i).requireImage(), size));
            progress.progressed("images", i + 1L, normals.size());
        }
        return List.copyOf(images);
    }

    /** One image as the network sees it, shape (3, size, size), in [0, 1]. */
    public static float[] seen(Image image, int size) {
        return Channels.colour(Resize.image(image, size, size)).toArray();
    }

    /** Some images as one batch, shape (images, 3, size, size). */
    public static INDArray batch(List<float[]> images, int size) {
        float[] values = new float[images.size() * 3 * size * size];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, values, i * 3 * size * size, 3 * size * size);
        }
        return Nd4j.create(values, new long[] {images.size(), 3, size, size}, 'c');
    }
}
