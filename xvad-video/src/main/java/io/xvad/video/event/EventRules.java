package io.xvad.video.event;

import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;

/**
 * When events begin and end.
 *
 * @param open an event is opened by a score strictly above it
 * @param close it ends when scores have not been above this for a while; at most {@code open}
 * @param patience how long that while is, in seconds, at least 0
 */
public record EventRules(double open, double close, double patience) {

    private static final double PATIENCE = 2;

    public EventRules {
        if (!(close <= open)) {
            throw new IllegalArgumentException(
                    "an event must close at a score not above that which opens it, got " + open + " and " + close);
        }
        if (!(patience >= 0 && patience < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("patience must be at least 0 seconds and finite, got " + patience);
        }
    }

    /**
     * Opens at the threshold of a calibrated detector and closes half way down to the median of normal clips, after two
     * seconds: what is slow or hidden for a moment stays one event.
     *
     * @throws IllegalArgumentException if the detector is not calibrated
     */
    public static EventRules of(FittedDetector detector) {
        Calibration calibration = detector.capability(Calibration.class)
                .orElseThrow(() -> new IllegalArgumentException("events need a calibrated detector; '"
                        + detector.provenance().detector() + "' was fitted without held-out normal clips"));
        double[] normal = calibration.normalScores();
        double median = Math.min(normal[normal.length / 2], calibration.threshold());
        return new EventRules(calibration.threshold(), (calibration.threshold() + median) / 2, PATIENCE);
    }

    /** The same scores with another patience, in seconds. */
    public EventRules withPatience(double seconds) {
        return new EventRules(open, close, seconds);
    }
}
