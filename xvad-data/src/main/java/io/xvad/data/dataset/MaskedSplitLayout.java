package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens data sets of which both parts hold normal and anomalous images, told apart by their masks. The anomalous images of the part to
 * learn from are left out.
 */
abstract class MaskedSplitLayout implements Layout {

    private final String train;
    private final String test;

    MaskedSplitLayout(String train, String test) {
        this.train = train;
        this.test = test;
    }

    /** Whether a folder of images has masks as this layout has them. */
    abstract boolean hasMasks(Path part);

    /** Whether an image beside others is none of the data set, but a mask. */
    abstract boolean isMask(Path image);

    /** The mask of an image; empty if it is normal. */
    abstract Optional<Path> maskOf(Path image);

    @Override
    public boolean recognises(Path root) {
        return hasMasks(root.resolve(train)) && hasMasks(root.resolve(test));
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering = new Gathering(root);
        masked(root.resolve(train)).learn(root.resolve(train), gathering);
        MaskedImages tests = masked(root.resolve(test));
        gathering.addTestNormal(root.resolve(test), tests.normal());
        tests.testAnomalous(root.resolve(test), gathering);
        return gathering.dataset(name);
    }

    private MaskedImages masked(Path part) {
        if (!Files.isDirectory(part)) {
            throw new XvadDataException(part + ": no such directory");
        }
        List<Path> images =
                ImageFiles.in(part).stream().filter(image -> !isMask(image)).toList();
        if (images.isEmpty()) {
            throw new XvadDataException(part + ": no images found");
        }
        return MaskedImages.of(images, this::maskOf);
    }

    /** KolektorSDD2 (Božič et al. 2021): {@code train/10000.png} with {@code train/10000_GT.png}, which is black if it is normal. */
    static final class Kolektor2 extends MaskedSplitLayout {

        private static final String MASK = "_gt.png";

        Kolektor2() {
            super("train", "test");
        }

        @Override
        boolean hasMasks(Path part) {
            return Files.isDirectory(part)
                    && !FolderContents.children(part, this::isMask).isEmpty();
        }

        @Override
        boolean isMask(Path image) {
            return ImageFiles.name(image).toLowerCase(Locale.ROOT).endsWith(MASK);
        }

        @Override
        Optional<Path> maskOf(Path image) {
            Path mask = image.resolveSibling(ImageFiles.stem(image) + "_GT.png");
            if (!Files.isRegularFile(mask)) {
                throw new XvadDataException("image " + image + " has no mask: " + mask + " is missing");
            }
            return Optional.of(mask).filter(drawn -> DrawnMask.read(drawn).any());
        }
    }

    /** One class of DAGM 2007: {@code Train/0001.PNG}, with {@code Train/Label/0001_label.PNG} if it is anomalous. */
    static final class Dagm extends MaskedSplitLayout {

        private static final String FOLDER = "Label";

        Dagm() {
            super("Train", "Test");
        }

        @Override
        boolean hasMasks(Path part) {
            Path labels = part.resolve(FOLDER);
            return Files.isDirectory(labels) && ImageFiles.in(labels).stream().anyMatch(Dagm::isLabel);
        }

        private static boolean isLabel(Path file) {
            return ImageFiles.name(file).toLowerCase(Locale.ROOT).endsWith("_label.png");
        }

        @Override
        boolean isMask(Path image) {
            return false;
        }

        @Override
        Optional<Path> maskOf(Path image) {
            String label = ImageFiles.stem(image) + "_label.";
            return Stream.of("PNG", "png")
                    .map(ending -> image.resolveSibling(FOLDER).resolve(label + ending))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }
}
