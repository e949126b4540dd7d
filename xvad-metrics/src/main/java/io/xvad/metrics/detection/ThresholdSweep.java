package io.xvad.metrics.detection;

/**
 * Lowers a threshold over all scores, from the highest to the lowest, and tells how many negatives and positives lie at
 * or above it. Equal scores are crossed together, so ties share one vertex.
 */
public interface ThresholdSweep {

    /** Hears each vertex of the sweep. */
    @FunctionalInterface
    interface Vertex {
        /**
         * One distinct score was crossed.
         *
         * @param threshold the score
         * @param falsePositives negatives at or above it
         * @param truePositives positives at or above it
         */
        void at(double threshold, long falsePositives, long truePositives);
    }

    /** Visits every distinct score once, the highest first. */
    void descend(Vertex vertex);

    /** Number of negatives: normal items. */
    long negativeCount();

    /** Number of positives: anomalous items. */
    long positiveCount();
}
