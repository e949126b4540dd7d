package io.xvad.detectors.pictures;

/** What a trained network finds in pictures of shape (3, size, size). Thread-safe; close it to free native memory. */
interface PictureScorer extends AutoCloseable {

    /** Looks at a picture. */
    PictureFinding.Found find(float[] picture);

    /** The reconstruction, for networks that make one. */
    float[] reconstruct(float[] picture);

    @Override
    void close();
}
