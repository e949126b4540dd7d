package io.xvad.data.dataset;

import io.xvad.data.dataset.FolderName.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens directories by label, such as {@code normal}, {@code test-normal}, {@code anomalous} and {@code masks}, or {@code good},
 * {@code bad} and {@code mask}; perhaps with a folder {@code images} around those of images.
 */
final class FolderLayout {

    private static final int DEEPEST = 2;

    private FolderLayout() {}

    static boolean recognises(Path root) {
        return labelled(root).anyMatch(FolderLayout::isLearned);
    }

    static AnomalyDataset open(Path root, String layout) {
        if (Files.isRegularFile(root) || !recognises(root)) {
            return PlainFolder.open(root);
        }
        Gathering gathering = new Gathering(root);
        labelled(root).filter(FolderLayout::isLearned).forEach(gathering::learn);
        labelled(root)
                .filter(child -> FolderName.of(child).isTested())
                .filter(child -> FolderName.of(child).is(Content.NORMAL))
                .forEach(gathering::testNormal);
        MaskFolders masks = anomalies(root, gathering);
        SplitLayout.tests(root, masks, gathering);
        gathering.masks(masks);
        labelled(root).filter(FolderLayout::isUnknown).forEach(gathering::ignore);
        gathering.ignoreWithin(root);
        return gathering.dataset(layout);
    }

    /** Adds the images of the folders named as anomalous, with the masks beside them, which it gives. */
    static MaskFolders anomalies(Path root, Gathering gathering) {
        MaskFolders masks = new MaskFolders(labelled(root)
                .filter(child -> FolderName.of(child).is(Content.MASKS))
                .toList());
        labelled(root)
                .filter(FolderLayout::isAnomalous)
                .forEach(anomalous -> gathering.testAnomalous(anomalous, masks));
        return masks;
    }

    private static boolean isLearned(Path child) {
        FolderName name = FolderName.of(child);
        return name.is(Content.NORMAL) && name.mayBeLearned();
    }

    private static boolean isAnomalous(Path child) {
        FolderName name = FolderName.of(child);
        return name.is(Content.ANOMALOUS) && name.isTested();
    }

    private static boolean isUnknown(Path child) {
        FolderName name = FolderName.of(child);
        return !isLearned(child) && !name.isTested() && !name.is(Content.MASKS);
    }

    /** The folders of a data set; of one around others, as {@code images}, those within. */
    private static Stream<Path> labelled(Path root) {
        return labelled(root, DEEPEST);
    }

    private static Stream<Path> labelled(Path folder, int depth) {
        return ImageFiles.directories(folder).stream()
                .flatMap(child -> depth > 0 && isAround(child) ? labelled(child, depth - 1) : Stream.of(child));
    }

    private static boolean isAround(Path child) {
        return FolderName.isImages(child)
                && ImageFiles.directories(child).stream()
                        .anyMatch(inner -> FolderName.isImages(inner)
                                || !FolderName.of(inner).is(Content.UNSAID));
    }

    /**
     * The anomalous images of directories by label.
     *
     * @throws io.xvad.core.XvadDataException if one has no mask though others have
     */
    static List<TestCase> anomalies(Path root) {
        Gathering gathering = new Gathering(root);
        anomalies(root, gathering);
        gathering.tests().forEach(TestCase::requireMask);
        return List.copyOf(gathering.tests());
    }
}
