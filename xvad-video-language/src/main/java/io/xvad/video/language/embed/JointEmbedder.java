package io.xvad.video.language.embed;

import io.xvad.core.Image;
import io.xvad.core.model.ExternalModel;
import java.util.List;

/** Gives texts, images and clips vectors of unit length in one space, so that what they are about can be compared. Thread-safe; close it to free its networks. */
public interface JointEmbedder extends AutoCloseable {

    /** The vector of a text, of unit length. */
    float[] text(String text);

    /** The vector of an image, of unit length. */
    float[] image(Image image);

    /**
     * The vector of a clip, of unit length: here that of the mean of its frames' vectors, which knows nothing of their order.
     *
     * @param frames at least one
     * @param vectors those of the frames, as {@link #image} gives them
     */
    default float[] clip(List<Image> frames, List<float[]> vectors) {
        float[] sum = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return UnitLength.of(sum);
    }

    /** What it rests on, for the provenance. */
    ExternalModel external();

    /** What tells these networks from all others, such as a SHA-256; a saved model keeps it. */
    String identity();

    @Override
    void close();
}
