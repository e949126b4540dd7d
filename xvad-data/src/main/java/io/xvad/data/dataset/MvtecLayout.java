package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens data sets laid out as MVTec AD. */
final class MvtecLayout {

    private MvtecLayout() {}

    static AnomalyDataset open(Path root) {
        Path train = root.resolve("train").resolve(TestCase.GOOD);
        if (!Files.isDirectory(train)) {
            throw new XvadDataException(train + ": no such directory; an MVTec data set has train/good");
        }
        List<TestCase> test = new ArrayList<>();
        Path testRoot = root.resolve("test");
        if (Files.isDirectory(testRoot)) {
            for (Path defect : ImageFiles.directories(testRoot)) {
                test.addAll(cases(root, defect));
            }
        }
        return new AnomalyDataset(ImageFiles.name(root.toAbsolutePath().normalize()), ImageFolder.of(train), test);
    }

    private static List<TestCase> cases(Path root, Path directory) {
        String defect = ImageFiles.name(directory);
        return ImageFiles.below(directory).stream()
                .map(file -> new TestCase(file, defect, maskOf(root, defect, file)))
                .toList();
    }

    private static Optional<Path> maskOf(Path root, String defect, Path file) {
        if (defect.equals(TestCase.GOOD)) {
            return Optional.empty();
        }
        Path mask = root.resolve("ground_truth").resolve(defect).resolve(ImageFiles.stem(file) + "_mask.png");
        if (!Files.isRegularFile(mask)) {
            throw new XvadDataException("image " + file + " has no mask: " + mask + " is missing");
        }
        return Optional.of(mask);
    }
}
