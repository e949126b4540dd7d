package io.xvad.detectors.efficientad;

/** The map of both differences of EfficientAD. Thread-safe; close it to free native memory. */
interface EfficientAdScores extends AutoCloseable {

    /** Scaled and averaged, shape (side, side). */
    float[] map(float[] picture);

    @Override
    default void close() {}
}
