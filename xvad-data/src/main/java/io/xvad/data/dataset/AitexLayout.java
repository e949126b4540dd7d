package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens the fabrics of AITEX (Silvestre-Blanes et al. 2019): {@code NODefect_images}, {@code Defect_images} and {@code Mask_images}, of
 * which an image is called {@code nnnn_ddd_ff.png}, the codes of its defect and its fabric after its number. A fabric is a category. An
 * image has one mask, several, or none.
 */
final class AitexLayout implements Layout {

    private static final Pattern NAME = Pattern.compile("\\d{4}_(\\d{3})_(\\d{2})");
    private static final String NORMAL = "NODefect_images";
    private static final String ANOMALOUS = "Defect_images";
    private static final String MASKS = "Mask_images";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(NORMAL)) && Files.isDirectory(root.resolve(ANOMALOUS));
    }

    @Override
    public List<String> categories(Path root) {
        return List.copyOf(normals(root).keySet());
    }

    /** The normal images by fabric. */
    private static Map<String, List<Path>> normals(Path root) {
        Map<String, List<Path>> normals = new TreeMap<>();
        ImageFiles.below(root.resolve(NORMAL))
                .forEach(image -> normals.computeIfAbsent(name(image).group(2), fabric -> new ArrayList<>())
                        .add(image));
        return normals;
    }

    private static Matcher name(Path image) {
        Matcher name = NAME.matcher(ImageFiles.stem(image));
        if (!name.matches()) {
            throw new XvadDataException(
                    image + ": images of AITEX are called nnnn_ddd_ff.png (number, defect, fabric)");
        }
        return name;
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering =
                category.map(fabric -> Gathering.category(root, fabric)).orElseGet(() -> new Gathering(root));
        normals(root).forEach((fabric, images) -> {
            if (category.isEmpty() || fabric.equals(category.get())) {
                gathering.addHeldOut(root.resolve(NORMAL), images);
            }
        });
        List<Path> masks = Files.isDirectory(root.resolve(MASKS)) ? ImageFiles.in(root.resolve(MASKS)) : List.of();
        List<Path> anomalous = ImageFiles.in(root.resolve(ANOMALOUS)).stream()
                .filter(image -> category.isEmpty() || name(image).group(2).equals(category.get()))
                .toList();
        anomalous.forEach(image -> gathering.test(anomaly(image, masks)));
        gathering.part(root.resolve(ANOMALOUS), anomalous.size(), Inventory.Use.ANOMALOUS_TEST);
        return gathering.dataset(name + HeldOut.RULE);
    }

    private static TestCase anomaly(Path image, List<Path> masks) {
        String beginning = ImageFiles.stem(image) + "_mask";
        List<Path> own = masks.stream()
                .filter(mask -> ImageFiles.name(mask).startsWith(beginning))
                .toList();
        Optional<MaskSource> union = own.isEmpty()
                ? Optional.empty()
                : Optional.of((of, height, width) -> Optional.of(DrawnMask.union(own)));
        return new TestCase(image, name(image).group(1), Optional.empty(), union);
    }
}
