package io.xvad.metrics.detection;

import io.xvad.metrics.Accumulator;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers scores with their labels. Label true is anomalous. Ready for any figure of this package through
 * {@link #sweep()}. Not thread-safe.
 */
public final class LabelledScores implements Accumulator<LabelledScores, DetectionFigures> {

    private double[] scores = new double[16];
    private boolean[] anomalous = new boolean[16];
    private int size;

    /**
     * Scores and as many labels.
     *
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static LabelledScores of(double[] scores, boolean[] anomalous) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException("needs as many labels as scores, got " + scores.length + " scores and "
                    + anomalous.length + " labels");
        }
        LabelledScores labelled = new LabelledScores();
        for (int i = 0; i < scores.length; i++) {
            labelled.add(scores[i], anomalous[i]);
        }
        return labelled;
    }

    /**
     * Adds one item.
     *
     * @throws IllegalArgumentException if the score is NaN
     */
    public void add(double score, boolean isAnomalous) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("scores must not be NaN, got NaN at index " + size);
        }
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            anomalous = Arrays.copyOf(anomalous, 2 * size);
        }
        scores[size] = score + 0.0;
        anomalous[size++] = isAnomalous;
    }

    @Override
    public void merge(LabelledScores other) {
        int count = other.size;
        for (int i = 0; i < count; i++) {
            add(other.scores[i], other.anomalous[i]);
        }
    }

    /**
     * A sweep over what was added so far.
     *
     * @throws IllegalArgumentException if nothing was added
     */
    public ThresholdSweep sweep() {
        if (size == 0) {
            throw new IllegalArgumentException("needs at least one score, got none");
        }
        double[] positives = of(true);
        double[] negatives = of(false);
        return new SortedSweep(
                SortedScores.sorting(negatives), negatives.length, SortedScores.sorting(positives), positives.length);
    }

    private double[] of(boolean label) {
        double[] chosen = new double[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (anomalous[i] == label) {
                chosen[count++] = scores[i];
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    @Override
    public DetectionFigures result() {
        return DetectionFigures.of(sweep());
    }

    /**
     * The figures with confidence intervals from items drawn with replacement.
     *
     * @throws IllegalArgumentException if nothing was added
     */
    public Estimate estimate(Bootstrap bootstrap) {
        List<Bootstrap.Interval> intervals = bootstrap.intervals(size, this::figures);
        return new Estimate(result(), intervals.get(0), intervals.get(1), intervals.get(2));
    }

    private double[] figures(int[] drawn) {
        LabelledScores replicate = new LabelledScores();
        for (int i = 0; i < drawn.length; i++) {
            for (int times = 0; times < drawn[i]; times++) {
                replicate.add(scores[i], anomalous[i]);
            }
        }
        DetectionFigures figures = replicate.result();
        return new double[] {
            figures.auroc(), figures.averagePrecision(), figures.bestF1().value()
        };
    }

    /**
     * Figures and how certain they are.
     *
     * @param figures the figures
     * @param auroc interval of the AUROC
     * @param averagePrecision interval of the average precision
     * @param bestF1 interval of the best F1
     */
    public record Estimate(
            DetectionFigures figures,
            Bootstrap.Interval auroc,
            Bootstrap.Interval averagePrecision,
            Bootstrap.Interval bestF1) {}

    /** Number of items. */
    public int size() {
        return size;
    }
}
