package io.xvad.metrics.detection;

/**
 * Area under the ROC curve up to a false-positive rate, with linear interpolation at the limit.
 *
 * @param area the area divided by the limit, in [0, 1], higher is better; {@code limit / 2} is chance
 * @param standardised McClish's (1989) form, {@code (1 + (A - low) / (high - low)) / 2} with {@code A} the undivided
 *     area, 0.5 at chance: scikit-learn's {@code roc_auc_score(max_fpr)}. Both are NaN if one class is missing
 */
public record PartialAuroc(double area, double standardised) {

    /**
     * The area of a sweep.
     *
     * @param limit largest false-positive rate, in (0, 1]
     * @throws IllegalArgumentException if the limit is out of range
     */
    public static PartialAuroc of(ThresholdSweep sweep, double limit) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException("limit of the false-positive rate must be in (0, 1], got " + limit);
        }
        if (sweep.negativeCount() == 0 || sweep.positiveCount() == 0) {
            return new PartialAuroc(Double.NaN, Double.NaN);
        }
        LimitedArea area = new LimitedArea(limit);
        sweep.descend((threshold, falsePositives, truePositives) -> area.to(
                falsePositives / (double) sweep.negativeCount(), truePositives / (double) sweep.positiveCount()));
        double low = limit * limit / 2;
        double standardised = (1 + (area.total() - low) / (limit - low)) / 2;
        return new PartialAuroc(area.total() / limit, standardised);
    }
}
