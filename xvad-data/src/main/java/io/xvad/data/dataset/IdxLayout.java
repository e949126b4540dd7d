package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.packed.IdxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Opens MNIST and Fashion-MNIST: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and {@code t10k-…}, each perhaps with
 * {@code .gz}. A class is called by its number.
 */
final class IdxLayout implements Layout {

    private static final int CLASSES = 10;

    @Override
    public boolean recognises(Path root) {
        return find(root, "train-images", 3).isPresent()
                && find(root, "t10k-images", 3).isPresent();
    }

    /** Some copies have a dot before {@code idx}. */
    private static Optional<Path> find(Path root, String beginning, int axes) {
        return Stream.of("-idx", ".idx")
                .map(joint -> beginning + joint + axes + "-ubyte")
                .flatMap(name -> Stream.of(name, name + ".gz"))
                .map(root::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public List<String> categories(Path root) {
        return IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        String normal = OneClass.named(root, category, categories(root));
        List<ClassImage> all = new ArrayList<>();
        add(root, "train", true, all);
        add(root, "t10k", false, all);
        return OneClass.of(root, normal, all, name);
    }

    private static void add(Path root, String part, boolean learned, List<ClassImage> all) {
        IdxFile images = IdxFile.images(required(root, part + "-images", 3));
        Path labelled = required(root, part + "-labels", 1);
        int[] labels = IdxFile.labels(labelled);
        if (labels.length != images.size()) {
            throw new XvadDataException(labelled + ": has " + labels.length + " labels, but " + images.file() + " has "
                    + images.size() + " images");
        }
        for (int i = 0; i < labels.length; i++) {
            all.add(new ClassImage(images.source(i), Integer.toString(labels[i]), learned));
        }
    }

    private static Path required(Path root, String beginning, int axes) {
        return find(root, beginning, axes)
                .orElseThrow(() ->
                        new XvadDataException(root.resolve(beginning + "-idx" + axes + "-ubyte") + ": no such file"));
    }
}
