package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the masks of images by their names in a folder: of {@code 000.JPG} they may be called {@code 000_mask}, {@code 000_gt},
 * {@code 000_label}, {@code 000_seg} or {@code 000}, with any image ending; or be the images in a folder {@code 000}, one for each
 * defect, as MVTec LOCO has them. Immutable and thread-safe.
 */
final class MaskNames {

    /** What follows the name of an image in the name of its mask, the surest first. */
    static final List<String> SUFFIXES = List.of("_mask", "-mask", "_gt", "-gt", "_label", "_seg", "_masks", "");

    private static final int NAMED = 4;
    private static final Comparator<Path> BY_ENDING =
            Comparator.comparingInt(file -> ImageFiles.EXTENSIONS.indexOf(ImageFiles.ending(file)));

    private final Map<String, Path> byStem;
    private final Map<String, Path> bySmallStem;

    private MaskNames(Map<String, Path> byStem, Map<String, Path> bySmallStem) {
        this.byStem = byStem;
        this.bySmallStem = bySmallStem;
    }

    /** The masks of a folder; none if it is not there. */
    static MaskNames in(Path folder) {
        Map<String, Path> byStem = new HashMap<>();
        Map<String, Path> bySmallStem = new HashMap<>();
        if (Files.isDirectory(folder)) {
            List<Path> masks = new ArrayList<>(ImageFiles.in(folder));
            masks.sort(BY_ENDING);
            masks.addAll(ImageFiles.directories(folder).stream()
                    .filter(child -> !ImageFiles.in(child).isEmpty())
                    .toList());
            for (Path mask : masks) {
                String stem = Files.isDirectory(mask) ? ImageFiles.name(mask) : ImageFiles.stem(mask);
                byStem.putIfAbsent(stem, mask);
                bySmallStem.putIfAbsent(stem.toLowerCase(Locale.ROOT), mask);
            }
        }
        return new MaskNames(byStem, bySmallStem);
    }

    /** The mask of an image; empty if there is none. */
    Optional<Path> of(Path image) {
        String stem = ImageFiles.stem(image);
        return find(byStem, stem).or(() -> find(bySmallStem, stem.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Path> find(Map<String, Path> masks, String stem) {
        return SUFFIXES.stream()
                .map(suffix -> masks.get(stem + suffix))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What the masks of an image may be called, and what is in the folder instead. */
    static String missing(Path image, Path mask) {
        Path folder = mask.toAbsolutePath().getParent();
        String there = folder == null || !Files.isDirectory(folder) ? "that folder is not there" : names(folder);
        String stem = ImageFiles.stem(image);
        return "image " + image + " has no mask: " + mask + " is missing, and so are " + stem + ".*, " + stem
                + "_gt.* and " + stem + "_label.*; " + there;
    }

    private static String names(Path folder) {
        List<String> names =
                ImageFiles.in(folder).stream().map(ImageFiles::name).toList();
        if (names.isEmpty()) {
            return "there is no image in that folder";
        }
        String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return "in that folder are " + (names.size() > NAMED ? some + ", … (" + names.size() + ")" : some);
    }

    /** Whether a name is that of another with one of the endings of masks. */
    static boolean isMaskOf(String stem, String image) {
        return stem.length() > image.length()
                && stem.startsWith(image)
                && SUFFIXES.contains(stem.substring(image.length()).toLowerCase(Locale.ROOT));
    }
}
