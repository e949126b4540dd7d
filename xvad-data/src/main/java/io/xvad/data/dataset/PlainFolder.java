package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Opens an image or a folder of images of which nothing is said, as normal images to learn from, if nothing in it looks otherwise. */
final class PlainFolder {

    private static final int NAMED = 8;

    private PlainFolder() {}

    /**
     * Opens it.
     *
     * @throws XvadDataException if something in it looks like anomalies, tests, masks or several categories; the message names it and
     *     tells the layouts that are known
     */
    static AnomalyDataset open(Path root) {
        ImageFolder images = ImageFolder.of(root);
        if (Files.isRegularFile(root)) {
            return new AnomalyDataset(ImageFiles.name(root), images, List.of());
        }
        requireOneCategory(root);
        try {
            NormalImages.requireUnsaid(root, images.files());
        } catch (XvadDataException e) {
            throw new XvadDataException(
                    e.getMessage() + ". Found: " + found(root, images.files())
                            + ". Say what is normal with --normal DIR (in Java ImageDirectories), or use a layout that is known:\n"
                            + DatasetFormat.known(),
                    e);
        }
        Gathering gathering = new Gathering(root);
        gathering.passedOver(images.passedOver());
        byFolder(root, images.files()).forEach((folder, files) -> gathering.addLearned(folder, files));
        return gathering.dataset("a folder of images, all taken as normal");
    }

    private static void requireOneCategory(Path root) {
        List<Path> categories = ImageFiles.directories(root).stream()
                .filter(child -> FolderName.of(child).equals(FolderName.UNSAID))
                .filter(child -> DatasetFormat.find(child).isPresent())
                .toList();
        if (!categories.isEmpty()) {
            String names = categories.stream().map(ImageFiles::name).collect(Collectors.joining(", "));
            throw new XvadDataException(root
                    + (categories.size() == 1
                            ? ": holds one data set (" + names + "); name it: "
                            : ": holds several categories side by side (" + names + "); name one of them, such as ")
                    + categories.get(0));
        }
    }

    /** The images by the folder directly below the root that they lie in. */
    private static Map<Path, List<Path>> byFolder(Path root, List<Path> images) {
        return images.stream()
                .collect(Collectors.groupingBy(
                        image -> {
                            Path below = root.relativize(image);
                            return below.getNameCount() > 1 ? root.resolve(below.getName(0)) : root;
                        },
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static String found(Path root, List<Path> images) {
        Map<Path, Long> counts = images.stream()
                .collect(Collectors.groupingBy(
                        image -> root.relativize(image.resolveSibling("")), LinkedHashMap::new, Collectors.counting()));
        String some = counts.entrySet().stream()
                .limit(NAMED)
                .map(entry ->
                        (entry.getKey().toString().isEmpty() ? "." : entry.getKey()) + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() > NAMED ? some + ", …" : some;
    }
}
