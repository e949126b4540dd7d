package io.xvad.video.detectors.interpretable;

import java.util.Arrays;

/**
 * Turns the distance of a frame from what is normal into evidence: {@code delta = min(d / d_alpha, 4) - 1}, where {@code d_alpha} is the
 * (1 - alpha) quantile of the distances of normal frames. It is above 0 in a share alpha of normal frames, and at most {@value #MOST}, which
 * is what an interaction has that was never seen.
 *
 * @param quantile d_alpha, above 0
 */
record EvidenceScale(double quantile) {

    /** The largest evidence. */
    static final double MOST = 3;

    /**
     * Learned from normal frames.
     *
     * @param distances of normal frames, at least one; changed: sorted
     * @param alpha share of normal frames with evidence, in (0, 1)
     * @param least what the quantile is at least: the accuracy to which distances are known
     */
    static EvidenceScale of(double[] distances, double alpha, double least) {
        Arrays.sort(distances);
        int rank = (int) Math.ceil((1 - alpha) * (distances.length + 1));
        double quantile = distances[Math.min(rank, distances.length) - 1];
        return new EvidenceScale(Math.max(least, Double.isInfinite(quantile) ? least : quantile));
    }

    /** A distance in multiples of the quantile, at most {@value #MOST} + 1. */
    double ratio(double distance) {
        return Math.min(distance / quantile, MOST + 1);
    }

    /** The evidence of a distance, in [-1, {@value #MOST}]. */
    double evidence(double distance) {
        return ratio(distance) - 1;
    }
}
