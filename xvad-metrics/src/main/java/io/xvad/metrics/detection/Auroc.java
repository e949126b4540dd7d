package io.xvad.metrics.detection;

/**
 * Area under the ROC curve (Hanley and McNeil 1982): the probability that an anomalous item scores higher than a normal
 * one, ties counting half. In [0, 1], higher is better, 0.5 is chance; NaN if one class is missing.
 */
public final class Auroc implements ThresholdSweep.Vertex {

    private long doubleArea;
    private long previousFalse;
    private long previousTrue;

    private Auroc() {}

    /** The area of a sweep. */
    public static double of(ThresholdSweep sweep) {
        Auroc auroc = new Auroc();
        sweep.descend(auroc);
        return auroc.value();
    }

    static Auroc listening() {
        return new Auroc();
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        doubleArea += (falsePositives - previousFalse) * (truePositives + previousTrue);
        previousFalse = falsePositives;
        previousTrue = truePositives;
    }

    double value() {
        return previousFalse == 0 || previousTrue == 0 ? Double.NaN : doubleArea / 2.0 / previousFalse / previousTrue;
    }
}
