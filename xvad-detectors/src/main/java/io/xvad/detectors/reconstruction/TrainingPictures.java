package io.xvad.detectors.reconstruction;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures as a network that is trained from scratch sees them: square, three channels, values in [0, 1].
 *
 * @param size side
 * @param pictures values of each, shape (3, size, size)
 */
record TrainingPictures(int size, List<float[]> pictures) {

    /**
     * Reads all.
     *
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    static TrainingPictures of(Samples normals, int size, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            pictures.add(seen(image(normals.get(i)), size));
            progress.progressed("pictures", i + 1L, normals.size());
        }
        return new TrainingPictures(size, List.copyOf(pictures));
    }

    static Image image(Sample sample) {
        if (sample instanceof Image image) {
            return image;
        }
        throw new IllegalArgumentException("this detector takes images, got " + sample);
    }

    /** One picture as the network sees it. */
    static float[] seen(Image image, int size) {
        float[] values = Resize.image(image, size, size).toArray();
        if (image.channels() == 3) {
            return values;
        }
        float[] colour = new float[3 * values.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(values, 0, colour, c * values.length, values.length);
        }
        return colour;
    }

    /** Some pictures as one batch. */
    static INDArray batch(List<float[]> pictures, int size) {
        float[] values = new float[pictures.size() * 3 * size * size];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, values, i * 3 * size * size, 3 * size * size);
        }
        return Nd4j.create(values, new long[] {pictures.size(), 3, size, size}, 'c');
    }

    /** How many of the last pictures are held out: a tenth, none of fewer than five. */
    int heldOut() {
        return pictures.size() < 5 ? 0 : Math.max(1, pictures.size() / 10);
    }
}
