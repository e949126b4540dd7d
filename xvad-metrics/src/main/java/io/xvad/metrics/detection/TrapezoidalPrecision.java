package io.xvad.metrics.detection;

/**
 * The area under the precision-recall curve by the trapezoidal rule, {@code sum_n (R_n - R_(n-1)) (P_n + P_(n-1)) / 2} from recall 0 and
 * precision 1, as scikit-learn's {@code auc(*precision_recall_curve(...)[1::-1])}: the "AP" that the authors of XD-Violence report. Between
 * two points precision does not follow a straight line, so that it is too high or too low where scores are few or tied; {@link
 * AveragePrecision} is the right figure. In [0, 1], higher is better; NaN without an anomalous item.
 */
public final class TrapezoidalPrecision {

    private double sum;
    private long previousTrue;
    private double previousPrecision = 1;

    private TrapezoidalPrecision() {}

    /** The area of a sweep. */
    public static double of(ThresholdSweep sweep) {
        TrapezoidalPrecision area = new TrapezoidalPrecision();
        sweep.descend((threshold, falsePositives, truePositives) -> area.at(falsePositives, truePositives));
        return area.previousTrue == 0 ? Double.NaN : area.sum / area.previousTrue;
    }

    private void at(long falsePositives, long truePositives) {
        double precision = truePositives / ((double) falsePositives + truePositives);
        sum += (truePositives - previousTrue) * (precision + previousPrecision) / 2;
        previousTrue = truePositives;
        previousPrecision = precision;
    }
}
