package io.xvad.cli.video;

import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.video.event.EventRules;

/** The rules of events of a fitted detector. */
final class Rules {

    private Rules() {}

    /** Those of its calibration; a detector that is not calibrated scores but opens no events. */
    static EventRules of(FittedDetector fitted) {
        return fitted.capability(Calibration.class).isPresent()
                ? EventRules.of(fitted)
                : new EventRules(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    }
}
