package io.xvad.report.video;

import io.xvad.core.XvadDataException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the places of results, which are called as videos are. */
final class ResultPlace {

    private ResultPlace() {}

    /**
     * A file or folder of a name in a folder.
     *
     * @throws XvadDataException if the system cannot have such a name
     */
    static Path in(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new XvadDataException(
                    "'" + name
                            + "' cannot be the name of a file in the character set of this system; set LC_ALL=C.UTF-8"
                            + " or rename the video",
                    e);
        }
    }
}
