package io.xvad.data.dataset;

import io.xvad.core.option.Names;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** How a data set lies on disk. */
public enum DatasetFormat {
    /** The layout of MVTec AD (Bergmann et al., 2021). */
    MVTEC(
            "mvtec",
            "train/good/*, test/good/*, test/DEFECT/* and ground_truth/DEFECT/NAME_mask.png, as MVTec AD",
            MvtecLayout::open),
    /** Directories named by the label of their images. */
    FOLDER(
            "folder",
            "normal/* to train on, and to test on test-normal/*, anomalous/* and (optional) masks/* of the same names; or"
                    + " any directory of normal images, to train only",
            FolderLayout::open);

    private final String formatName;
    private final String description;
    private final Function<Path, AnomalyDataset> opener;

    DatasetFormat(String formatName, String description, Function<Path, AnomalyDataset> opener) {
        this.formatName = formatName;
        this.description = description;
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

    /** Kebab-case name. */
    public String formatName() {
        return formatName;
    }

    /** The layout in one line. */
    public String description() {
        return description;
    }

    /**
     * Finds the files of a data set; none is read yet.
     *
     * @throws io.xvad.core.XvadDataException naming what is missing
     */
    public AnomalyDataset open(Path root) {
        return opener.apply(root);
    }
}
