package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.NormalNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sure that nothing is learned as normal of which the name says that it shows anomalies, tests or masks. */
final class NormalVideos {

    private NormalVideos() {}

    /**
     * Checks the videos of a folder that is said to hold normal ones, as {@code train}.
     *
     * @throws XvadDataException naming what does not look normal
     */
    static void requireWithinTraining(Path root, List<Path> places) {
        List<String> suspects = new ArrayList<>();
        for (Path place : places) {
            doubt(place, NormalNames.doubtWithinTraining(place)).ifPresent(what -> suspects.add(named(place, what)));
        }
        refuse(root, suspects);
    }

    /**
     * Checks the videos of a folder of which nobody said what they show; its own name counts as well.
     *
     * @throws XvadDataException naming what does not look normal
     */
    static void requireUnsaid(Path root, List<Path> places) {
        List<String> suspects = new ArrayList<>();
        NormalNames.doubt(root.toAbsolutePath().normalize()).ifPresent(what -> suspects.add(named(root, what)));
        for (Path place : places) {
            doubt(place, NormalNames.doubt(place)).ifPresent(what -> suspects.add(named(place, what)));
        }
        refuse(root, suspects);
    }

    /** A file is in doubt only for anomalies; masks and tests are told by folders. */
    private static Optional<String> doubt(Path place, Optional<String> ofFolder) {
        if (Files.isDirectory(place)) {
            return ofFolder;
        }
        return NormalNames.saysAnomalous(place) ? Optional.of("anomalies") : Optional.empty();
    }

    private static String named(Path place, String what) {
        return place + " (" + what.replace("images", "videos") + ", by its name)";
    }

    private static void refuse(Path root, List<String> suspects) {
        if (!suspects.isEmpty()) {
            throw new XvadDataException(root + ": not all of it is normal: " + String.join(", ", suspects)
                    + ". Put normal videos into train/, and those to test on into test/ with "
                    + VideoFolderLayout.CSV);
        }
    }
}
