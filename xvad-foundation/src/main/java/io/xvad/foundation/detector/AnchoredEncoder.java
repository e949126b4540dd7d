package io.xvad.foundation.detector;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.text.TextAnchors;

/** Compares an image and its patches with two text anchors. Thread-safe; close it to free native memory. */
public interface AnchoredEncoder extends AutoCloseable {

    /**
     * What it finds in an image.
     *
     * @param values of the map, row by row, as large as the encoder has them
     * @param highest value of the map
     * @param whole what the image's own vector gives
     */
    record Found(float[] values, float highest, float whole) {

        /** The two parts of a score. */
        public PartScales.Parts parts() {
            return new PartScales.Parts(highest, whole);
        }
    }

    /** What the image and its patches give. */
    Found find(Image image);

    /** The map of what was found in an image. */
    AnomalyMap paint(Found found, Image image);

    /** The image's own vector, of unit length, in the space of the anchors. */
    float[] vector(Image image);

    /** What it compares with. */
    TextAnchors anchors();

    /** Writes what a model file keeps of it: by default its anchors. */
    default void write(ModelWriter model) {
        anchors().write(model);
    }

    @Override
    void close();
}
