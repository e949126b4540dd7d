package io.xvad.data.dataset;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Folders with small images in them, written for a test.
 *
 * @param root where they are
 */
record ImageTree(Path root) {

    /** Writes an image of 2 x 2 pixels, of which the first is white, as a PNG whatever its ending says. */
    ImageTree with(String... files) {
        return with(1, files);
    }

    /** Writes black images of 2 x 2 pixels, as masks of what is normal. */
    ImageTree withBlack(String... files) {
        return with(0, files);
    }

    private ImageTree with(float first, String... files) {
        for (String file : files) {
            Path place = root.resolve(file);
            try {
                Files.createDirectories(place.resolveSibling(""));
                Path png = Files.createTempFile("tree", ".png");
                ImageWriter.writePng(Image.of(file, 1, 2, 2, new float[] {first, 0, 0, 0}), png);
                Files.move(png, place, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    ImageTree withText(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).resolveSibling(""));
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ImageTree withLink(String link, String target) {
        try {
            Files.createDirectories(root.resolve(link).resolveSibling(""));
            Files.createSymbolicLink(root.resolve(link), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Paths below the root, with slashes. */
    List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    List<String> learned(AnomalyDataset dataset) {
        return names(((ImageFolder) dataset.train()).files());
    }

    /** How the images to learn from are called, below the root. */
    List<String> learnedIds(AnomalyDataset dataset) {
        return IntStream.range(0, dataset.train().size())
                .mapToObj(i -> below(dataset.train().id(i)))
                .toList();
    }

    /** Each test image as {@code ID=DEFECT}. */
    List<String> testIds(AnomalyDataset dataset) {
        return dataset.test().stream()
                .map(test -> below(test.id()) + "=" + test.defect())
                .toList();
    }

    private String below(String id) {
        return id.substring(root.toString().length() + 1).replace('\\', '/');
    }

    /** Each test image as {@code FILE=DEFECT}, and {@code =DEFECT:MASK} if it has a mask. */
    List<String> tests(AnomalyDataset dataset) {
        return dataset.test().stream()
                .map(test -> names(List.of(test.file())).get(0) + "=" + test.defect()
                        + test.maskFile()
                                .map(mask -> ":" + names(List.of(mask)).get(0))
                                .orElse(""))
                .toList();
    }
}
