package io.xvad.metrics.localisation;

import io.xvad.metrics.detection.LimitedArea;
import io.xvad.metrics.detection.ThresholdSweep;

/**
 * A sweep over scores that are known only by the bin they fall into; all scores of a bin are treated as ties. How much
 * that can change an area is known exactly: between two vertices both curves rise, so the true curve lies in the
 * rectangle they span.
 */
final class BinnedSweep implements ThresholdSweep {

    /** The score that stands for a bin. */
    @FunctionalInterface
    interface Thresholds {
        double at(int bin);
    }

    private final Thresholds thresholds;
    private final long[] negatives;
    private final long[] positives;
    private final double[] overlaps;
    private final long regions;
    private final long negativeCount;
    private final long positiveCount;

    /**
     * A sweep over bins in ascending order.
     *
     * @param overlaps for each bin the sum of region shares, pixels over area, that fall into it
     */
    BinnedSweep(Thresholds thresholds, long[] negatives, long[] positives, double[] overlaps, long regions) {
        this.thresholds = thresholds;
        this.negatives = negatives;
        this.positives = positives;
        this.overlaps = overlaps;
        this.regions = regions;
        this.negativeCount = sum(negatives);
        this.positiveCount = sum(positives);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    @Override
    public void descend(Vertex vertex) {
        long falsePositives = 0;
        long truePositives = 0;
        for (int bin = negatives.length - 1; bin >= 0; bin--) {
            if (negatives[bin] + positives[bin] > 0) {
                falsePositives += negatives[bin];
                truePositives += positives[bin];
                vertex.at(thresholds.at(bin), falsePositives, truePositives);
            }
        }
    }

    @Override
    public long negativeCount() {
        return negativeCount;
    }

    @Override
    public long positiveCount() {
        return positiveCount;
    }

    /** Area under the per-region-overlap curve; NaN without a region or a negative. */
    double aupro(double limit) {
        if (negativeCount == 0 || regions == 0) {
            return Double.NaN;
        }
        LimitedArea area = new LimitedArea(limit);
        long falsePositives = 0;
        double overlap = 0;
        for (int bin = negatives.length - 1; bin >= 0 && !area.full(); bin--) {
            falsePositives += negatives[bin];
            overlap += overlaps[bin];
            area.to(falsePositives / (double) negativeCount, overlap / regions);
        }
        return Math.min(1, area.total() / limit);
    }

    /** Largest possible difference to the AUROC of the scores themselves. */
    double aurocError() {
        double sum = 0;
        for (int bin = 0; bin < negatives.length; bin++) {
            sum += (double) negatives[bin] * positives[bin];
        }
        return sum / 2 / negativeCount / positiveCount;
    }

    /** Largest possible difference to the AU-PRO of the scores themselves. */
    double auproError(double limit) {
        double sum = 0;
        double crossing = 0;
        long falsePositives = 0;
        for (int bin = negatives.length - 1; bin >= 0 && falsePositives < limit * negativeCount; bin--) {
            falsePositives += negatives[bin];
            crossing = (double) negatives[bin] * overlaps[bin];
            sum += crossing / 2;
        }
        return (sum + crossing / 2) / negativeCount / regions / limit;
    }

    /** Largest possible difference to the average precision of the scores themselves. */
    double averagePrecisionError() {
        double sum = 0;
        long falsePositives = 0;
        long truePositives = 0;
        for (int bin = negatives.length - 1; bin >= 0; bin--) {
            if (positives[bin] > 0) {
                double all = truePositives + positives[bin];
                double reported = all / (all + falsePositives + negatives[bin]);
                double best = all / (all + falsePositives);
                double worst = (truePositives + 1) / (truePositives + 1.0 + falsePositives + negatives[bin]);
                sum += positives[bin] * Math.max(best - reported, reported - worst);
            }
            falsePositives += negatives[bin];
            truePositives += positives[bin];
        }
        return sum / positiveCount;
    }
}
