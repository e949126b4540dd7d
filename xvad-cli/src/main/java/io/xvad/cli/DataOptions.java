package io.xvad.cli;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.video.dataset.VideoDataset;
import io.xvad.video.dataset.VideoFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data set. */
final class DataOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the data set, or of normal images or videos.")
    private Path data = Path.of("");

    @Option(
            names = "--dataset",
            paramLabel = "FORMAT",
            description =
                    "Layout of the directory (see: xvad list datasets). Default: for images mvtec if there is a train/good,"
                            + " else folder; for videos what is recognised.")
    private @Nullable String format;

    AnomalyDataset open() {
        String chosen = format;
        if (chosen == null) {
            chosen = Files.isDirectory(data.resolve("train").resolve("good")) ? "mvtec" : "folder";
        }
        return DatasetFormat.named(chosen).open(data);
    }

    VideoDataset openVideos() {
        String chosen = format;
        return (chosen == null ? VideoFormat.recognise(data) : VideoFormat.named(chosen)).open(data);
    }
}
