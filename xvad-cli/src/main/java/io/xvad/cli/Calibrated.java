package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import java.util.Locale;
import java.util.Optional;

/** Tells how a detector is calibrated, as JSON and in words. */
record Calibrated(Optional<Calibration> calibration) {

    static Calibrated of(FittedDetector fitted) {
        return new Calibrated(fitted.capability(Calibration.class));
    }

    /** Adds {@code calibratedOn}, {@code threshold} and {@code falseAlarmRate}. */
    void addTo(ObjectNode json) {
        json.put(
                "calibratedOn",
                calibration.map(one -> one.normalScores().length).orElse(0));
        calibration.ifPresent(one -> json.set("threshold", Output.number(one.threshold())));
        calibration.ifPresent(one -> json.set("falseAlarmRate", Output.number(one.level())));
    }

    String words() {
        return calibration
                .map(one -> String.format(
                        Locale.ROOT,
                        "calibrated on %d others: threshold %.4g, false-alarm rate %.3g",
                        one.normalScores().length,
                        one.threshold(),
                        one.level()))
                .orElse("not calibrated: none were held out, so it scores but does not decide");
    }
}
