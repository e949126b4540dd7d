package io.xvad.data.dataset;

import io.xvad.data.image.ImageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens Caltech-101 (Fei-Fei et al. 2004): {@code 101_ObjectCategories/CLASS/image_0001.jpg}. It has no split: every fifth image of a
 * class is to test on. {@code BACKGROUND_Google}, which shows no class of things, is left out.
 */
final class CaltechLayout implements Layout {

    private static final String FOLDER = "101_ObjectCategories";
    private static final String CLUTTER = "BACKGROUND_Google";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(FOLDER));
    }

    @Override
    public List<String> categories(Path root) {
        return ImageFiles.directories(root.resolve(FOLDER)).stream()
                .map(ImageFiles::name)
                .filter(name -> !name.equals(CLUTTER))
                .toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        List<String> classes = categories(root);
        String normal = OneClass.named(root, category, classes);
        List<ClassImage> all = new ArrayList<>();
        for (String label : classes) {
            List<Path> images = ImageFiles.in(root.resolve(FOLDER).resolve(label));
            for (int i = 0; i < images.size(); i++) {
                all.add(new ClassImage(ImageSource.of(images.get(i)), label, !HeldOut.tests(i)));
            }
        }
        return OneClass.of(root, normal, all, name + HeldOut.RULE);
    }
}
