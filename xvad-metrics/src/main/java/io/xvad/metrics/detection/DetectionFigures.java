package io.xvad.metrics.detection;

/**
 * How well scores tell anomalous from normal. Label true is anomalous; higher scores are more anomalous. All figures are
 * exact: no binning, ties share one vertex.
 *
 * @param auroc area under the ROC curve (Hanley and McNeil 1982): the probability that an anomalous item scores higher
 *     than a normal one, ties counting half; in [0, 1], 0.5 is chance; NaN if one class is missing
 * @param averagePrecision {@code sum_n (R_n - R_(n-1)) P_n} without interpolation, as scikit-learn; in [0, 1]; NaN
 *     without an anomalous item
 * @param bestF1 the highest F1 and its threshold
 * @param normal number of normal items
 * @param anomalous number of anomalous items
 */
public record DetectionFigures(double auroc, double averagePrecision, BestF1 bestF1, int normal, int anomalous) {

    /**
     * The figures of scored items.
     *
     * @param scores not NaN
     * @throws IllegalArgumentException if the lengths differ, there are no items, or a score is NaN
     */
    public static DetectionFigures of(double[] scores, boolean[] anomalous) {
        return of(LabelledScores.split(scores, anomalous));
    }

    /** The figures of a sweep over at least one item. */
    public static DetectionFigures of(ThresholdSweep sweep) {
        Tally tally = new Tally(sweep.negativeCount(), sweep.positiveCount());
        sweep.descend(tally::add);
        return tally.figures();
    }

    private static final class Tally {
        private final int negatives;
        private final int positives;
        private long doubleArea;
        private double averagePrecision;
        private double bestF1 = -1;
        private double bestThreshold = Double.NaN;
        private int previousFalse;
        private int previousTrue;

        Tally(int negatives, int positives) {
            this.negatives = negatives;
            this.positives = positives;
        }

        void add(double threshold, int falsePositives, int truePositives) {
            doubleArea += (long) (falsePositives - previousFalse) * ((long) truePositives + previousTrue);
            double flagged = (double) falsePositives + truePositives;
            averagePrecision += (truePositives - previousTrue) * (truePositives / flagged);
            double f1 = 2.0 * truePositives / (flagged + positives);
            if (f1 > bestF1) {
                bestF1 = f1;
                bestThreshold = threshold;
            }
            previousFalse = falsePositives;
            previousTrue = truePositives;
        }

        DetectionFigures figures() {
            if (positives == 0) {
                return new DetectionFigures(
                        Double.NaN, Double.NaN, new BestF1(Double.NaN, Double.NaN), negatives, positives);
            }
            double auroc = negatives == 0 ? Double.NaN : doubleArea / 2.0 / negatives / positives;
            return new DetectionFigures(
                    auroc, averagePrecision / positives, new BestF1(bestF1, bestThreshold), negatives, positives);
        }
    }
}
