package io.xvad.metrics.detection;

/**
 * The counts of right and wrong decisions at one threshold; what lies at or above it is called anomalous.
 *
 * @param truePositives anomalous items called anomalous
 * @param falsePositives normal items called anomalous
 * @param trueNegatives normal items called normal
 * @param falseNegatives anomalous items called normal
 */
public record Confusion(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

    /** The counts of a sweep at a threshold. */
    public static Confusion at(ThresholdSweep sweep, double threshold) {
        long[] counts = new long[2];
        sweep.descend((at, falsePositives, truePositives) -> {
            if (at >= threshold) {
                counts[0] = falsePositives;
                counts[1] = truePositives;
            }
        });
        return new Confusion(
                counts[1], counts[0], sweep.negativeCount() - counts[0], sweep.positiveCount() - counts[1]);
    }

    /** TP / (TP + FP); NaN if nothing is called anomalous. */
    public double precision() {
        return truePositives / (double) (truePositives + falsePositives);
    }

    /** TP / (TP + FN), the true-positive rate; NaN without an anomalous item. */
    public double recall() {
        return truePositives / (double) (truePositives + falseNegatives);
    }

    /** TN / (TN + FP); NaN without a normal item. */
    public double specificity() {
        return trueNegatives / (double) (trueNegatives + falsePositives);
    }

    /** Mean of recall and specificity; in [0, 1], 0.5 is chance. */
    public double balancedAccuracy() {
        return (recall() + specificity()) / 2;
    }

    /** F1, also called Dice: 2 TP / (2 TP + FP + FN); NaN if there is nothing anomalous and nothing called so. */
    public double f1() {
        return 2 * truePositives / (double) (2 * truePositives + falsePositives + falseNegatives);
    }

    /** Intersection over union, TP / (TP + FP + FN); NaN as {@link #f1}. */
    public double iou() {
        return truePositives / (double) (truePositives + falsePositives + falseNegatives);
    }
}
