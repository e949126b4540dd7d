package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens KolektorSDD (Tabernik et al. 2020): {@code kos01/Part0.jpg} with {@code kos01/Part0_label.bmp}. An image is anomalous if its
 * mask is not empty, so all masks are read when it is opened. The images of every fifth item are to test on: images of one item
 * are too alike to be on both sides. Anomalous images of the other items are left out.
 */
final class KolektorLayout implements Layout {

    private static final String MASK = "_label.bmp";

    @Override
    public boolean recognises(Path root) {
        return items(root).stream().anyMatch(item -> !parts(item).isEmpty());
    }

    private static List<Path> items(Path root) {
        return ImageFiles.directories(root).stream()
                .filter(item -> ImageFiles.name(item).matches("kos\\d+"))
                .toList();
    }

    private static List<Path> parts(Path item) {
        return ImageFiles.in(item).stream()
                .filter(part -> ImageFiles.name(part).toLowerCase(Locale.ROOT).matches("part\\d+\\.jpe?g"))
                .toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        List<Path> items = items(root);
        Gathering gathering = new Gathering(root);
        for (int i = 0; i < items.size(); i++) {
            Path item = items.get(i);
            MaskedImages images = MaskedImages.of(parts(item), KolektorLayout::mask);
            if (HeldOut.tests(i)) {
                gathering.addTestNormal(item, images.normal());
                images.testAnomalous(item, gathering);
            } else {
                images.learn(item, gathering);
            }
        }
        return gathering.dataset(name + " (it has no split of its own: the images of every fifth item are to test on)");
    }

    private static Optional<Path> mask(Path image) {
        Path mask = image.resolveSibling(ImageFiles.stem(image) + MASK);
        if (!Files.isRegularFile(mask)) {
            throw new XvadDataException("image " + image + " has no mask: " + mask + " is missing");
        }
        return Optional.of(mask).filter(drawn -> DrawnMask.read(drawn).any());
    }
}
