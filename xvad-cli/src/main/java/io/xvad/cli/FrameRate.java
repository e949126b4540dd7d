package io.xvad.cli;

import io.xvad.video.dataset.Video;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rate of videos that do not tell it themselves. */
final class FrameRate {

    private static final double USUAL = 25;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private @Nullable Double framesPerSecond;

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            description =
                    "Frames a second of folders of frames (default: 25) and of video files without time stamps (default:"
                            + " what they say themselves); other video files tell theirs.")
    private void set(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            String wrong = "Invalid value for option '--fps': must be finite and above 0, got " + rate;
            throw command == null
                    ? new IllegalArgumentException(wrong)
                    : new ParameterException(command.commandLine(), wrong);
        }
        framesPerSecond = rate;
    }

    /** A video of this rate, not opened yet. */
    Video video(String name, Path place) {
        Double rate = framesPerSecond;
        if (Files.isDirectory(place)) {
            return Video.folder(name, place, rate == null ? USUAL : rate);
        }
        return rate == null ? Video.file(name, place) : Video.file(name, place, rate);
    }
}
