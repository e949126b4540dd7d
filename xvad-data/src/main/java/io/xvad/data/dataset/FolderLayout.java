package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens directories by label. */
final class FolderLayout {

    private FolderLayout() {}

    static AnomalyDataset open(Path root) {
        String name = ImageFiles.name(root.toAbsolutePath().normalize());
        Path normal = root.resolve("normal");
        if (!Files.isDirectory(normal)) {
            return new AnomalyDataset(name, ImageFolder.of(root), List.of());
        }
        List<TestCase> test = new ArrayList<>();
        for (Path file : imagesIn(root.resolve("test-normal"))) {
            test.add(new TestCase(file, TestCase.GOOD, Optional.empty()));
        }
        test.addAll(anomalies(root));
        return new AnomalyDataset(name, ImageFolder.of(normal), test);
    }

    static List<TestCase> anomalies(Path root) {
        Path anomalous = root.resolve(TestCase.ANOMALOUS);
        return imagesIn(anomalous).stream()
                .map(file ->
                        new TestCase(file, defectOf(anomalous, file), maskOf(root.resolve("masks"), anomalous, file)))
                .toList();
    }

    private static List<Path> imagesIn(Path directory) {
        return Files.isDirectory(directory) ? ImageFiles.below(directory) : List.of();
    }

    private static String defectOf(Path anomalous, Path file) {
        Path below = anomalous.relativize(file);
        return below.getNameCount() > 1 ? below.getName(0).toString() : TestCase.ANOMALOUS;
    }

    /** The file of the same name below {@code masks} as below {@code images}; empty if there are no masks at all. */
    static Optional<Path> maskOf(Path masks, Path images, Path file) {
        if (!Files.isDirectory(masks)) {
            return Optional.empty();
        }
        Path wanted = masks.resolve(images.relativize(file));
        return Stream.concat(Stream.of("png"), ImageFiles.EXTENSIONS.stream())
                .map(extension -> wanted.resolveSibling(ImageFiles.stem(file) + "." + extension))
                .filter(Files::isRegularFile)
                .findFirst()
                .or(() -> {
                    throw new XvadDataException("image " + file + " has no mask: " + wanted + " is missing");
                });
    }
}
