package io.xvad.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often what is normal may be called anomalous: as a share, or of videos as a number an hour. */
final class FalseAlarmOptions {

    private static final double DEFAULT_RATE = 0.05;
    private static final double SECONDS_OF_AN_HOUR = 3600;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "RATE",
            description =
                    "Largest share of normal images, or of windows of normal videos, that may be called anomalous. Default: "
                            + DEFAULT_RATE
                            + ".")
    private @Nullable Double rate;

    @Option(
            names = "--false-alarms-per-hour",
            paramLabel = "NUMBER",
            description =
                    "Of videos, in place of --false-alarm-rate: in how many windows of an hour of normal footage there may be an"
                            + " alarm.")
    private @Nullable Double perHour;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Whether the command says how often. */
    boolean given() {
        return rate != null || perHour != null;
    }

    /** The rate for images. */
    double ofImages() {
        if (perHour != null) {
            throw wrong("--false-alarms-per-hour is for videos: images take --false-alarm-rate");
        }
        return rate == null ? DEFAULT_RATE : rate;
    }

    /**
     * The rate for windows of a video.
     *
     * @param seconds of a window; empty if not known
     */
    double ofWindows(OptionalDouble seconds) {
        if (perHour == null) {
            return rate == null ? DEFAULT_RATE : rate;
        }
        if (rate != null) {
            throw wrong("--false-alarm-rate and --false-alarms-per-hour say the same: give one of them");
        }
        double windows = SECONDS_OF_AN_HOUR
                / seconds.orElseThrow(
                        () -> wrong("--false-alarms-per-hour needs normal videos to calibrate on (--data)"));
        if (!(perHour > 0 && perHour < windows)) {
            throw wrong(String.format(
                    "--false-alarms-per-hour must be above 0 and below the %.0f windows of an hour, got %s",
                    windows, perHour));
        }
        return perHour / windows;
    }

    private RuntimeException wrong(String what) {
        return command == null
                ? new IllegalArgumentException(what)
                : new ParameterException(command.commandLine(), what);
    }
}
