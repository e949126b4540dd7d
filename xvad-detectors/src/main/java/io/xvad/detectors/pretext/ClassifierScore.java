package io.xvad.detectors.pretext;

import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.MapPainter;
import java.util.Optional;

/** Scores images by the confidence of a classifier that somebody else has trained. Thread-safe. */
interface ClassifierScore extends AutoCloseable {

    /**
     * What it says of an image.
     *
     * @param score negative confidence
     * @param map absolute gradient of each pixel, summed over channels, row by row; empty if there is no gradient
     */
    record Found(double score, Optional<float[]> map) {}

    /** Side of the images it takes. */
    int size();

    /** Scores an image of shape (3, size, size), values in [0, 1]. */
    Found of(float[] image);

    /** Writes what is needed to score. */
    void write(ModelWriter model);

    /** The same as one graph, if it is one. */
    default Optional<WholeGraph> whole(MapPainter painter) {
        return Optional.empty();
    }

    @Override
    void close();
}
