package io.xvad.cli;

import picocli.CommandLine.Option;

/** The rate of folders of frames, which do not tell it themselves. */
final class FrameRate {

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            description = "Frames a second of folders of frames; video files tell theirs. Default: ${DEFAULT-VALUE}.")
    private double framesPerSecond = 25;

    double framesPerSecond() {
        return framesPerSecond;
    }
}
