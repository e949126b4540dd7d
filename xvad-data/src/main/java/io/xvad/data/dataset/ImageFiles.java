package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds image files by their ending; hidden files and folders, and those that systems keep for themselves, are left out. */
public final class ImageFiles {

    static final List<String> EXTENSIONS = List.of(
            "png", "jpg", "jpeg", "jpe", "jif", "jfif", "bmp", "dib", "tif", "tiff", "btf", "tf8", "webp", "jp2",
            "j2k");

    private ImageFiles() {}

    /**
     * The images directly within a directory, in order of their names.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static List<Path> in(Path directory) {
        return FolderContents.children(
                directory, file -> hasImageEnding(file) && !Housekeeping.isFile(file) && Files.isRegularFile(file));
    }

    /** All images below a directory, in order of their paths. */
    static List<Path> below(Path directory) {
        ImageSearch search = new ImageSearch(List.of());
        search.search(directory);
        return search.found();
    }

    /**
     * The directories directly within a directory, in order of their names.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static List<Path> directories(Path directory) {
        return FolderContents.children(
                directory,
                child -> !hasImageEnding(child) && !Housekeeping.isFolder(child) && Files.isDirectory(child));
    }

    /** The last name of a path; the path itself if it has none, as a root. */
    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The name without its ending. */
    static String stem(Path path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The ending in small letters, without its dot; empty if there is none. */
    public static String ending(Path path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a file has the ending of an image file, whatever is in it. */
    public static boolean hasImageEnding(Path path) {
        return EXTENSIONS.contains(ending(path));
    }

    /**
     * A place within a folder, as a list names it.
     *
     * @throws IllegalArgumentException if it leads out of the folder
     */
    static Path within(Path folder, String place) {
        Path inside = Path.of(place).normalize();
        if (inside.getRoot() != null || inside.startsWith("..")) {
            throw new IllegalArgumentException("'" + place + "' leads out of " + folder);
        }
        return folder.resolve(inside);
    }
}
