package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the chest radiographs of CheXpert (Irvin et al. 2019): {@code train.csv} and {@code valid.csv} with the place of each image and 14
 * columns of findings, which are 1, 0, -1 for uncertain, or blank. An image of {@code No Finding} is normal. A finding is a category: then
 * only images of it are tested on beside normal ones. Learned from are the normal images of {@code train.csv}, tested on those of
 * {@code valid.csv}; the kind of an anomalous image is its first finding that is certain, and an image without one is left out.
 */
final class ChexpertLayout implements Layout {

    private static final String TRAIN = "train.csv";
    private static final String TEST = "valid.csv";
    private static final String NORMAL = "No Finding";
    private static final List<String> FINDINGS = List.of(
            "Enlarged Cardiomediastinum",
            "Cardiomegaly",
            "Lung Opacity",
            "Lung Lesion",
            "Edema",
            "Consolidation",
            "Pneumonia",
            "Atelectasis",
            "Pneumothorax",
            "Pleural Effusion",
            "Pleural Other",
            "Fracture");

    @Override
    public boolean recognises(Path root) {
        return Files.isRegularFile(root.resolve(TRAIN))
                && Files.isRegularFile(root.resolve(TEST))
                && Files.isDirectory(root.resolve("valid"))
                && ImageFiles.directories(root.resolve("valid")).stream()
                        .anyMatch(patient -> ImageFiles.name(patient).startsWith("patient"));
    }

    @Override
    public List<String> categories(Path root) {
        return FINDINGS;
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering =
                category.map(finding -> Gathering.category(root, finding)).orElseGet(() -> new Gathering(root));
        List<Path> learned = new ArrayList<>();
        CsvTable.each(root.resolve(TRAIN), row -> {
            if (isSure(root.resolve(TRAIN), row, NORMAL)) {
                learned.add(image(root, root.resolve(TRAIN), row));
            }
        });
        if (learned.isEmpty()) {
            throw new XvadDataException(root.resolve(TRAIN) + ": has no image of '" + NORMAL + "'");
        }
        gathering.addLearned(root.resolve("train"), learned);
        test(root, category, gathering);
        return gathering.dataset(name);
    }

    private static void test(Path root, Optional<String> category, Gathering gathering) {
        Path table = root.resolve(TEST);
        List<Path> normal = new ArrayList<>();
        int anomalous = 0;
        List<String> wanted = category.map(List::of).orElse(FINDINGS);
        for (Map<String, String> row : CsvTable.read(table)) {
            Path image = image(root, table, row);
            Optional<String> finding =
                    wanted.stream().filter(one -> isSure(table, row, one)).findFirst();
            if (isSure(table, row, NORMAL)) {
                normal.add(image);
            } else if (finding.isPresent()) {
                gathering.test(new TestCase(image, finding.get(), Optional.empty()));
                anomalous++;
            }
        }
        gathering.addTestNormal(root.resolve("valid"), normal);
        gathering.part(root.resolve("valid"), anomalous, Inventory.Use.ANOMALOUS_TEST);
    }

    private static boolean isSure(Path table, Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new XvadDataException(table + ": has no column '" + column + "'");
        }
        return value.equals("1") || value.equals("1.0");
    }

    /** The place begins with the name of the folder of the data set, such as {@code CheXpert-v1.0-small/valid/…}. */
    private static Path image(Path root, Path table, Map<String, String> row) {
        String place = row.getOrDefault("Path", "").replace('\\', '/');
        if (place.indexOf('/') < 0) {
            throw new XvadDataException(table + ": '" + place + "' is no place of an image of this data set");
        }
        try {
            return ImageFiles.within(root, place.substring(place.indexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(table + ": '" + place + "' is no place of an image of this data set", e);
        }
    }
}
