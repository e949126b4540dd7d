package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The images named on a command line, and a distinct relative name for the files made of each. A file that is not there is among
 * them, so that it is reported when it is read and the rest go on.
 *
 * @param images all of them
 * @param names for each image a relative path without an ending
 * @param failures why nothing was found in a directory, one line each
 */
record Inputs(ImageFolder images, List<Path> names, List<String> failures) {

    /**
     * Finds the images.
     *
     * @param out where results are written; left out if it lies within a directory
     * @param reader reads them
     * @throws XvadDataException if there are none at all
     */
    static Inputs of(List<Path> filesOrDirectories, Path out, ImageReader reader) {
        ImageFolder images = ImageFolder.ofFiles(List.of());
        List<Path> names = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Path root : filesOrDirectories) {
            ImageFolder found = found(root, out, failures);
            for (Path file : found.files()) {
                Path relative = Files.isDirectory(root) ? root.relativize(file) : nameOf(file);
                names.add(distinct(withoutEnding(relative), taken));
            }
            images = images.and(found);
        }
        if (images.files().stream().noneMatch(Files::exists)) {
            images.files().forEach(missing -> failures.add(missing + ": no such file or directory"));
            throw new XvadDataException(String.join("; ", failures));
        }
        return new Inputs(images.readBy(reader), List.copyOf(names), List.copyOf(failures));
    }

    private static ImageFolder found(Path root, Path out, List<String> failures) {
        if (!Files.isDirectory(root)) {
            return ImageFolder.ofFiles(List.of(root));
        }
        try {
            return ImageFolder.of(List.of(root), List.of(out));
        } catch (XvadDataException e) {
            failures.add(String.valueOf(e.getMessage()));
            return ImageFolder.ofFiles(List.of());
        }
    }

    /** Those whose id, the path as text, is not among some. */
    Inputs without(Predicate<String> ids) {
        int[] kept = IntStream.range(0, images.size())
                .filter(index -> !ids.test(images.id(index)))
                .toArray();
        return new Inputs(
                images.select(kept), IntStream.of(kept).mapToObj(names::get).toList(), failures);
    }

    /** Whether a directory had no images. */
    boolean someMissing() {
        return !failures.isEmpty();
    }

    /** Warns of what was passed over and of directories without images. */
    void tell(Output output) {
        if (!images.passedOver().isEmpty()) {
            output.warn(images.passedOver().text());
        }
        failures.forEach(output::warn);
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

    /** What an image is called on a page: its path relative to the directory it was found in. */
    String title(int index) {
        String file = nameOf(images.files().get(index)).toString();
        int dot = file.lastIndexOf('.');
        return names.get(index) + (dot <= 0 ? "" : file.substring(dot));
    }

    /** A relative path without an ending, of its own for each image. */
    Path name(int index) {
        return names.get(index);
    }

    /** The relative path, without an ending, of each image by its id. */
    Map<String, Path> namesById() {
        Map<String, Path> byId = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byId.put(images.id(i), names.get(i));
        }
        return byId;
    }

    /** The path of a file made of an image: {@code directory/NAME.ending}. */
    Path file(Path directory, int index, String ending) {
        Path name = directory.resolve(names.get(index));
        return name.resolveSibling(nameOf(name) + ending);
    }
}
