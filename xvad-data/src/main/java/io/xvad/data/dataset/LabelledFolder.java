package io.xvad.data.dataset;

import io.xvad.core.LabelledSamples;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images of a directory, to learn from. Either {@code anomalous/*}, with subdirectories named as the kind of anomaly
 * if it is known, and {@code masks/*} of the same names; or one directory a kind, {@code KIND/*}, with {@code masks/KIND/*},
 * where the kinds {@code good} and {@code normal} are normal images. Masks may be missing for all, but not for some.
 */
public final class LabelledFolder {

    private static final String MASKS = "masks";
    private static final String NORMAL = "normal";

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
        List<TestCase> cases = Files.isDirectory(directory.resolve(TestCase.ANOMALOUS))
                ? FolderLayout.anomalies(directory)
                : byKind(directory);
        if (cases.isEmpty()) {
            throw new XvadDataException(directory + ": no labelled images found; put them into " + TestCase.ANOMALOUS
                    + "/, or into a directory for each kind of anomaly");
        }
        return new LabelledImages(cases.stream().map(one -> one.readBy(reader)).toList());
    }

    private static List<TestCase> byKind(Path directory) {
        List<TestCase> cases = new ArrayList<>();
        for (Path kind : ImageFiles.directories(directory)) {
            if (!ImageFiles.name(kind).equals(MASKS)) {
                cases.addAll(ofKind(directory, kind));
            }
        }
        return cases;
    }

    private static List<TestCase> ofKind(Path directory, Path kind) {
        String name = ImageFiles.name(kind);
        boolean normal = name.equals(TestCase.GOOD) || name.equals(NORMAL);
        return ImageFiles.below(kind).stream()
                .map(file -> new TestCase(
                        file,
                        normal ? TestCase.GOOD : name,
                        normal ? Optional.empty() : FolderLayout.maskOf(directory.resolve(MASKS), directory, file)))
                .toList();
    }
}
