package io.xvad.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps what is tested on apart from what is learned from, as far as the named directories and the named thing tell. */
record TestsApart(List<Path> data, Optional<String> thing) {

    /**
     * Makes sure that auxiliary images show other things.
     *
     * @throws IllegalArgumentException if a directory is, or holds, that of the data, or has the name of the thing
     */
    void requireOther(List<Path> auxiliary) {
        for (Path directory : auxiliary) {
            if (holdsData(directory)) {
                throw new IllegalArgumentException("--auxiliary " + directory
                        + " is where the normal images come from; auxiliary images must show other things");
            }
            String name = words(String.valueOf(real(directory).getFileName()));
            if (thing.map(TestsApart::words).filter(name::equals).isPresent()) {
                throw new IllegalArgumentException("--auxiliary " + directory + " shows '" + thing.get()
                        + "' by its name, as class-name says of the images; auxiliary images must show other things");
            }
        }
    }

    /** Whether a directory is one that normal samples come from, or holds one. */
    boolean holdsData(Path directory) {
        return data.stream().anyMatch(own -> real(own).startsWith(real(directory)));
    }

    /** The warning that samples of a test split are learned from. */
    static String warning(String option, Path directory, String tests) {
        return option + " " + directory + ": its " + tests + " to test on are learned from; do not evaluate on them";
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ').strip();
    }

    private static Path real(Path directory) {
        try {
            return Files.exists(directory)
                    ? directory.toRealPath()
                    : directory.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be resolved", e);
        }
    }
}
