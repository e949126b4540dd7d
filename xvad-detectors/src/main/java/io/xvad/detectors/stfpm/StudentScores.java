package io.xvad.detectors.stfpm;

/** How far a student is from what its teacher says of a picture. Thread-safe; close it to free native memory. */
interface StudentScores extends AutoCloseable {

    /**
     * One score for each position.
     *
     * @param picture as the student sees it
     * @param rows of the teacher
     */
    float[] of(float[] picture, float[] rows);

    @Override
    default void close() {}
}
