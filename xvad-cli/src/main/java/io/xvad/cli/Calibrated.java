package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells how a detector is calibrated, as JSON and in words.
 *
 * @param windowSeconds of the windows of video that it was calibrated on now
 */
record Calibrated(FittedDetector detector, Optional<Calibration> calibration, OptionalDouble windowSeconds) {

    private static final double SECONDS_OF_AN_HOUR = 3600;

    static Calibrated of(FittedDetector fitted) {
        return new Calibrated(fitted, fitted.capability(Calibration.class), OptionalDouble.empty());
    }

    /** On windows of video. */
    static Calibrated onWindows(FittedDetector fitted, double seconds) {
        return new Calibrated(fitted, fitted.capability(Calibration.class), OptionalDouble.of(seconds));
    }

    /** Adds {@code calibratedOn}, {@code threshold} and {@code falseAlarmRate}, of windows {@code falseAlarmsPerHour} too. */
    void addTo(ObjectNode json) {
        json.put(
                "calibratedOn",
                calibration.map(one -> one.normalScores().length).orElse(0));
        calibration.ifPresent(one -> {
            json.set("threshold", Output.number(one.threshold()));
            json.set("falseAlarmRate", Output.number(one.level()));
            windowSeconds.ifPresent(
                    seconds -> json.set("falseAlarmsPerHour", Output.number(hourly(one.level(), seconds))));
        });
    }

    private static double hourly(double level, double seconds) {
        return level * SECONDS_OF_AN_HOUR / seconds;
    }

    String words() {
        return calibration
                .map(one -> String.format(
                                Locale.ROOT,
                                "calibrated on %d others: threshold %.4g, false-alarm rate %.3g",
                                one.normalScores().length,
                                one.threshold(),
                                one.level())
                        + hourlyWords(one.level()))
                .orElse("not calibrated: none were held out, so it scores but does not decide");
    }

    private String hourlyWords(double level) {
        return windowSeconds.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", so at most %.3g windows of %.3g s with an alarm in an hour of normal footage",
                        hourly(level, windowSeconds.getAsDouble()),
                        windowSeconds.getAsDouble());
    }
}
