package io.xvad.metrics.detection;

/**
 * Lowers a threshold over all scores, from the highest to the lowest, and tells how many negatives and positives lie at
 * or above it. Equal scores are crossed together, so ties share one vertex.
 */
public final class ThresholdSweep {

    private final SortedScores negatives;
    private final int negativeCount;
    private final SortedScores positives;
    private final int positiveCount;

    /** A sweep over scores of normal (negative) and anomalous (positive) items. */
    public ThresholdSweep(SortedScores negatives, int negativeCount, SortedScores positives, int positiveCount) {
        this.negatives = negatives;
        this.negativeCount = negativeCount;
        this.positives = positives;
        this.positiveCount = positiveCount;
    }

    /** Hears each vertex of the sweep. */
    @FunctionalInterface
    public interface Vertex {
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
    public void descend(Vertex vertex) {
        int n = negativeCount;
        int p = positiveCount;
        while (n > 0 || p > 0) {
            double threshold = highest(n, p);
            while (n > 0 && negatives.at(n - 1) == threshold) {
                n--;
            }
            while (p > 0 && positives.at(p - 1) == threshold) {
                p--;
            }
            vertex.at(threshold, negativeCount - n, positiveCount - p);
        }
    }

    private double highest(int n, int p) {
        if (n == 0) {
            return positives.at(p - 1);
        }
        return p == 0 ? negatives.at(n - 1) : Math.max(negatives.at(n - 1), positives.at(p - 1));
    }

    /** Number of negatives. */
    public int negativeCount() {
        return negativeCount;
    }

    /** Number of positives. */
    public int positiveCount() {
        return positiveCount;
    }
}
