package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the brain MRI images for tumour detection that go around as {@code brain_tumor_dataset}: {@code no/} of normal images and {@code
 * yes/Y1.jpg} of tumours.
 */
final class BrainMriLayout implements Layout {

    private static final String TUMOUR = "yes";
    private static final String NORMAL = "no";

    /** Folders called yes and no could hold anything: the names of the images tell. */
    @Override
    public boolean recognises(Path root) {
        if (!Files.isDirectory(root.resolve(TUMOUR)) || !Files.isDirectory(root.resolve(NORMAL))) {
            return false;
        }
        List<Path> tumours = ImageFiles.in(root.resolve(TUMOUR));
        return !tumours.isEmpty()
                && tumours.stream().allMatch(image -> ImageFiles.stem(image).matches("Y\\d+"));
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering = new Gathering(root);
        gathering.addHeldOut(root.resolve(NORMAL), ImageFiles.in(root.resolve(NORMAL)));
        gathering.testAnomalous(root.resolve(TUMOUR), "tumour", MaskFolders.none());
        return gathering.dataset(name + HeldOut.RULE);
    }
}
