package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds image files by their ending; hidden files are left out. */
public final class ImageFiles {

    static final List<String> EXTENSIONS = List.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");

    private ImageFiles() {}

    /**
     * The images directly within a directory, in order of their names.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static List<Path> in(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(ImageFiles::isImage).sorted().toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** All images below a directory, in order of their paths. */
    static List<Path> below(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(ImageFiles::isImage).sorted().toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * The directories directly within a directory, in order of their names.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static List<Path> directories(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !name(child).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The name without its ending. */
    static String stem(Path path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static boolean isImage(Path path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))
                && Files.isRegularFile(path);
    }
}
