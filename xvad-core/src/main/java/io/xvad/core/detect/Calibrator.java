package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapStatistics;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the threshold of a detector and the scale of its maps.
 *
 * @param falseAlarmRate the largest share of normal samples to be called anomalous
 */
record Calibrator(double falseAlarmRate, ProgressListener progress) {

    private static final Logger LOG = LoggerFactory.getLogger(Calibrator.class);

    /** On normal samples that it did not learn from, at least one. */
    CalibratedDetector calibrate(FittedDetector model, Samples held) {
        double[] scores = new double[held.size()];
        MapStatistics maps = MapStatistics.none();
        for (int i = 0; i < scores.length; i++) {
            Cancellation.check();
            Detection detection = model.detect(InBands.taken(held.get(i), model));
            scores[i] = detection.score();
            maps = maps.with(detection.maps());
            progress.progressed("calibration", i + 1L, scores.length);
        }
        double rate = attainable(scores.length);
        return new CalibratedDetector(
                model, Calibration.conformal(scores, rate), maps.scale(rate), maps, Measured.none());
    }

    /** On the normal scores that a calibrated detector keeps; what was measured on normal samples stays. */
    CalibratedDetector again(CalibratedDetector calibrated) {
        double[] scores = calibrated.calibration().normalScores();
        double rate = attainable(scores.length);
        MapStatistics maps = calibrated.maps();
        if (maps.size() == 0 && calibrated.scale().isPresent()) {
            LOG.warn("This model keeps no statistics of maps: the threshold of regions stays as it was");
        }
        return new CalibratedDetector(
                calibrated.inner(),
                Calibration.conformal(scores, rate),
                maps.size() == 0 ? calibrated.scale() : maps.scale(rate),
                maps,
                calibrated.measured());
    }

    private double attainable(int scores) {
        double rate = Calibration.attainableRate(scores, falseAlarmRate);
        if (rate > falseAlarmRate) {
            LOG.warn(
                    "{} held-out normal samples cannot promise a false-alarm rate of {}; deciding at {}",
                    scores,
                    falseAlarmRate,
                    rate);
        }
        return rate;
    }
}
