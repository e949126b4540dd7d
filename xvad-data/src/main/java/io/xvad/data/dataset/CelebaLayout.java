package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens CelebA (Liu et al. 2015): {@code img_align_celeba/000001.jpg}, {@code list_attr_celeba.txt} and {@code list_eval_partition.txt}.
 * A category is an attribute, such as {@code Eyeglasses}, that makes an image anomalous; images without it are normal. The partition to
 * validate on is left out.
 */
final class CelebaLayout implements Layout {

    private static final String IMAGES = "img_align_celeba";
    private static final String ATTRIBUTES = "list_attr_celeba.txt";
    private static final String PARTITION = "list_eval_partition.txt";
    private static final String NORMAL = "without";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(IMAGES)) && Files.isRegularFile(root.resolve(ATTRIBUTES));
    }

    @Override
    public List<String> categories(Path root) {
        List<String> lines = lines(root.resolve(ATTRIBUTES));
        if (lines.size() < 2) {
            throw new XvadDataException(root.resolve(ATTRIBUTES) + ": its second line has the names of attributes");
        }
        return List.of(fields(lines.get(1)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    private static String[] fields(String line) {
        return line.strip().split("\\s+");
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        List<String> attributes = categories(root);
        String attribute = category.orElseThrow(() -> new XvadDataException(root
                + ": name the attribute that makes an image anomalous by --category (in Java open(root, category)): "
                + String.join(", ", attributes)));
        Map<String, String> partition = partition(root.resolve(PARTITION));
        List<ClassImage> all = new ArrayList<>();
        List<String> lines = lines(root.resolve(ATTRIBUTES));
        for (int i = 2; i < lines.size(); i++) {
            String[] row = fields(lines.get(i));
            String where = root.resolve(ATTRIBUTES) + ", line " + (i + 1);
            String label = has(where, row, attributes.size(), attributes.indexOf(attribute)) ? attribute : NORMAL;
            String part = Optional.ofNullable(partition.get(row[0]))
                    .orElseThrow(() -> new XvadDataException(where + ": " + row[0] + " is not in " + PARTITION));
            if (!part.equals("1")) {
                all.add(new ClassImage(ImageSource.of(image(root, where, row[0])), label, part.equals("0")));
            }
        }
        return renamed(OneClass.of(root, NORMAL, all, name + ", attribute " + attribute), root, attribute);
    }

    private static Path image(Path root, String where, String place) {
        try {
            return ImageFiles.within(root.resolve(IMAGES), place);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(where + ": " + e.getMessage(), e);
        }
    }

    private static AnomalyDataset renamed(AnomalyDataset dataset, Path root, String attribute) {
        String name = ImageFiles.name(root.toAbsolutePath().normalize()) + "/" + attribute;
        return new AnomalyDataset(name, dataset.train(), dataset.test(), dataset.inventory());
    }

    private static boolean has(String where, String[] row, int attributes, int column) {
        if (row.length != attributes + 1 || !row[column + 1].matches("-?1")) {
            throw new XvadDataException(where + ": must be the name of an image and " + attributes + " times 1 or -1: "
                    + Arrays.toString(row));
        }
        return row[column + 1].equals("1");
    }

    /** The number of the part of each image: 0 to learn from, 1 to validate on, 2 to test on. */
    private static Map<String, String> partition(Path file) {
        Map<String, String> partition = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] row = fields(lines.get(i));
            if (row.length != 2 || !row[1].matches("[012]")) {
                throw new XvadDataException(
                        file + ", line " + (i + 1) + ": must be the name of an image and 0, 1 or 2: " + lines.get(i));
            }
            partition.put(row[0], row[1]);
        }
        return partition;
    }
}
