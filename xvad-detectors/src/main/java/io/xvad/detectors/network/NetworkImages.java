package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.PatchExtractor;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures as a network that is trained from scratch sees them: square, three channels, values in [0, 1]. */
public final class NetworkImages {

    private NetworkImages() {}

    /**
     * Reads all: of each its values, shape (3, size, size).
     *
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static List<float[]> of(Samples normals, int size, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            pictures.add(seen(PatchExtractor.image(normals.get(i)), size));
            progress.progressed("pictures", i + 1L, normals.size());
        }
        return List.copyOf(pictures);
    }

    /** One picture as the network sees it. */
    public static float[] seen(Image image, int size) {
        return Channels.colour(Resize.image(image, size, size)).toArray();
    }

    /** Some pictures as one batch. */
    public static INDArray batch(List<float[]> pictures, int size) {
        float[] values = new float[pictures.size() * 3 * size * size];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, values, i * 3 * size * size, 3 * size * size);
        }
        return Nd4j.create(values, new long[] {pictures.size(), 3, size, size}, 'c');
    }
}
