package io.xvad.explainers.reliance;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.explainers.restoration.Restoration;
import io.xvad.metrics.explanation.stability.BenignChange;
import java.util.Arrays;

/**
 * What speaks for an explanation, measured on the explanation itself; each is higher the more it speaks for it.
 *
 * @param excess how far the score lies above that of normal images: logarithm of its distance to their median, in distances from the
 *     median to the threshold; at least log 0.1
 * @param cause by how much of its excess the score falls when nothing but what is marked is restored; in [-1, 2]
 * @param agreement how strange the detector's own map finds the place where image and normal version differ most: its height there, 0
 *     at the median of the map, 1 at its peak
 * @param stability the same for the map of the image with a little noise
 * @param unanimity how little other normal versions differ from the best at that place, compared with what the image does; 0 is not at
 *     all, at least -2
 * @param visibility logarithm of how much image and normal version differ there
 */
record Indications(
        double excess, double cause, double agreement, double stability, double unanimity, double visibility) {

    static final int COUNT = 6;

    private static final double LEAST_EXCESS = 0.1;
    private static final double SCORE_FLOOR = 0.25;
    private static final double VISIBLE = 0.01;
    private static final double NOISE = 0.03;

    /** Measures them; costs two detections. */
    static Indications of(FittedDetector fitted, NormalScores normals, Detection detection, Restoration restoration) {
        Image image = restoration.image();
        MarkedPlace marked = MarkedPlace.of(restoration);
        double excess = normals.excess(detection.score());
        return new Indications(
                Math.log(Math.max(LEAST_EXCESS, excess)),
                marked.any() ? cause(excess, normals.excess(scoreWithout(marked, fitted, restoration))) : 0,
                height(marked, detection.map()),
                height(marked, noisy(fitted, image)),
                marked.any() ? unanimity(marked, restoration) : 0,
                Math.log(marked.strength() + VISIBLE));
    }

    private static double scoreWithout(MarkedPlace marked, FittedDetector fitted, Restoration restoration) {
        return fitted.detect(restoration.image().with(marked.pixels(), restoration.normal()))
                .score();
    }

    private static double cause(double before, double after) {
        return limited((before - after) / Math.max(SCORE_FLOOR, before + SCORE_FLOOR), -1, 2);
    }

    private static AnomalyMap noisy(FittedDetector fitted, Image image) {
        return fitted.detect(BenignChange.noise(NOISE, 1).apply().apply(image)).map();
    }

    private static double height(MarkedPlace marked, AnomalyMap map) {
        float[] sorted = map.toArray();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double range = map.max() - median;
        return marked.any() && range > 0 ? (map.buffer().get(marked.peak()) - median) / range : 0;
    }

    private static double unanimity(MarkedPlace marked, Restoration restoration) {
        double disagreement = restoration.versions().stream()
                .filter(version -> !version.equals(restoration.normal()))
                .mapToDouble(version -> MarkedPlace.of(restoration.normal(), version)
                        .difference()
                        .buffer()
                        .get(marked.peak()))
                .average()
                .orElse(0);
        return -limited(disagreement / (marked.strength() + 2 * VISIBLE), 0, 2);
    }

    private static double limited(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    double[] toArray() {
        return new double[] {excess, cause, agreement, stability, unanimity, visibility};
    }
}
