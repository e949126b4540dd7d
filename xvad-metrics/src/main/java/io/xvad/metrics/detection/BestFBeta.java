package io.xvad.metrics.detection;

/**
 * The highest F-beta over all distinct scores, {@code (1 + b²) TP / ((1 + b²) TP + FP + b² FN)} (van Rijsbergen 1979),
 * calling anomalous what lies at or above the threshold.
 *
 * @param value in [0, 1], higher is better; NaN without an anomalous item
 * @param threshold the highest threshold that reaches it; NaN likewise
 */
public record BestFBeta(double value, double threshold) {

    /**
     * The best F-beta of a sweep.
     *
     * @param beta how many times as much recall weighs as precision, above 0
     * @throws IllegalArgumentException if {@code beta} is not positive and finite
     */
    public static BestFBeta of(ThresholdSweep sweep, double beta) {
        Search search = new Search(sweep.positiveCount(), beta);
        sweep.descend(search);
        return search.best();
    }

    /** The same threshold's IoU, {@code TP / (TP + FP + FN)}: for beta = 1 the best IoU over all thresholds. */
    public double iou() {
        return value / (2 - value);
    }

    static final class Search implements ThresholdSweep.Vertex {
        private final long positives;
        private final double weight;
        private double best = -1;
        private double threshold = Double.NaN;

        Search(long positives, double beta) {
            if (!(beta > 0 && Double.isFinite(beta))) {
                throw new IllegalArgumentException("beta must be positive and finite, got " + beta);
            }
            this.positives = positives;
            this.weight = beta * beta;
        }

        @Override
        public void at(double at, long falsePositives, long truePositives) {
            double value =
                    (1 + weight) * truePositives / ((double) falsePositives + truePositives + weight * positives);
            if (value > best) {
                best = value;
                threshold = at;
            }
        }

        BestFBeta best() {
            return positives == 0 ? new BestFBeta(Double.NaN, Double.NaN) : new BestFBeta(best, threshold);
        }
    }
}
