package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens one object of VisA as its authors give it: {@code Data/Images/Normal}, {@code Data/Images/Anomaly}, {@code
 * Data/Masks/Anomaly}. Which normal images are to test on says {@code split_csv/1cls.csv} beside the objects, what is wrong with
 * the others {@code image_anno.csv}.
 */
final class VisaLayout {

    private static final String SPLITS = "split_csv/1cls.csv";

    private VisaLayout() {}

    static boolean recognises(Path root) {
        return Files.isDirectory(normal(root)) && Files.isDirectory(root.resolve("Data/Images/Anomaly"));
    }

    private static Path normal(Path root) {
        return root.resolve("Data/Images/Normal");
    }

    static AnomalyDataset open(Path root, String layout) {
        if (!recognises(root)) {
            throw new XvadDataException(normal(root)
                    + ": no such directory; an object of VisA has Data/Images/Normal and Data/Images/Anomaly");
        }
        Gathering gathering = new Gathering(root);
        Optional<Path> splits = splits(root);
        if (splits.isPresent()) {
            split(root, splits.get(), gathering);
        } else {
            gathering.learn(normal(root));
        }
        anomalies(root, gathering);
        return gathering.dataset(
                splits.isPresent() ? layout : layout + " without " + SPLITS + ", so none is normal to test on");
    }

    private static Optional<Path> splits(Path root) {
        return Stream.of(
                        root.resolveSibling(SPLITS),
                        root.resolve(SPLITS),
                        root.toAbsolutePath().normalize().resolveSibling(SPLITS))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void split(Path root, Path splits, Gathering gathering) {
        String object = ImageFiles.name(root.toAbsolutePath().normalize());
        Map<String, String> splitOf = new LinkedHashMap<>();
        for (Map<String, String> row : CsvTable.read(splits)) {
            if (object.equals(row.get("object"))) {
                splitOf.put(place(row.getOrDefault("image", "")), row.getOrDefault("split", ""));
            }
        }
        ImageFolder all = ImageFolder.of(normal(root));
        NormalImages.require(normal(root), all.files());
        gathering.passedOver(all.passedOver());
        List<Path> learned =
                all.files().stream().filter(file -> !isTest(splitOf, file)).toList();
        if (learned.isEmpty()) {
            throw new XvadDataException(splits + ": names no image of " + normal(root) + " to train on");
        }
        gathering.addLearned(normal(root), learned);
        gathering.addTestNormal(
                normal(root),
                all.files().stream().filter(file -> isTest(splitOf, file)).toList());
    }

    private static boolean isTest(Map<String, String> splitOf, Path file) {
        return "test".equals(splitOf.get(place(file.toString())));
    }

    private static void anomalies(Path root, Gathering gathering) {
        Path anomalous = root.resolve("Data/Images/Anomaly");
        Map<String, String> kinds = kinds(root);
        MaskFolders masks = new MaskFolders(List.of(root.resolve("Data/Masks")));
        gathering.testAnomalous(
                anomalous, masks, image -> kinds.getOrDefault(place(image.toString()), TestCase.ANOMALOUS));
        gathering.masks(masks);
    }

    /** What is wrong, by the place of the image; of several defects all in one name, as they stand there. */
    private static Map<String, String> kinds(Path root) {
        Map<String, String> kinds = new LinkedHashMap<>();
        Path annotations = root.resolve("image_anno.csv");
        if (Files.isRegularFile(annotations)) {
            for (Map<String, String> row : CsvTable.read(annotations)) {
                String label = row.getOrDefault("label", "");
                if (!label.isEmpty() && !label.equals("normal")) {
                    kinds.put(place(row.getOrDefault("image", "")), label);
                }
            }
        }
        return kinds;
    }

    /** The last two names of a path, such as {@code Normal/0000.JPG}. */
    private static String place(String path) {
        String[] names = path.replace('\\', '/').split("/", -1);
        return names.length < 2 ? path : names[names.length - 2] + "/" + names[names.length - 1];
    }
}
