package io.xvad.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds samples that a model has learned by the paths of their files; of windows of a video, by that of the video.
 *
 * @param ids of the samples
 */
record LearnedPaths(Set<String> ids) {

    /**
     * Those of one file.
     *
     * @throws IllegalArgumentException if the model has learned none of that name
     */
    List<String> named(String name) {
        Optional<Path> file = path(name);
        List<String> found = where(id -> id.equals(name) || file.isPresent() && path(id).equals(file));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has not learned '" + name + "'; what it learned is named as '"
                            + ids.stream().sorted().findFirst().orElse("")
                            + "'. Of what was held out it keeps scores and measures, which xvad calibrate on other images replaces");
        }
        return found;
    }

    /** Those of files below a directory. */
    List<String> below(Path folder) {
        Path wanted = folder.toAbsolutePath().normalize();
        return where(id -> path(id).filter(file -> file.startsWith(wanted)).isPresent());
    }

    private List<String> where(Predicate<String> holds) {
        return ids.stream().filter(holds).sorted().toList();
    }

    /** Without what follows the name of a video. */
    private static Optional<Path> path(String id) {
        try {
            return Optional.of(
                    Path.of(id.replaceFirst("#\\d+-\\d+$", "")).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
