package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.label.AnnotationFiles;
import io.xvad.data.map.MaskSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Directories of which one says what is in them, without any layout. Immutable and thread-safe.
 *
 * <pre>{@code
 * AnomalyDataset dataset = ImageDirectories.none()
 *         .withNormal(List.of(Path.of("good")))
 *         .withAnomalous(List.of(Path.of("scratched")))
 *         .withMasks(List.of(Path.of("drawn")))
 *         .open();
 * }</pre>
 *
 * @param normal normal images, to learn from
 * @param testNormal other normal images, to test on
 * @param anomalous anomalous images, to test on; folders within are taken as kinds of anomaly
 * @param masks where their masks are, at the same relative places, with or without a folder named as that of the images; names as
 *     {@code NAME_mask}, {@code NAME} or {@code NAME_gt}; or files of a label tool, as {@link AnnotationFiles} reads them
 */
public record ImageDirectories(List<Path> normal, List<Path> testNormal, List<Path> anomalous, List<Path> masks) {

    public ImageDirectories {
        normal = List.copyOf(normal);
        testNormal = List.copyOf(testNormal);
        anomalous = List.copyOf(anomalous);
        masks = List.copyOf(masks);
    }

    /** No directories yet. */
    public static ImageDirectories none() {
        return new ImageDirectories(List.of(), List.of(), List.of(), List.of());
    }

    /** With normal images to learn from. */
    public ImageDirectories withNormal(List<Path> directories) {
        return new ImageDirectories(directories, testNormal, anomalous, masks);
    }

    /** With normal images to test on, which must not be learned from. */
    public ImageDirectories withTestNormal(List<Path> directories) {
        return new ImageDirectories(normal, directories, anomalous, masks);
    }

    /** With anomalous images to test on. */
    public ImageDirectories withAnomalous(List<Path> directories) {
        return new ImageDirectories(normal, testNormal, directories, masks);
    }

    /** With the masks of the anomalous images. */
    public ImageDirectories withMasks(List<Path> directories) {
        return new ImageDirectories(normal, testNormal, anomalous, directories);
    }

    /** Whether no directory was named. */
    public boolean isEmpty() {
        return equals(none());
    }

    /**
     * Finds the images; none is read yet. The data set is named after the first directory.
     *
     * @throws XvadDataException if a directory is not there or has no image, or a folder within one of normal images looks like
     *     anomalies, tests or masks
     */
    public AnomalyDataset open() {
        List<Path> all = new ArrayList<>(normal);
        all.addAll(testNormal);
        all.addAll(anomalous);
        List<MaskSource> labels = masks.stream()
                .flatMap(place -> AnnotationFiles.find(place).stream())
                .toList();
        List<Path> drawnIn = masks.stream()
                .filter(place -> AnnotationFiles.find(place).isEmpty())
                .toList();
        all.addAll(drawnIn);
        all.forEach(ImageDirectories::requireImages);
        Gathering gathering = Gathering.anywhere(
                all.isEmpty() ? "" : ImageFiles.name(all.get(0).toAbsolutePath().normalize()));
        MaskFolders drawn = new MaskFolders(drawnIn);
        normal.forEach(gathering::learn);
        testNormal.forEach(gathering::testNormal);
        anomalous.forEach(directory -> gathering.testAnomalous(directory, drawn));
        gathering.masks(drawn);
        AnomalyDataset dataset = gathering.dataset("");
        return labels.isEmpty() ? dataset : dataset.withMasks(firstOf(labels));
    }

    private static MaskSource firstOf(List<MaskSource> sources) {
        return (image, height, width) -> sources.stream()
                .flatMap(source -> source.maskOf(image, height, width).stream())
                .findFirst();
    }

    private static void requireImages(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        ImageFolder.of(directory);
    }
}
