package io.xvad.video.language.holmesvau;

import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoresFrames;

/**
 * The detector whose scores choose frames. Thread-safe.
 *
 * @param detector that is asked
 * @param frames of it
 * @param median of the scores of normal videos
 * @param threshold the score above which it calls a video anomalous, or the highest of normal ones where it never does
 */
record Scorer(FittedDetector detector, ScoresFrames frames, double median, double threshold) {

    /**
     * A detector as a scorer.
     *
     * @throws IllegalArgumentException if it does not score frames or is not calibrated
     */
    static Scorer of(FittedDetector detector) {
        String name = detector.provenance().detector();
        ScoresFrames frames = detector.capability(ScoresFrames.class)
                .orElseThrow(() ->
                        new IllegalArgumentException("the scorer must be a detector of videos; '" + name + "' is not"));
        Calibration calibration = detector.capability(Calibration.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the scorer must be calibrated; '" + name + "' was fitted without held-out normal videos"));
        double[] normal = calibration.normalScores();
        double threshold =
                Double.isFinite(calibration.threshold()) ? calibration.threshold() : normal[normal.length - 1];
        return new Scorer(detector, frames, normal[normal.length / 2], threshold);
    }

    /** A score on the scale on which frames are chosen: 0 up to the median of normal videos, 1 from the threshold on. */
    double scaled(double score) {
        if (threshold <= median) {
            return score > threshold ? 1 : 0;
        }
        return Math.min(1, Math.max(0, (score - median) / (threshold - median)));
    }

    boolean looksAhead() {
        return detector.capability(PlansScoring.class)
                .map(PlansScoring::looksAhead)
                .orElse(false);
    }

    double callsPerMinute(double framesPerSecond) {
        return detector.capability(PlansScoring.class)
                .map(plan -> plan.callsPerMinute(framesPerSecond))
                .orElse(0.0);
    }
}
