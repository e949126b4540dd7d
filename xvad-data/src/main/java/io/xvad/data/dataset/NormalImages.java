package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.FolderName.Content;
import io.xvad.data.dataset.FolderName.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes sure that images said to be normal do not look like anomalies, tests or masks. */
final class NormalImages {

    private static final int NAMED = 8;

    private NormalImages() {}

    /**
     * Checks the folders and the mask-like names below a folder that is said to hold normal images.
     *
     * @throws XvadDataException naming what does not look normal
     */
    static void require(Path root, List<Path> images) {
        Map<String, String> suspects = new LinkedHashMap<>();
        images.stream()
                .map(image -> image.resolveSibling(""))
                .distinct()
                .filter(folder -> !folder.equals(root))
                .forEach(folder -> suspect(root, folder, suspects));
        masksAmong(images).forEach(mask -> suspects.put(mask.toString(), Content.MASKS.words()));
        twins(images).forEach(twin -> suspects.put(twin.toString(), Content.MASKS.words()));
        refuse(root, suspects);
    }

    /**
     * Checks a folder of which nobody said that it holds normal images: its own name and those of the images count as well.
     *
     * @throws XvadDataException naming what does not look normal
     */
    static void requireUnsaid(Path root, List<Path> images) {
        Map<String, String> suspects = new LinkedHashMap<>();
        if (isNamedOtherwise(root.toAbsolutePath().normalize())) {
            suspects.put(
                    root.toString(),
                    FolderName.of(root.toAbsolutePath().normalize()).words());
        }
        for (Path image : images) {
            if (named(image, Content.ANOMALOUS)) {
                suspects.put(image.toString(), Content.ANOMALOUS.words());
            }
        }
        refuse(root, suspects);
        require(root, images);
    }

    /** Whether a folder has a name for anything but normal images, or is a kind of anomaly in one of test images. */
    private static boolean isNamedOtherwise(Path place) {
        FolderName own = FolderName.of(place);
        if (own.mayBeLearned() || own.is(Content.NORMAL) || own.is(Split.VALIDATION)) {
            return false;
        }
        Path around = place.getParent();
        boolean kind = around != null && FolderName.of(around).is(Split.TEST) && FolderName.saysOnlyThat(around);
        return kind || FolderName.saysOnlyThat(place);
    }

    private static void refuse(Path root, Map<String, String> suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>();
        suspects.forEach((place, what) -> named.add(place + " (" + what + ", by its name)"));
        String shown = String.join(", ", named.subList(0, Math.min(NAMED, named.size())));
        throw new XvadDataException(root + ": not all of it is normal: " + shown
                + (named.size() > NAMED ? " and " + (named.size() - NAMED) + " more" : ""));
    }

    /** Adds the topmost folder between the root and one of images from which nothing should be learned. */
    private static void suspect(Path root, Path images, Map<String, String> suspects) {
        Path folder = root;
        for (Path name : root.relativize(images)) {
            folder = folder.resolve(name);
            Optional<FolderName> bad = Stream.of(folder, real(folder))
                    .map(FolderName::of)
                    .filter(said -> !said.mayBeLearned())
                    .findFirst();
            if (bad.isPresent()) {
                suspects.putIfAbsent(folder.toString(), bad.get().words());
                return;
            }
        }
    }

    /** What a link leads to. */
    private static Path real(Path folder) {
        try {
            return Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
        } catch (IOException e) {
            throw new XvadDataException(folder + ": cannot be followed: " + e.getMessage(), e);
        }
    }

    /** The images whose names are those of others beside them with the ending of a mask. */
    private static Set<Path> masksAmong(List<Path> images) {
        Set<Path> stems = new HashSet<>();
        images.forEach(image -> stems.add(image.resolveSibling(ImageFiles.stem(image))));
        Set<Path> masks = new TreeSet<>();
        for (Path image : images) {
            String stem = ImageFiles.stem(image);
            for (String suffix : MaskNames.SUFFIXES) {
                boolean hasSuffix =
                        !suffix.isEmpty() && stem.toLowerCase(Locale.ROOT).endsWith(suffix);
                if (hasSuffix
                        && stems.contains(image.resolveSibling(stem.substring(0, stem.length() - suffix.length())))) {
                    masks.add(image);
                }
            }
        }
        return masks;
    }

    /** PNG images beside JPEG images of the same names, if that is what most images have: masks, as of magnetic tiles. */
    private static List<Path> twins(List<Path> images) {
        Set<Path> photographs = new HashSet<>();
        images.stream()
                .filter(image -> ImageFiles.ending(image).startsWith("j"))
                .forEach(image -> photographs.add(image.resolveSibling(ImageFiles.stem(image))));
        List<Path> twins = images.stream()
                .filter(image -> !ImageFiles.ending(image).startsWith("j"))
                .filter(image -> photographs.contains(image.resolveSibling(ImageFiles.stem(image))))
                .toList();
        return 4 * twins.size() > images.size() ? twins : List.of();
    }

    /** Whether the name of an image says so in words of their own, as {@code NG_001.png}; a number in hex is no word. */
    private static boolean named(Path image, Content content) {
        String words = Arrays.stream(
                        ImageFiles.stem(image).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.matches("[a-f]+\\p{N}+"))
                .map(word -> word.replaceAll("\\p{N}+$", ""))
                .filter(word -> word.matches("\\p{L}+"))
                .collect(Collectors.joining("_"));
        return FolderName.of(words).is(content);
    }
}
