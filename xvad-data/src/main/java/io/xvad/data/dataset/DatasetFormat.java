package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.option.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    /** The layout of MVTec AD 2 (Heckler-Kram et al. 2025); of the parts to test on the public one, which has labels. */
    MVTEC_2(
            "mvtec-2",
            "train/good/*, test_public/good/*, test_public/bad/* and test_public/ground_truth/bad/NAME_mask.png, as MVTec AD 2",
            SplitLayout::isSecond,
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
    /** KolektorSDD (Tabernik et al. 2020). */
    KOLEKTOR_SDD("kolektor-sdd", "kos01/Part0.jpg and kos01/Part0_label.bmp, as KolektorSDD", new KolektorLayout()),
    /** KolektorSDD2 (Božič et al. 2021). */
    KOLEKTOR_SDD2(
            "kolektor-sdd2",
            "train/10000.png, train/10000_GT.png and the same in test, as KolektorSDD2",
            new MaskedSplitLayout.Kolektor2()),
    /** One class of DAGM 2007 (Wieler and Hahn). */
    DAGM(
            "dagm",
            "Train/0001.PNG, Train/Label/0001_label.PNG and the same in Test, as a class of DAGM 2007",
            new MaskedSplitLayout.Dagm()),
    /** Magnetic tiles (Huang et al. 2020) as their authors give them. */
    MAGNETIC_TILE(
            "magnetic-tile",
            "MT_Free/Imgs/*.jpg, MT_Crack/Imgs/*.jpg and others, with masks NAME.png beside them, as the magnetic tiles",
            new MagneticTileLayout()),
    /** Fabrics of AITEX (Silvestre-Blanes et al. 2019); a fabric is a category. */
    AITEX(
            "aitex",
            "NODefect_images/*/0000_000_00.png, Defect_images/0000_002_00.png and Mask_images/0000_002_00_mask.png, as AITEX",
            new AitexLayout()),
    /** Real-IAD (Wang et al. 2024); a thing is a category. */
    REAL_IAD(
            "real-iad",
            "realiad_1024/CATEGORY/* and realiad_jsons/realiad_jsons/CATEGORY.json, as Real-IAD",
            new RealIadLayout()),
    /** MNIST (LeCun, Cortes and Burges) and Fashion-MNIST (Xiao et al. 2017); a class is normal. */
    MNIST(
            "mnist",
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz,"
                    + " as MNIST and Fashion-MNIST",
            new IdxLayout()),
    /** CIFAR-10 (Krizhevsky 2009); a class is normal. */
    CIFAR_10(
            "cifar-10",
            "data_batch_1.bin to data_batch_5.bin, test_batch.bin and batches.meta.txt, as CIFAR-10 in its binary form",
            new CifarLayout.Ten()),
    /** CIFAR-100 (Krizhevsky 2009); a coarse or a fine class is normal. */
    CIFAR_100(
            "cifar-100",
            "train.bin, test.bin, coarse_label_names.txt and fine_label_names.txt, as CIFAR-100 in its binary form",
            new CifarLayout.Hundred()),
    /** Cropped digits of SVHN (Netzer et al. 2011); a digit is normal. */
    SVHN("svhn", "train_32x32.mat and test_32x32.mat, as SVHN in its format 2", new SvhnLayout()),
    /** Caltech-101 (Fei-Fei et al. 2004); a class is normal. */
    CALTECH_101("caltech-101", "101_ObjectCategories/CLASS/image_0001.jpg, as Caltech-101", new CaltechLayout()),
    /** CelebA (Liu et al. 2015); an attribute makes an image anomalous. */
    CELEBA(
            "celeba",
            "img_align_celeba/000001.jpg, list_attr_celeba.txt and list_eval_partition.txt, as CelebA",
            new CelebaLayout()),
    /** Kylberg's textures (2011); a class is normal. */
    KYLBERG("kylberg", "*/CLASS-a-p001.png, as Kylberg's textures", new KylbergLayout()),
    /** Real traffic signs of CURE-TSR (Temel et al. 2017); a challenge is a category. */
    CURE_TSR(
            "cure-tsr",
            "Real_Train/ChallengeFree/*.bmp, Real_Test/ChallengeFree/*.bmp and Real_Test/Rain-1/*.bmp and others, as CURE-TSR",
            new CureTsrLayout()),
    /** MRI of the brain with and without tumours. */
    BRAIN_MRI("brain-mri", "no/* and yes/Y1.jpg, as the brain MRI images for tumour detection", new BrainMriLayout()),
    /** BraTS (Menze et al. 2015), the FLAIR volumes by slices. */
    BRATS("brats", "PATIENT/PATIENT_flair.nii.gz and PATIENT/PATIENT_seg.nii.gz, as BraTS", new LesionLayout.Brats()),
    /** MSLUB (Lesjak et al. 2018), the FLAIR volumes by slices. */
    MSLUB(
            "mslub",
            "PATIENT/PATIENT_FLAIR.nii.gz and PATIENT/PATIENT_consensus_gt.nii.gz, as MSLUB",
            new LesionLayout.Mslub()),
    /** The WMH challenge (Kuijf et al. 2019), the FLAIR volumes by slices. */
    WMH(
            "wmh",
            "SITE/SUBJECT/pre/FLAIR.nii.gz and SITE/SUBJECT/wmh.nii.gz, as the WMH challenge",
            new LesionLayout.Wmh()),
    /** CheXpert (Irvin et al. 2019); a finding is a category. */
    CHEXPERT("chexpert", "train.csv, valid.csv, train/patient* and valid/patient*, as CheXpert", new ChexpertLayout()),
    /** LAG (Li et al. 2019), fundus images with and without glaucoma. */
    LAG("lag", "non_glaucoma/image/* and suspicious_glaucoma/image/*, as LAG", new LagLayout()),
    /** Directories by label. */
    FOLDER(
            "folder",
            "normal/* to train on, and to test on test-normal/*, anomalous/* and (optional) masks/* of the same names; good or"
                    + " OK, bad or NG, mask or gt serve as well; or any directory of nothing but normal images, to train only",
            FolderLayout::recognises,
            FolderLayout::open);

    private final String formatName;
    private final String description;
    private final Layout layout;

    DatasetFormat(
            String formatName,
            String description,
            Predicate<Path> recogniser,
            BiFunction<Path, String, AnomalyDataset> opener) {
        this(formatName, description, new UndividedLayout(recogniser, opener));
    }

    DatasetFormat(String formatName, String description, Layout layout) {
        this.formatName = formatName;
        this.description = description;
        this.layout = layout;
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
                        .filter(format -> format.layout.recognises(root))
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

    /**
     * The format of what lies in a directory of several categories, of which one is to be opened by {@link #open(Path, String)}.
     *
     * @throws XvadDataException if there is nothing
     */
    public static DatasetFormat recognise(Path root, String category) {
        requireExists(root);
        Path folder = root.resolve(category);
        return find(root).or(() -> find(folder)).orElse(FOLDER);
    }

    private static void requireExists(Path root) {
        if (!Files.exists(root)) {
            throw new XvadDataException(root + ": no such file or directory");
        }
    }

    /** What the layouts look like that others use too, one a line, and the names of the rest. */
    static String known() {
        String ones = Arrays.stream(values())
                .filter(format -> format.layout instanceof UndividedLayout)
                .map(format -> "  " + format.formatName + ": " + format.description + "\n")
                .collect(Collectors.joining());
        return Arrays.stream(values())
                .filter(format -> !(format.layout instanceof UndividedLayout))
                .map(DatasetFormat::formatName)
                .collect(Collectors.joining(", ", ones + "  and those of (xvad list datasets): ", ""));
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
     * What there is to choose from: classes of which one is to be normal, kinds of things that are judged apart, or folders of this layout
     * side by side. Empty if it is one data set.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public List<String> categories(Path root) {
        requireExists(root);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        return layout.recognises(root)
                ? layout.categories(root)
                : ImageFiles.directories(root).stream()
                        .filter(layout::recognises)
                        .map(ImageFiles::name)
                        .toList();
    }

    /**
     * Finds the files of a data set; none is read yet, but for those that say what is anomalous. Masks that are missing are no error
     * before they are asked for.
     *
     * @throws XvadDataException naming what is missing, or what would be learned from and does not look normal; or listing the
     *     {@link #categories} if one of them must be named
     */
    public AnomalyDataset open(Path root) {
        requireExists(root);
        layout.require(root, description);
        return layout.open(root, Optional.empty(), "layout " + formatName);
    }

    /**
     * Finds the files of one of the {@link #categories}; throws as {@link #open(Path)}.
     *
     * @throws XvadDataException if there is no such category; the message lists those that there are
     */
    public AnomalyDataset open(Path root, String category) {
        List<String> known = categories(root);
        if (!known.contains(category)) {
            throw new XvadDataException(
                    root + ": " + (known.isEmpty() ? "has no categories" : Names.unknown("category", category, known)));
        }
        return layout.recognises(root)
                ? layout.open(root, Optional.of(category), "layout " + formatName)
                : open(root.resolve(category));
    }
}
