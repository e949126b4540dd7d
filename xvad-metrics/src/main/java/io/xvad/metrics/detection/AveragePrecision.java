package io.xvad.metrics.detection;

/**
 * Average precision, {@code sum_n (R_n - R_(n-1)) P_n} without interpolation, as scikit-learn's
 * {@code average_precision_score}. In [0, 1], higher is better, the share of anomalous items is chance; NaN without an
 * anomalous item.
 */
public final class AveragePrecision implements ThresholdSweep.Vertex {

    private double sum;
    private long previousTrue;

    private AveragePrecision() {}

    /** The average precision of a sweep. */
    public static double of(ThresholdSweep sweep) {
        AveragePrecision precision = new AveragePrecision();
        sweep.descend(precision);
        return precision.value();
    }

    static AveragePrecision listening() {
        return new AveragePrecision();
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        sum += (truePositives - previousTrue) * (truePositives / ((double) falsePositives + truePositives));
        previousTrue = truePositives;
    }

    double value() {
        return previousTrue == 0 ? Double.NaN : sum / previousTrue;
    }
}
