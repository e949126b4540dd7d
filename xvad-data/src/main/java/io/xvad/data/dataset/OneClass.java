package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a data set of classes one of anomalies: one class is normal. Learned from are its images of the part to learn from; tested on
 * are all images of the part to test on, of which those of other classes are anomalous, each in the way of its class.
 */
final class OneClass {

    private OneClass() {}

    /**
     * The class that is to be normal.
     *
     * @throws XvadDataException listing the classes, if none is named
     */
    static String named(Path root, Optional<String> category, List<String> classes) {
        return category.orElseThrow(() -> new XvadDataException(
                root + ": is a data set of classes, of which one is to be normal; name it by --category (in Java"
                        + " open(root, category)): " + String.join(", ", classes)));
    }

    /**
     * The data set in which {@code normal} is normal, named after its folder and that class.
     *
     * @throws XvadDataException if the class has no images to learn from
     */
    static AnomalyDataset of(Path root, String normal, List<ClassImage> images, String layout) {
        List<ImageSource> learned = new ArrayList<>();
        List<TestCase> tests = new ArrayList<>();
        for (ClassImage image : images) {
            boolean isNormal = image.label().equals(normal);
            if (!image.learned()) {
                String defect = isNormal ? TestCase.GOOD : image.label();
                tests.add(new TestCase(image.source(), defect, Optional.empty()));
            } else if (isNormal) {
                learned.add(image.source());
            }
        }
        if (learned.isEmpty()) {
            throw new XvadDataException(root + ": class '" + normal + "' has no images to learn from");
        }
        String name = ImageFiles.name(root.toAbsolutePath().normalize()) + "/" + normal;
        Inventory inventory = new Inventory(
                layout + ", class '" + normal + "' normal", parts(learned.size(), tests), PassedOver.nothing());
        return new AnomalyDataset(name, new SourceImages(learned, ImageReader.withDefaults()), tests, inventory);
    }

    private static List<Inventory.Part> parts(int learned, List<TestCase> tests) {
        int anomalous = (int) tests.stream().filter(TestCase::anomalous).count();
        return List.of(
                new Inventory.Part(Path.of(""), learned, Inventory.Use.LEARN),
                new Inventory.Part(Path.of(""), tests.size() - anomalous, Inventory.Use.NORMAL_TEST),
                new Inventory.Part(Path.of(""), anomalous, Inventory.Use.ANOMALOUS_TEST));
    }
}
