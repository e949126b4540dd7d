package io.xvad.explainers.reliance;

import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import java.util.Optional;

/**
 * The scale on which scores of a detector are compared with those of normal images.
 *
 * @param median of normal images
 * @param unit from the median to the threshold, above 0
 */
record NormalScores(double median, double unit) {

    /** Empty if the detector is not calibrated, or its threshold does not lie above the median of normal scores. */
    static Optional<NormalScores> of(FittedDetector fitted) {
        return fitted.capability(Calibration.class)
                .map(NormalScores::of)
                .filter(scale -> scale.unit > 0 && Double.isFinite(scale.unit));
    }

    private static NormalScores of(Calibration calibration) {
        double[] normals = calibration.normalScores();
        double median = normals[normals.length / 2];
        return new NormalScores(median, calibration.threshold() - median);
    }

    /** 0 at the median of normal images, 1 at the threshold. */
    double excess(double score) {
        return (score - median) / unit;
    }
}
