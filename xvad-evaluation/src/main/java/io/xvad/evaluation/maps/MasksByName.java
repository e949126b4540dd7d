package io.xvad.evaluation.maps;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Mask images of a directory, found by the relative name of what they are masks of, without the ending: {@code NAME_mask},
 * {@code NAME}, {@code NAME_gt} or {@code NAME_label}. Immutable and thread-safe.
 */
final class MasksByName {

    private static final List<String> ENDINGS = List.of("png", "bmp", "tif", "tiff", "jpg", "jpeg", "webp");
    private static final List<String> SUFFIXES = List.of("_mask", "", "_gt", "_label");

    private final Map<String, Path> files;

    private MasksByName(Map<String, Path> files) {
        this.files = files;
    }

    /** Throws {@link XvadDataException} if the directory cannot be listed, or two masks have one name. */
    static MasksByName in(Path directory) {
        return new MasksByName(NamedFiles.below(directory, ENDINGS));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * The masks of some names; a name without one is missing.
     *
     * @throws XvadDataException naming the files, if two are masks of one name
     */
    Map<String, Path> of(Iterable<String> names) {
        Map<String, Path> masks = new TreeMap<>();
        for (String name : names) {
            of(name).ifPresent(file -> masks.put(name, file));
        }
        return masks;
    }

    private Optional<Path> of(String name) {
        List<Path> found = new ArrayList<>();
        for (String suffix : SUFFIXES) {
            Path file = files.get(name + suffix);
            if (file != null) {
                found.add(file);
            }
        }
        if (found.size() > 1) {
            throw new XvadDataException(
                    found.get(0) + " and " + found.get(1) + " have one name: both are masks of '" + name + "'");
        }
        return found.stream().findFirst();
    }

    /** All masks but these, in order of their names. */
    List<Path> besides(Map<String, Path> masks) {
        return files.values().stream()
                .filter(file -> !masks.containsValue(file))
                .toList();
    }
}
