package io.xvad.metrics.detection;

/** Splits scores by label into a sweep. */
final class LabelledScores {

    private LabelledScores() {}

    static ThresholdSweep split(double[] scores, boolean[] anomalous) {
        if (scores.length != anomalous.length || scores.length == 0) {
            throw new IllegalArgumentException("needs at least one score and as many labels, got " + scores.length
                    + " scores and " + anomalous.length + " labels");
        }
        int positiveCount = 0;
        for (boolean label : anomalous) {
            positiveCount += label ? 1 : 0;
        }
        double[] positives = new double[positiveCount];
        double[] negatives = new double[scores.length - positiveCount];
        int p = 0;
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores must not be NaN, got NaN at index " + i);
            }
            double score = scores[i] + 0.0;
            if (anomalous[i]) {
                positives[p++] = score;
            } else {
                negatives[n++] = score;
            }
        }
        return new ThresholdSweep(
                SortedScores.sorting(negatives), negatives.length, SortedScores.sorting(positives), positives.length);
    }
}
