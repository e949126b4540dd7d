package io.xvad.metrics.detection;

/**
 * False-positive rate at the highest threshold whose true-positive rate reaches a level; FPR95 for 0.95 (Liang, Li and
 * Srikant 2018, "ODIN"). In [0, 1], lower is better; NaN if one class is missing.
 */
public final class FprAtTpr implements ThresholdSweep.Vertex {

    private final double level;
    private final long positives;
    private final long negatives;
    private double rate = Double.NaN;

    private FprAtTpr(double level, long positives, long negatives) {
        this.level = level;
        this.positives = positives;
        this.negatives = negatives;
    }

    /**
     * The rate of a sweep.
     *
     * @param level the true-positive rate to reach, in (0, 1]
     * @throws IllegalArgumentException if the level is out of range
     */
    public static double of(ThresholdSweep sweep, double level) {
        FprAtTpr rate = listening(sweep, level);
        sweep.descend(rate);
        return rate.value();
    }

    static FprAtTpr listening(ThresholdSweep sweep, double level) {
        if (!(level > 0 && level <= 1)) {
            throw new IllegalArgumentException("true-positive rate must be in (0, 1], got " + level);
        }
        return new FprAtTpr(level, sweep.positiveCount(), sweep.negativeCount());
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        if (Double.isNaN(rate) && positives > 0 && truePositives / (double) positives >= level) {
            rate = falsePositives / (double) negatives;
        }
    }

    double value() {
        return negatives == 0 ? Double.NaN : rate;
    }
}
