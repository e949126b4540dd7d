package io.xvad.data.dataset;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageSource;
import io.xvad.data.map.MaskSource;
import io.xvad.data.packed.NiftiVolume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens brain scans with outlined lesions, of which the slices are the images: BraTS, the white matter hyperintensities of the WMH
 * challenge, and MSLUB, of each the FLAIR volume. Slices in which nothing is labelled are normal; those with another pathology but no lesion are
 * left out, and so are slices that are black throughout. Of
 * normal slices those of every fifth patient are to test on, and so are all slices with a lesion of these patients; the lesions of the
 * others are left out. All volumes of lesions are read when it is opened.
 */
abstract class LesionLayout implements Layout {

    /** A patient's volumes. */
    record Scan(Path flair, Path lesions) {}

    /** The scans below a folder, in the order of the patients; empty if it has none. */
    abstract List<Scan> scans(Path root);

    /** Whether a value of the volume of lesions is one. */
    abstract boolean isLesion(float label);

    @Override
    public boolean recognises(Path root) {
        return !scans(root).isEmpty();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        List<Scan> scans = scans(root);
        Slices slices = new Slices();
        for (int i = 0; i < scans.size(); i++) {
            add(scans.get(i), HeldOut.tests(i), slices);
        }
        if (slices.learned.isEmpty()) {
            throw new XvadDataException(root + ": has no slice without a lesion to learn from");
        }
        return slices.dataset(
                root,
                name + " (it has no split of normal and anomalous: the slices of every fifth patient"
                        + " are to test on)");
    }

    private void add(Scan scan, boolean tested, Slices slices) {
        NiftiVolume flair = NiftiVolume.open(scan.flair);
        NiftiVolume lesions = NiftiVolume.open(scan.lesions);
        if (flair.size() != lesions.size() || flair.height() != lesions.height() || flair.width() != lesions.width()) {
            throw new XvadDataException(
                    scan.lesions + ": is " + sides(lesions) + " but " + scan.flair + " is " + sides(flair));
        }
        for (int i = 0; i < flair.size(); i++) {
            float[] labels = lesions.values(i);
            boolean lesion = mask(lesions, labels).any();
            int slice = i;
            if (lesion && tested) {
                MaskSource masks = (image, height, width) -> Optional.of(mask(lesions, lesions.values(slice)));
                slices.tests.add(new TestCase(flair.source(i), "lesion", Optional.of(masks)));
            } else if (!anyPositive(labels) && anyPositive(flair.values(i))) {
                if (tested) {
                    slices.tests.add(new TestCase(flair.source(i), TestCase.GOOD, Optional.empty()));
                } else {
                    slices.learned.add(flair.source(i));
                }
            } else {
                slices.unused++;
            }
        }
    }

    private static String sides(NiftiVolume volume) {
        return volume.width() + " x " + volume.height() + " x " + volume.size();
    }

    private Mask mask(NiftiVolume lesions, float[] labels) {
        boolean[] marked = new boolean[labels.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = isLesion(labels[i]);
        }
        return Mask.of(lesions.height(), lesions.width(), marked);
    }

    private static boolean anyPositive(float[] values) {
        for (float value : values) {
            if (value > 0) {
                return true;
            }
        }
        return false;
    }

    private static final class Slices {

        private final List<ImageSource> learned = new ArrayList<>();
        private final List<TestCase> tests = new ArrayList<>();
        private int unused;

        private AnomalyDataset dataset(Path root, String layout) {
            int anomalous = (int) tests.stream().filter(TestCase::anomalous).count();
            List<Inventory.Part> parts = new ArrayList<>();
            parts.add(new Inventory.Part(Path.of(""), learned.size(), Inventory.Use.LEARN));
            parts.add(new Inventory.Part(Path.of(""), tests.size() - anomalous, Inventory.Use.NORMAL_TEST));
            parts.add(new Inventory.Part(Path.of(""), anomalous, Inventory.Use.ANOMALOUS_TEST));
            parts.add(new Inventory.Part(Path.of(""), unused, Inventory.Use.UNUSED));
            return new AnomalyDataset(
                    ImageFiles.name(root.toAbsolutePath().normalize()),
                    new SourceImages(learned, ImageReader.withDefaults()),
                    tests,
                    new Inventory(layout, parts, PassedOver.nothing()));
        }
    }

    /** The file of a name with one of the endings of NIfTI. */
    static Optional<Path> volume(Path folder, String stem) {
        return Stream.of(stem + ".nii.gz", stem + ".nii")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static Optional<Scan> scan(Optional<Path> flair, Optional<Path> lesions) {
        return flair.flatMap(image -> lesions.map(labels -> new Scan(image, labels)));
    }

    /** BraTS (Menze et al. 2015): {@code PATIENT/PATIENT_flair.nii.gz} and {@code PATIENT/PATIENT_seg.nii.gz}. */
    static final class Brats extends LesionLayout {

        @Override
        List<Scan> scans(Path root) {
            return ImageFiles.directories(root).stream()
                    .flatMap(patient -> scan(
                            volume(patient, ImageFiles.name(patient) + "_flair"),
                            volume(patient, ImageFiles.name(patient) + "_seg"))
                            .stream())
                    .toList();
        }

        @Override
        boolean isLesion(float label) {
            return label > 0;
        }
    }

    /** MSLUB (Lesjak et al. 2018): {@code patient01/patient01_FLAIR.nii.gz} and {@code patient01/patient01_consensus_gt.nii.gz}. */
    static final class Mslub extends LesionLayout {

        @Override
        List<Scan> scans(Path root) {
            return ImageFiles.directories(root).stream()
                    .flatMap(patient -> scan(
                            volume(patient, ImageFiles.name(patient) + "_FLAIR"),
                            volume(patient, ImageFiles.name(patient) + "_consensus_gt"))
                            .stream())
                    .toList();
        }

        @Override
        boolean isLesion(float label) {
            return label > 0;
        }
    }

    /**
     * The WMH challenge (Kuijf et al. 2019): {@code SITE/SUBJECT/pre/FLAIR.nii.gz} and {@code SITE/SUBJECT/wmh.nii.gz},
     * perhaps with a folder of the scanner around the subjects; 1 is a lesion and 2 another pathology that is neither a lesion nor normal.
     */
    static final class Wmh extends LesionLayout {

        private static final int DEEPEST = 3;

        /** Looks into the first folder of each level only: what is no such data set may have many. */
        @Override
        public boolean recognises(Path root) {
            Optional<Path> folder = Optional.of(root);
            for (int depth = 0; depth < DEEPEST && folder.isPresent(); depth++) {
                folder = ImageFiles.directories(folder.get()).stream().findFirst();
                if (folder.flatMap(Wmh::scan).isPresent()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        List<Scan> scans(Path root) {
            List<Scan> found = new ArrayList<>();
            search(root, 1, found);
            return found;
        }

        private static void search(Path folder, int depth, List<Scan> found) {
            for (Path child : ImageFiles.directories(folder)) {
                Optional<Scan> scan = scan(child);
                if (scan.isPresent()) {
                    found.add(scan.get());
                } else if (depth < DEEPEST) {
                    search(child, depth + 1, found);
                }
            }
        }

        private static Optional<Scan> scan(Path subject) {
            return scan(volume(subject.resolve("pre"), "FLAIR"), volume(subject, "wmh"));
        }

        @Override
        boolean isLesion(float label) {
            return label == 1;
        }
    }
}
