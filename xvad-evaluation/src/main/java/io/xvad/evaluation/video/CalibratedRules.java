package io.xvad.evaluation.video;

import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.video.event.EventRules;

/** When a score opens and closes an event of a video. */
public final class CalibratedRules {

    private CalibratedRules() {}

    /** The rules of a detector's calibration; a detector that is not calibrated scores but opens no events. */
    public static EventRules of(FittedDetector fitted) {
        return fitted.capability(Calibration.class).isPresent()
                ? EventRules.of(fitted)
                : new EventRules(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    }
}
