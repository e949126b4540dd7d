package io.xvad.cli;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.video.dataset.VideoDataset;
import io.xvad.video.dataset.VideoFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name the data set to use. */
final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data set, or of normal images or videos.")
    private @Nullable Path data;

    @Option(
            names = "--dataset",
            paramLabel = "FORMAT",
            description =
                    "Layout of the directory (see: xvad list datasets). Default: for images mvtec if there is a train/good,"
                            + " else folder; for videos what is recognised.")
    private @Nullable String format;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Whether a directory was named. */
    boolean given() {
        return data != null;
    }

    /** The images; a directory must have been named. */
    AnomalyDataset open() {
        Path directory = directory();
        return DatasetFormat.named(format == null ? usual(directory) : format).open(directory);
    }

    /** The videos; a directory must have been named. */
    VideoDataset openVideos() {
        Path directory = directory();
        return (format == null ? VideoFormat.recognise(directory) : VideoFormat.named(format)).open(directory);
    }

    /** The layout of a directory of images of which nobody says it. */
    static String usual(Path directory) {
        return isMvtec(directory) ? "mvtec" : "folder";
    }

    static boolean isMvtec(Path directory) {
        return Files.isDirectory(directory.resolve("train").resolve("good"));
    }

    private Path directory() {
        if (data == null) {
            String missing = "Missing required option: '--data=DIR'";
            throw command == null
                    ? new IllegalArgumentException(missing)
                    : new ParameterException(command.commandLine(), missing);
        }
        return data;
    }
}
