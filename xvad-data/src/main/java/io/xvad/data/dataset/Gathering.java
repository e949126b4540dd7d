package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gathers the images of a data set folder by folder, and keeps account of them. Not thread-safe. */
final class Gathering {

    private final Path root;
    private final String name;
    private final List<Path> learned = new ArrayList<>();
    private final List<TestCase> tests = new ArrayList<>();
    private final List<Inventory.Part> parts = new ArrayList<>();
    private PassedOver passedOver = PassedOver.nothing();

    /** Gathers a data set from one folder, after which it is named. */
    Gathering(Path root) {
        this(root, ImageFiles.name(root.toAbsolutePath().normalize()));
    }

    /** Gathers one category of a data set, named after the folder and the category. */
    static Gathering category(Path root, String category) {
        return new Gathering(root, ImageFiles.name(root.toAbsolutePath().normalize()) + "/" + category);
    }

    private Gathering(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    /** Gathers a data set from folders that have no common root. */
    static Gathering anywhere(String name) {
        return new Gathering(Path.of(""), name);
    }

    /**
     * Learns from the images below a folder.
     *
     * @throws XvadDataException if there are none, or some do not look normal
     */
    void learn(Path folder) {
        ImageFolder images = ImageFolder.of(folder);
        NormalImages.require(folder, images.files());
        passedOver = passedOver.and(images.passedOver());
        addLearned(folder, images.files());
    }

    void addLearned(Path folder, List<Path> images) {
        learned.addAll(images);
        part(folder, images.size(), Inventory.Use.LEARN);
    }

    /** Learns from most normal images of a data set without a split, and tests on the others; see {@link HeldOut}. */
    void addHeldOut(Path folder, List<Path> images) {
        addLearned(folder, HeldOut.learned(images));
        addTestNormal(folder, HeldOut.tested(images));
    }

    void testNormal(Path folder) {
        addTestNormal(folder, below(folder));
    }

    void addTestNormal(Path folder, List<Path> images) {
        images.forEach(image -> tests.add(new TestCase(image, TestCase.GOOD, Optional.empty())));
        part(folder, images.size(), Inventory.Use.NORMAL_TEST);
    }

    /** Tests on the images below a folder, all anomalous in one way. */
    void testAnomalous(Path folder, String defect, MaskFolders masks) {
        testAnomalous(folder, masks, image -> defect);
    }

    /** Tests on the images below a folder, each anomalous in the way of the folder within that it lies in. */
    void testAnomalous(Path folder, MaskFolders masks) {
        testAnomalous(folder, masks, image -> {
            Path below = folder.relativize(image);
            return below.getNameCount() > 1 ? below.getName(0).toString() : ImageFiles.name(folder);
        });
    }

    void testAnomalous(Path folder, MaskFolders masks, Function<Path, String> defectOf) {
        String kind = ImageFiles.name(folder);
        List<Path> images = below(folder);
        for (Path image : images) {
            tests.add(new TestCase(image, defectOf.apply(image), masks.maskOf(kind, folder.relativize(image))));
        }
        part(folder, images.size(), Inventory.Use.ANOMALOUS_TEST);
    }

    /** Tests on one image. */
    void test(TestCase test) {
        tests.add(test);
    }

    void masks(MaskFolders masks) {
        masks.roots().forEach(folder -> part(folder, below(folder).size(), Inventory.Use.MASKS));
    }

    /** Leaves the images below a folder out, and says so. */
    void ignore(Path folder) {
        part(folder, below(folder).size(), Inventory.Use.UNUSED);
    }

    /** Leaves the images directly within a folder out, and says so. */
    void ignoreWithin(Path folder) {
        part(folder, ImageFiles.in(folder).size(), Inventory.Use.UNUSED);
    }

    void part(Path folder, int images, Inventory.Use use) {
        if (images > 0) {
            parts.add(new Inventory.Part(folder.startsWith(root) ? root.relativize(folder) : folder, images, use));
        }
    }

    void passedOver(PassedOver more) {
        passedOver = passedOver.and(more);
    }

    private List<Path> below(Path folder) {
        ImageSearch search = new ImageSearch(List.of());
        search.search(folder);
        passedOver = passedOver.and(search.passedOver());
        return search.found();
    }

    /**
     * All of it.
     *
     * @param layout what it was read as
     * @throws XvadDataException if one mask belongs to two images
     */
    AnomalyDataset dataset(String layout) {
        requireOwnMasks();
        return new AnomalyDataset(name, ImageFolder.ofFiles(learned), tests, new Inventory(layout, parts, passedOver));
    }

    List<TestCase> tests() {
        return tests;
    }

    private void requireOwnMasks() {
        Map<Path, Path> imageOf = new HashMap<>();
        for (TestCase test : tests) {
            test.maskFile().ifPresent(mask -> {
                Path other = imageOf.put(mask, test.file());
                if (other != null) {
                    throw new XvadDataException("mask " + mask + " would be that of two images, " + other + " and "
                            + test.file() + "; put masks into a folder for each kind of anomaly");
                }
            });
        }
    }
}
