package io.xvad.metrics.detection;

/** An exact sweep over scores that are sorted. */
public final class SortedSweep implements ThresholdSweep {

    private final SortedScores negatives;
    private final int negativeCount;
    private final SortedScores positives;
    private final int positiveCount;

    /** A sweep over scores of normal (negative) and anomalous (positive) items. */
    public SortedSweep(SortedScores negatives, int negativeCount, SortedScores positives, int positiveCount) {
        this.negatives = negatives;
        this.negativeCount = negativeCount;
        this.positives = positives;
        this.positiveCount = positiveCount;
    }

    @Override
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

    @Override
    public long negativeCount() {
        return negativeCount;
    }

    @Override
    public long positiveCount() {
        return positiveCount;
    }
}
