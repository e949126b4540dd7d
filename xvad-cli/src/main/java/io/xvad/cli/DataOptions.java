package io.xvad.cli;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
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
            description = "Directory of the data set, or of normal images.")
    private Path data = Path.of("");

    @Option(
            names = "--dataset",
            paramLabel = "FORMAT",
            description =
                    "Layout of the directory: mvtec or folder (see: xvad list datasets). Default: mvtec if there is a"
                            + " train/good, else folder.")
    private @Nullable String format;

    AnomalyDataset open() {
        String chosen = format;
        if (chosen == null) {
            chosen = Files.isDirectory(data.resolve("train").resolve("good")) ? "mvtec" : "folder";
        }
        return DatasetFormat.named(chosen).open(data);
    }
}
