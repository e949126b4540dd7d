package io.xvad.data.dataset;

import io.xvad.core.LabelledSamples;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.FolderName.Content;
import io.xvad.data.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Labelled images of a directory, to learn from. Either {@code anomalous/*}, with subdirectories named as the kind of anomaly
 * if it is known, and {@code masks/*} of the same names; or one directory a kind, {@code KIND/*}, with {@code masks/KIND/*},
 * where the kinds {@code good}, {@code normal}, {@code OK} and their like are normal images. Masks may be missing for all, but not
 * for some.
 */
public final class LabelledFolder {

    private LabelledFolder() {}

    /**
     * Finds the files; none is read yet.
     *
     * @throws XvadDataException if there is no such directory or no image in it, or one has no mask though masks are there
     */
    public static LabelledSamples of(Path directory) {
        return of(directory, ImageReader.withDefaults());
    }

    /**
     * Finds the files, which another reader reads, for example with another white level.
     *
     * @throws XvadDataException as {@link #of(Path)}
     */
    public static LabelledSamples of(Path directory, ImageReader reader) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        Gathering gathering = new Gathering(directory);
        if (Files.isDirectory(directory.resolve(TestCase.ANOMALOUS))) {
            FolderLayout.anomalies(directory, gathering);
        } else {
            byKind(directory, gathering);
        }
        if (gathering.tests().isEmpty()) {
            throw new XvadDataException(directory + ": no labelled images found; put them into " + TestCase.ANOMALOUS
                    + "/, or into a directory for each kind of anomaly");
        }
        gathering.tests().forEach(TestCase::requireMask);
        return new LabelledImages(
                gathering.tests().stream().map(one -> one.readBy(reader)).toList());
    }

    private static void byKind(Path directory, Gathering gathering) {
        List<Path> kinds = ImageFiles.directories(directory);
        MaskFolders masks = new MaskFolders(kinds.stream()
                .filter(kind -> FolderName.of(kind).is(Content.MASKS))
                .toList());
        for (Path kind : kinds) {
            FolderName name = FolderName.of(kind);
            if (name.is(Content.NORMAL)) {
                gathering.testNormal(kind);
            } else if (!name.is(Content.MASKS)) {
                gathering.testAnomalous(kind, ImageFiles.name(kind), masks);
            }
        }
    }
}
