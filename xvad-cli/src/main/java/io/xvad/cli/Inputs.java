package io.xvad.cli;

import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The images named on a command line, and a distinct relative name for the files made of each.
 *
 * @param images all of them
 * @param names for each image a relative path without an ending
 */
record Inputs(ImageFolder images, List<Path> names) {

    static Inputs of(List<Path> filesOrDirectories, ImageReader reader) {
        List<Path> names = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Path root : filesOrDirectories) {
            for (Path file : ImageFolder.of(root).files()) {
                Path relative = Files.isDirectory(root) ? root.relativize(file) : nameOf(file);
                names.add(distinct(withoutEnding(relative), taken));
            }
        }
        return new Inputs(
                ImageFolder.of(filesOrDirectories.toArray(Path[]::new)).readBy(reader), names);
    }

    private static Path nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file : name;
    }

    private static Path withoutEnding(Path path) {
        String name = nameOf(path).toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? path : path.resolveSibling(name.substring(0, dot));
    }

    private static Path distinct(Path name, Set<Path> taken) {
        Path candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name.resolveSibling(nameOf(name) + "-" + i);
        }
        return candidate;
    }

    /** A relative path without an ending, of its own for each image. */
    Path name(int index) {
        return names.get(index);
    }

    /** Where to put a file made of an image: {@code directory/NAME.ending}. */
    Path file(Path directory, int index, String ending) {
        Path name = directory.resolve(names.get(index));
        return name.resolveSibling(nameOf(name) + ending);
    }
}
