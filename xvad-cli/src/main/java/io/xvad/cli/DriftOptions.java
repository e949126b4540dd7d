package io.xvad.cli;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import io.xvad.evaluation.drift.DriftMonitor;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether to watch for drift, and where its state is kept between runs. */
final class DriftOptions {

    @Option(
            names = "--drift",
            paramLabel = "FILE",
            description =
                    "Watch for drift over many runs: whether images are still like the normal ones, and what changed if not. The state is kept in"
                            + " this file; without it the watch begins anew. For single images, not frames (docs/long-lives.md).")
    private @Nullable Path file;

    boolean given() {
        return file != null;
    }

    /** The monitor, as an earlier run left it. */
    Optional<DriftMonitor> open(FittedDetector fitted) {
        if (file == null) {
            return Optional.empty();
        }
        WholeFile.requireWritable(file);
        return Optional.of(DriftMonitor.open(fitted, file));
    }

    void save(DriftMonitor monitor) {
        if (file != null) {
            monitor.save(file);
        }
    }
}
