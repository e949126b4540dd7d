package io.xvad.detectors.network;

/** What a trained network finds in pictures of shape (3, size, size). Thread-safe; close it to free native memory. */
interface ImageScorer extends AutoCloseable {

    /** Looks at a picture. */
    ImageFinding.Found find(float[] picture);

    /** The reconstruction, for networks that make one. */
    float[] reconstruct(float[] picture);

    @Override
    void close();
}
