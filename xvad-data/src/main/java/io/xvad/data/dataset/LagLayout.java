package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the fundus images of LAG (Li et al. 2019): {@code non_glaucoma/image} of normal ones and {@code suspicious_glaucoma/image}. The
 * maps of where an ophthalmologist looked, in {@code attention_map}, are no masks of what is anomalous, and are not read.
 */
final class LagLayout implements Layout {

    private static final String NORMAL = "non_glaucoma/image";
    private static final String ANOMALOUS = "suspicious_glaucoma/image";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(NORMAL)) && Files.isDirectory(root.resolve(ANOMALOUS));
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering = new Gathering(root);
        gathering.addHeldOut(root.resolve(NORMAL), ImageFiles.in(root.resolve(NORMAL)));
        gathering.testAnomalous(root.resolve(ANOMALOUS), "glaucoma", MaskFolders.none());
        return gathering.dataset(name + HeldOut.RULE);
    }
}
