package io.xvad.metrics.detection;

/**
 * How well scores tell anomalous from normal. Label true is anomalous; higher scores are more anomalous. All figures are
 * exact: no binning, ties share one vertex.
 *
 * @param auroc see {@link Auroc}
 * @param averagePrecision see {@link AveragePrecision}
 * @param bestF1 the highest F1 and its threshold, see {@link BestFBeta}
 * @param fpr95 see {@link FprAtTpr}
 * @param equalErrorRate see {@link EqualErrorRate}
 * @param normal number of normal items
 * @param anomalous number of anomalous items
 */
public record DetectionFigures(
        double auroc,
        double averagePrecision,
        BestFBeta bestF1,
        double fpr95,
        double equalErrorRate,
        long normal,
        long anomalous) {

    /**
     * The figures of scored items.
     *
     * @param scores not NaN
     * @throws IllegalArgumentException if the lengths differ, there are no items, or a score is NaN
     */
    public static DetectionFigures of(double[] scores, boolean[] anomalous) {
        return of(LabelledScores.of(scores, anomalous).sweep());
    }

    /** The figures of a sweep over at least one item. */
    public static DetectionFigures of(ThresholdSweep sweep, ThresholdSweep.Vertex... others) {
        Auroc auroc = Auroc.listening();
        AveragePrecision precision = AveragePrecision.listening();
        BestFBeta.Search f1 = new BestFBeta.Search(sweep.positiveCount(), 1);
        FprAtTpr fpr95 = FprAtTpr.listening(sweep, 0.95);
        EqualErrorRate equalError = EqualErrorRate.listening(sweep);
        sweep.descend((threshold, falsePositives, truePositives) -> {
            auroc.at(threshold, falsePositives, truePositives);
            precision.at(threshold, falsePositives, truePositives);
            f1.at(threshold, falsePositives, truePositives);
            fpr95.at(threshold, falsePositives, truePositives);
            equalError.at(threshold, falsePositives, truePositives);
            for (ThresholdSweep.Vertex other : others) {
                other.at(threshold, falsePositives, truePositives);
            }
        });
        return new DetectionFigures(
                auroc.value(),
                precision.value(),
                f1.best(),
                fpr95.value(),
                equalError.value(),
                sweep.negativeCount(),
                sweep.positiveCount());
    }
}
