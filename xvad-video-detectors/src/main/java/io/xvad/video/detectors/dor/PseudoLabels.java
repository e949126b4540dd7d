package io.xvad.video.detectors.dor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The frames that are learned from, which are no labels but guesses by scores.
 *
 * @param anomalous A, places of the frames with the highest scores
 * @param normal N, places of those with the lowest, none of which is in A
 */
record PseudoLabels(List<Integer> anomalous, List<Integer> normal) {

    /** The ordinal c1 of A. */
    static final float ANOMALY = 1;

    /** The ordinal c2 of N. */
    static final float NORMAL = 0;

    /** A frame with its ordinal. */
    record Example(int frame, float ordinal) {}

    /**
     * Chooses by scores; of equal scores the earlier frame counts as the lower one.
     *
     * @param anomalous share of A, at most 1/2, rounded, at least one frame
     * @param normal share of N, likewise
     */
    static PseudoLabels of(double[] scores, double anomalous, double normal) {
        List<Integer> rising = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(frame -> scores[frame]))
                .toList();
        int high = count(anomalous, scores.length);
        int low = Math.min(count(normal, scores.length), scores.length - high);
        return new PseudoLabels(rising.subList(scores.length - high, scores.length), rising.subList(0, low));
    }

    private static int count(double share, int frames) {
        return Math.max(1, (int) Math.round(share * frames));
    }

    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        anomalous.forEach(frame -> examples.add(new Example(frame, ANOMALY)));
        normal.forEach(frame -> examples.add(new Example(frame, NORMAL)));
        return examples;
    }
}
