package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the magnetic tiles (MTD) of Huang et al. 2020 as their authors give them: {@code MT_Free/Imgs} of normal ones and {@code
 * MT_Blowhole/Imgs} and others of defects, each with {@code NAME.jpg} and its mask {@code NAME.png}.
 */
final class MagneticTileLayout implements Layout {

    private static final String PREFIX = "MT_";
    private static final String IMAGES = "Imgs";
    private static final String NORMAL = PREFIX + "Free";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(NORMAL).resolve(IMAGES));
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering = new Gathering(root);
        Path normal = root.resolve(NORMAL).resolve(IMAGES);
        gathering.addHeldOut(normal, photographs(normal));
        ImageFiles.directories(root).stream()
                .filter(kind -> ImageFiles.name(kind).startsWith(PREFIX))
                .filter(kind -> !ImageFiles.name(kind).equals(NORMAL) && Files.isDirectory(kind.resolve(IMAGES)))
                .forEach(kind -> anomalies(kind, gathering));
        return gathering.dataset(name + HeldOut.RULE);
    }

    private static List<Path> photographs(Path folder) {
        return ImageFiles.in(folder).stream()
                .filter(image -> ImageFiles.ending(image).startsWith("j"))
                .toList();
    }

    private static void anomalies(Path kind, Gathering gathering) {
        Path folder = kind.resolve(IMAGES);
        String defect = ImageFiles.name(kind).substring(PREFIX.length());
        List<Path> images = photographs(folder);
        for (Path image : images) {
            Path mask = image.resolveSibling(ImageFiles.stem(image) + ".png");
            gathering.test(new TestCase(image, defect, Optional.of(mask)));
        }
        gathering.part(folder, images.size(), Inventory.Use.ANOMALOUS_TEST);
    }
}
