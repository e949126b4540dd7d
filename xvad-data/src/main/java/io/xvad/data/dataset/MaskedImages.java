package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Images of which the masks tell whether they are normal.
 *
 * @param normal those without a mask that says otherwise
 * @param anomalous those with one, and it
 */
record MaskedImages(List<Path> normal, Map<Path, Path> anomalous) {

    /**
     * Divides images.
     *
     * @param maskOf the mask of an anomalous image; empty for a normal one
     */
    static MaskedImages of(List<Path> images, Function<Path, Optional<Path>> maskOf) {
        List<Path> normal = new ArrayList<>();
        Map<Path, Path> anomalous = new LinkedHashMap<>();
        for (Path image : images) {
            Optional<Path> mask = maskOf.apply(image);
            if (mask.isPresent()) {
                anomalous.put(image, mask.get());
            } else {
                normal.add(image);
            }
        }
        return new MaskedImages(normal, anomalous);
    }

    /** Learns from the normal ones of a folder and says that the others are left out. */
    void learn(Path folder, Gathering gathering) {
        gathering.addLearned(folder, normal);
        gathering.part(folder, anomalous.size(), Inventory.Use.UNUSED);
    }

    void testAnomalous(Path folder, Gathering gathering) {
        anomalous.forEach((image, mask) -> gathering.test(new TestCase(image, TestCase.ANOMALOUS, Optional.of(mask))));
        gathering.part(folder, anomalous.size(), Inventory.Use.ANOMALOUS_TEST);
    }
}
