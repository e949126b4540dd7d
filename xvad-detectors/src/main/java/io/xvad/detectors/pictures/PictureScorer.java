package io.xvad.detectors.pictures;

import java.util.OptionalDouble;

/** What a trained network finds in pictures of shape (3, size, size). Thread-safe; close it to free native memory. */
interface PictureScorer extends AutoCloseable {

    /**
     * What was found.
     *
     * @param map a square, higher is more anomalous
     * @param score of the picture as a whole; none if it is the maximum of the painted map
     */
    record Found(float[] map, OptionalDouble score) {

        /** Rows and columns of the map. */
        int side() {
            return (int) Math.round(Math.sqrt(map.length));
        }
    }

    /** Looks at a picture. */
    Found find(float[] picture);

    /** The reconstruction, for networks that make one. */
    float[] reconstruct(float[] picture);

    @Override
    void close();
}
