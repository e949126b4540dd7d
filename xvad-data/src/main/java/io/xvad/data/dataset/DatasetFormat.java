package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.option.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a data set lies on disk. Small and capital letters in the names of folders are the same. */
public enum DatasetFormat {
    /** The layout of MVTec 3D-AD (Bergmann et al. 2022); of each part the colour images. */
    MVTEC_3D(
            "mvtec-3d",
            "train/good/rgb/*, test/good/rgb/*, test/DEFECT/rgb/* and test/DEFECT/gt/*, as MVTec 3D-AD",
            SplitLayout::isThreeD,
            SplitLayout::open),
    /** The layout of MVTec LOCO AD (Bergmann et al. 2022); {@code validation} is left out. */
    MVTEC_LOCO(
            "mvtec-loco",
            "train/good/*, test/{good,logical_anomalies,structural_anomalies}/* and ground_truth/KIND/NAME/*.png, as MVTec"
                    + " LOCO AD",
            SplitLayout::isLoco,
            SplitLayout::open),
    /** The layout of BTAD (Mishra et al. 2021). */
    BTAD(
            "btad",
            "train/ok/*, test/ok/*, test/ko/* and ground_truth/ko/NAME.png, as BTAD",
            SplitLayout::isBtad,
            SplitLayout::open),
    /** The layout of MVTec AD (Bergmann et al. 2021). */
    MVTEC(
            "mvtec",
            "train/good/*, test/good/*, test/DEFECT/* and (optional) ground_truth/DEFECT/NAME_mask.png, as MVTec AD, MPDD and"
                    + " the 1cls form of VisA; train/OK, test/NG and masks serve as well",
            SplitLayout::recognises,
            SplitLayout::open),
    /** One object of VisA (Zou et al. 2022) as its authors give it. */
    VISA(
            "visa",
            "Data/Images/Normal/*, Data/Images/Anomaly/*, Data/Masks/Anomaly/*, with image_anno.csv and beside the object"
                    + " split_csv/1cls.csv, as VisA",
            VisaLayout::recognises,
            VisaLayout::open),
    /** Directories by label. */
    FOLDER(
            "folder",
            "normal/* to train on, and to test on test-normal/*, anomalous/* and (optional) masks/* of the same names; good or"
                    + " OK, bad or NG, mask or gt serve as well; or any directory of nothing but normal images, to train only",
            FolderLayout::recognises,
            FolderLayout::open);

    private final String formatName;
    private final String description;
    private final Predicate<Path> recogniser;
    private final BiFunction<Path, String, AnomalyDataset> opener;

    DatasetFormat(
            String formatName,
            String description,
            Predicate<Path> recogniser,
            BiFunction<Path, String, AnomalyDataset> opener) {
        this.formatName = formatName;
        this.description = description;
        this.recogniser = recogniser;
        this.opener = opener;
    }

    /**
     * The format of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static DatasetFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.formatName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "data set format",
                        name,
                        Arrays.stream(values()).map(DatasetFormat::formatName).toList())));
    }

    /**
     * The format of what lies in a directory; empty if no folder in it is named as one of normal images.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static Optional<DatasetFormat> find(Path root) {
        return Files.isDirectory(root)
                ? Arrays.stream(values())
                        .filter(format -> format.recogniser.test(root))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The format of what lies in a directory; {@link #FOLDER} if it has none of them, to be opened as one of normal images.
     *
     * @throws XvadDataException if there is nothing
     */
    public static DatasetFormat recognise(Path root) {
        requireExists(root);
        return find(root).orElse(FOLDER);
    }

    private static void requireExists(Path root) {
        if (!Files.exists(root)) {
            throw new XvadDataException(root + ": no such file or directory");
        }
    }

    /** What each layout looks like, one a line. */
    static String known() {
        return Arrays.stream(values())
                .map(format -> "  " + format.formatName + ": " + format.description)
                .collect(Collectors.joining("\n"));
    }

    /** Kebab-case name. */
    public String formatName() {
        return formatName;
    }

    /** The layout in one line. */
    public String description() {
        return description;
    }

    /**
     * Finds the files of a data set; none is read yet. Masks that are missing are no error before they are asked for.
     *
     * @throws XvadDataException naming what is missing, or what would be learned from and does not look normal
     */
    public AnomalyDataset open(Path root) {
        requireExists(root);
        return opener.apply(root, "layout " + formatName);
    }
}
