package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.FolderName.Content;
import io.xvad.data.dataset.FolderName.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Opens data sets laid out as MVTec AD and those after it: {@code train/good}, {@code test/good}, {@code test/DEFECT} and masks in
 * {@code ground_truth/DEFECT}; or {@code rgb} and {@code gt} within each, as MVTec 3D-AD.
 */
final class SplitLayout {

    private SplitLayout() {}

    static boolean recognises(Path root) {
        return !learned(root).isEmpty();
    }

    /** MVTec 3D-AD: the images are in {@code rgb}, beside {@code xyz}. */
    static boolean isThreeD(Path root) {
        return learned(root).stream().anyMatch(folder -> child(folder, "rgb") != folder);
    }

    /** MVTec AD 2: of the three parts to test on one has labels. */
    static boolean isSecond(Path root) {
        return recognises(root)
                && folders(root, name -> name.is(Split.TEST)).stream()
                        .anyMatch(test -> ImageFiles.name(test).equalsIgnoreCase("test_public"));
    }

    /** MVTec LOCO AD: there are logical anomalies. */
    static boolean isLoco(Path root) {
        return recognises(root)
                && folders(root, name -> name.is(Split.TEST)).stream()
                        .flatMap(test -> ImageFiles.directories(test).stream())
                        .anyMatch(kind -> ImageFiles.name(kind).equalsIgnoreCase("logical_anomalies"));
    }

    /** BTAD: what is good is called {@code ok}, and what is not {@code ko}. */
    static boolean isBtad(Path root) {
        return recognises(root)
                && folders(root, name -> name.is(Split.TEST)).stream()
                        .flatMap(test -> ImageFiles.directories(test).stream())
                        .anyMatch(kind -> ImageFiles.name(kind).equalsIgnoreCase("ko"));
    }

    static AnomalyDataset open(Path root, String layout) {
        List<Path> learned = learned(root);
        if (learned.isEmpty()) {
            throw new XvadDataException(
                    root.resolve("train").resolve(TestCase.GOOD) + ": no such directory; a data set of this layout has"
                            + " train/good, or train/OK or train/normal");
        }
        Gathering gathering = new Gathering(root);
        learned.forEach(folder -> gathering.learn(child(folder, "rgb")));
        for (Path child : ImageFiles.directories(root)) {
            FolderName name = FolderName.of(child);
            if (name.is(Split.TRAIN)) {
                ignoreAllBut(learned, child, gathering);
            } else if (!name.is(Content.MASKS) && !name.isTested()) {
                gathering.ignore(child);
            }
        }
        gathering.ignoreWithin(root);
        MaskFolders masks = new MaskFolders(folders(root, name -> name.is(Content.MASKS)));
        folders(root, name -> name.isTested() && name.is(Content.ANOMALOUS))
                .forEach(folder -> gathering.testAnomalous(folder, masks));
        folders(root, name -> name.isTested() && name.is(Content.NORMAL)).forEach(gathering::testNormal);
        tests(root, masks, gathering);
        gathering.masks(masks);
        return gathering.dataset(layout);
    }

    private static void ignoreAllBut(List<Path> learned, Path train, Gathering gathering) {
        ImageFiles.directories(train).stream()
                .filter(child -> !learned.contains(child))
                .forEach(gathering::ignore);
        gathering.ignoreWithin(train);
    }

    /** What lies in {@code test/*}, with the masks beside {@code test} unless there are some within. */
    static void tests(Path root, MaskFolders masks, Gathering gathering) {
        for (Path test : folders(root, name -> name.is(Split.TEST) && name.is(Content.UNSAID))) {
            List<Path> within = ImageFiles.directories(test).stream()
                    .filter(FolderName::isOnlyMasks)
                    .toList();
            MaskFolders own = within.isEmpty() ? masks : new MaskFolders(within);
            for (Path kind : ImageFiles.directories(test)) {
                if (!within.contains(kind)) {
                    kind(kind, own, gathering);
                }
            }
            gathering.ignoreWithin(test);
            if (own != masks) {
                gathering.masks(own);
            }
        }
    }

    private static void kind(Path kind, MaskFolders masks, Gathering gathering) {
        Path images = child(kind, "rgb");
        FolderName name = FolderName.of(kind);
        if (name.is(Content.NORMAL)) {
            gathering.testNormal(images);
        } else if (name.is(Content.AMBIGUOUS)) {
            gathering.ignore(kind);
        } else if (images == kind) {
            gathering.testAnomalous(kind, ImageFiles.name(kind), masks);
        } else {
            MaskFolders own = new MaskFolders(folders(kind, masked -> masked.is(Content.MASKS)));
            gathering.testAnomalous(images, ImageFiles.name(kind), own);
            gathering.masks(own);
        }
    }

    private static List<Path> learned(Path root) {
        return folders(root, name -> name.is(Split.TRAIN)).stream()
                .flatMap(train -> folders(train, name -> name.is(Content.NORMAL)).stream())
                .toList();
    }

    private static List<Path> folders(Path parent, Predicate<FolderName> wanted) {
        return ImageFiles.directories(parent).stream()
                .filter(child -> wanted.test(FolderName.of(child)))
                .toList();
    }

    /** The folder of that name within another; the other itself if there is none. */
    private static Path child(Path folder, String name) {
        return ImageFiles.directories(folder).stream()
                .filter(child -> ImageFiles.name(child).equalsIgnoreCase(name))
                .findFirst()
                .orElse(folder);
    }
}
