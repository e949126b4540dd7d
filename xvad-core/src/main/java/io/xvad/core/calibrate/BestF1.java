package io.xvad.core.calibrate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The threshold of highest F1 over all cuts between distinct scores; the highest such threshold on ties. */
record BestF1(double threshold, double f1, double[] sortedNormals) {

    static BestF1 of(double[] scores, boolean[] anomalous) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException(
                    "as many labels as scores are needed, got " + anomalous.length + " for " + scores.length);
        }
        double[] normals = IntStream.range(0, scores.length)
                .filter(i -> !anomalous[i])
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
        int positives = scores.length - normals.length;
        if (positives == 0 || normals.length == 0) {
            throw new IllegalArgumentException("best F1 needs normal and anomalous samples, got " + normals.length
                    + " normal and " + positives + " anomalous");
        }
        if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("calibration scores must be finite, got " + Arrays.toString(scores));
        }
        return scan(scores, anomalous, positives, normals);
    }

    private static BestF1 scan(double[] scores, boolean[] anomalous, int positives, double[] normals) {
        Integer[] descending = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                descending, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        double best = -1;
        double threshold = Double.NaN;
        int hits = 0;
        for (int i = 0; i < descending.length; i++) {
            double score = scores[descending[i]];
            hits += anomalous[descending[i]] ? 1 : 0;
            boolean last = i + 1 == descending.length;
            if (last || scores[descending[i + 1]] < score) {
                double f1 = 2.0 * hits / (i + 1 + positives);
                if (f1 > best) {
                    best = f1;
                    threshold = last ? Math.nextDown(score) : between(scores[descending[i + 1]], score);
                }
            }
        }
        return new BestF1(threshold, best, normals);
    }

    private static double between(double low, double high) {
        double middle = low + (high - low) / 2;
        return middle < high ? middle : low;
    }
}
