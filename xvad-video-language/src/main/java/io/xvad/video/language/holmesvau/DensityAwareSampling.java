package io.xvad.video.language.holmesvau;

import io.xvad.video.language.frame.ClipGrid;

/** Chooses frames of a clip, more of them where it is more anomalous: the anomaly-focused temporal sampler of Holmes-VAU. Stateless. */
final class DensityAwareSampling {

    private DensityAwareSampling() {}

    /**
     * Indices where the cumulative sum of the scores, with a little added to each, reaches evenly spaced values from 1 to its total, rounded; evenly spaced indices where there are no more frames than wanted, or the scores sum to less
     * than 1. What lies before the sum reaches 1 is never chosen, and a frame may be chosen twice, as in the authors' code.
     *
     * @param scores of all frames, in [0, 1]
     * @param wanted frames, at least 1
     * @param added to each score, at least 0
     * @return ascending
     */
    static int[] sample(double[] scores, int wanted, double added) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        if (scores.length <= wanted || sum < 1) {
            return ClipGrid.evenly(0, scores.length - 1, Math.min(wanted, scores.length));
        }
        double[] cumulative = new double[scores.length + 1];
        for (int i = 0; i < scores.length; i++) {
            cumulative[i + 1] = cumulative[i] + scores[i] + added;
        }
        double last = Math.rint(cumulative[scores.length]);
        int[] indices = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            double level = wanted == 1 ? 1 : 1 + (last - 1) * i / (wanted - 1);
            indices[i] = Math.min(scores.length - 1, Math.max(0, (int) inverse(cumulative, level)));
        }
        return indices;
    }

    /** The place, between two indices, at which an ascending sequence that begins with 0 reaches a level above it; its end beyond that. */
    private static double inverse(double[] cumulative, double level) {
        int above = 1;
        while (above < cumulative.length && cumulative[above] < level) {
            above++;
        }
        if (above == cumulative.length) {
            return cumulative.length - 1.0;
        }
        double step = cumulative[above] - cumulative[above - 1];
        return above - 1 + (level - cumulative[above - 1]) / step;
    }
}
