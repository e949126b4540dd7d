package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was not taken as an image when folders were searched, and why. Immutable and thread-safe.
 *
 * @param files how many files of no image ending there are, by their ending in small letters with its dot, or by {@value
 *     #WITHOUT_ENDING}
 * @param hidden number of hidden image files, as macOS leaves them
 * @param brokenLinks symbolic links to nothing
 * @param housekeeping hidden folders and those that systems and tools keep for themselves, such as {@code .ipynb_checkpoints}
 * @param outputs folders that XVAD has written
 * @param repeated links to folders that were searched already, under another name or as a folder around them
 * @param unlisted folders that could not be listed
 */
public record PassedOver(
        SortedMap<String, Integer> files,
        int hidden,
        List<Path> brokenLinks,
        List<Path> housekeeping,
        List<Path> outputs,
        List<Path> repeated,
        List<Path> unlisted) {

    /** In place of the ending of a file that has none. */
    public static final String WITHOUT_ENDING = "without ending";

    private static final int NAMED = 3;
    private static final Set<String> OTHER_IMAGES = Set.of(
            ".gif", ".ppm", ".pgm", ".pbm", ".pnm", ".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2", ".j2k", ".dng",
            ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raw", ".psd", ".exr", ".hdr", ".tga", ".dcm", ".pcx");

    public PassedOver {
        files = new TreeMap<>(files);
        brokenLinks = List.copyOf(brokenLinks);
        housekeeping = List.copyOf(housekeeping);
        outputs = List.copyOf(outputs);
        repeated = List.copyOf(repeated);
        unlisted = List.copyOf(unlisted);
    }

    /** Nothing was passed over. */
    public static PassedOver nothing() {
        return new PassedOver(new TreeMap<>(), 0, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, Integer> files() {
        return new TreeMap<>(files);
    }

    /** Whether every file was an image. */
    public boolean isEmpty() {
        return equals(nothing());
    }

    /** Number of files and links, those in folders that were left out not counted. */
    public int count() {
        return files.values().stream().mapToInt(Integer::intValue).sum() + hidden + brokenLinks.size();
    }

    /** What was passed over in two searches. */
    public PassedOver and(PassedOver other) {
        SortedMap<String, Integer> sum = new TreeMap<>(files);
        other.files.forEach((ending, count) -> sum.merge(ending, count, Integer::sum));
        return new PassedOver(
                sum,
                hidden + other.hidden,
                joined(brokenLinks, other.brokenLinks),
                joined(housekeeping, other.housekeeping),
                joined(outputs, other.outputs),
                joined(repeated, other.repeated),
                joined(unlisted, other.unlisted));
    }

    private static List<Path> joined(List<Path> some, List<Path> others) {
        List<Path> all = new ArrayList<>(some);
        all.addAll(others);
        return all.stream().distinct().toList();
    }

    /**
     * One line for a person, for example {@code passed over 3 files: 2 .gif, 1 broken link (a.png); the folder
     * .ipynb_checkpoints}; empty if nothing was passed over.
     */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (count() > 0) {
            parts.add(number(count(), "file") + ": " + String.join(", ", kinds()) + advice());
        }
        addFolders(
                parts, housekeeping.stream().map(Path::getFileName).distinct().toList(), " of the system or of tools");
        addFolders(parts, outputs, " written by XVAD");
        addFolders(parts, repeated, " searched under another name");
        addFolders(parts, unlisted, " not to be listed");
        return parts.isEmpty() ? "" : "passed over " + String.join("; ", parts);
    }

    private List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        files.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> kinds.add(entry.getValue() + " " + entry.getKey()));
        if (hidden > 0) {
            kinds.add(hidden + " hidden");
        }
        if (!brokenLinks.isEmpty()) {
            kinds.add(number(brokenLinks.size(), "broken link") + " (" + named(brokenLinks) + ")");
        }
        return kinds;
    }

    /** What to do with images that are not read. */
    private String advice() {
        String images = files.keySet().stream().filter(OTHER_IMAGES::contains).collect(Collectors.joining(", "));
        String unnamed = files.containsKey(WITHOUT_ENDING) ? "; give a file without ending one, if it is an image" : "";
        return (images.isEmpty() ? "" : "; convert " + images + " to PNG") + unnamed;
    }

    private static void addFolders(List<String> parts, List<Path> folders, String why) {
        if (!folders.isEmpty()) {
            parts.add(number(folders.size(), "folder") + why + " (" + named(folders) + ")");
        }
    }

    private static String named(List<Path> paths) {
        String names = paths.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
        return paths.size() > NAMED ? names + ", …" : names;
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return text();
    }
}
