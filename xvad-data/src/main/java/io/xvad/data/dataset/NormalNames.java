package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.Optional;

/** Tells by the names of folders and files whether normal things to learn from may be in them. */
public final class NormalNames {

    private NormalNames() {}

    /** What a folder seems to hold instead, in words such as {@code anomalies} or {@code masks}; empty if it may be learned from. */
    public static Optional<String> doubt(Path folder) {
        return doubt(FolderName.of(folder));
    }

    /** The same of a folder within one that is said to hold what is to be learned from: only anomalies and masks are in doubt. */
    public static Optional<String> doubtWithinTraining(Path folder) {
        return doubt(FolderName.of("train " + ImageFiles.name(folder)));
    }

    private static Optional<String> doubt(FolderName name) {
        return name.mayBeLearned() ? Optional.empty() : Optional.of(name.words());
    }

    /** Whether the name of a file says that it shows anomalies, as {@code NG_001.mp4}. */
    public static boolean saysAnomalous(Path file) {
        return FolderName.of(ImageFiles.stem(file)).is(FolderName.Content.ANOMALOUS);
    }
}
