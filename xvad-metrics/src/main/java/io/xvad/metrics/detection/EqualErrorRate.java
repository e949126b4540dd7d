package io.xvad.metrics.detection;

/**
 * The error at which the false-positive and the false-negative rate are equal, interpolated linearly between the vertices
 * of the ROC curve. In [0, 1], lower is better, 0.5 is chance; NaN if one class is missing.
 */
public final class EqualErrorRate implements ThresholdSweep.Vertex {

    private final double negatives;
    private final double positives;
    private double x;
    private double y;
    private double rate = Double.NaN;

    private EqualErrorRate(long negatives, long positives) {
        this.negatives = negatives;
        this.positives = positives;
    }

    /** The rate of a sweep. */
    public static double of(ThresholdSweep sweep) {
        EqualErrorRate rate = listening(sweep);
        sweep.descend(rate);
        return rate.value();
    }

    static EqualErrorRate listening(ThresholdSweep sweep) {
        return new EqualErrorRate(sweep.negativeCount(), sweep.positiveCount());
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        double nextX = falsePositives / negatives;
        double nextY = truePositives / positives;
        if (Double.isNaN(rate) && nextX >= 1 - nextY) {
            double before = 1 - y - x;
            double after = nextX - (1 - nextY);
            rate = x + (nextX - x) * before / (before + after);
        }
        x = nextX;
        y = nextY;
    }

    double value() {
        return negatives == 0 || positives == 0 ? Double.NaN : rate;
    }
}
