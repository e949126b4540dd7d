package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders that hold the masks of anomalous images at the same relative places, with or without a folder for the kind of anomaly
 * around them. Lists each folder once. Not thread-safe.
 */
final class MaskFolders {

    private final List<Path> roots;
    private final Map<String, List<Path>> basesOf = new HashMap<>();
    private final Map<Path, MaskNames> listed = new HashMap<>();

    /** Folders of masks; those without any image count as none. */
    MaskFolders(List<Path> roots) {
        this.roots =
                roots.stream().filter(root -> !ImageFiles.below(root).isEmpty()).toList();
    }

    static MaskFolders none() {
        return new MaskFolders(List.of());
    }

    List<Path> roots() {
        return roots;
    }

    /**
     * Where the mask of an image is, or would be: if others have masks and it has none, a place where nothing is, so that reading it
     * tells. Empty if there are no masks at all.
     *
     * @param kind name of the folder of the image's kind
     * @param relative place of the image below that folder
     */
    Optional<Path> maskOf(String kind, Path relative) {
        List<Path> places = basesOf.computeIfAbsent(kind, this::bases).stream()
                .map(base -> base.resolve(relative))
                .toList();
        return places.stream()
                .map(this::found)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> expected(places));
    }

    private List<Path> bases(String kind) {
        return roots.stream()
                .flatMap(root -> Stream.of(child(root, kind), root))
                .toList();
    }

    private Optional<Path> found(Path place) {
        Path folder = place.resolveSibling("");
        return listed.computeIfAbsent(folder, MaskNames::in).of(place);
    }

    private static Optional<Path> expected(List<Path> places) {
        return places.stream()
                .filter(place -> Files.isDirectory(place.resolveSibling("")))
                .findFirst()
                .or(() -> places.stream().findFirst())
                .map(place -> place.resolveSibling(ImageFiles.stem(place) + "_mask.png"));
    }

    private static Path child(Path folder, String name) {
        return ImageFiles.directories(folder).stream()
                .filter(child -> ImageFiles.name(child).equalsIgnoreCase(name))
                .max(Comparator.comparing(child -> ImageFiles.name(child).equals(name)))
                .orElse(folder.resolve(name));
    }
}
