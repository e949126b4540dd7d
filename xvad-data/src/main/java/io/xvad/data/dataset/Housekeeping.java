package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells the folders and files that systems and tools keep for themselves: hidden ones, waste baskets, thumbnails. */
final class Housekeeping {

    private static final Set<String> NAMES = Set.of(
            "__macosx",
            "__pycache__",
            "lost+found",
            "$recycle.bin",
            "recycler",
            "system volume information",
            "thumbs.db",
            "desktop.ini");

    private Housekeeping() {}

    /** Of a NAS, such names begin with {@code @} or {@code #}: {@code @eaDir}, {@code #recycle}. */
    static boolean isFolder(Path folder) {
        String name = ImageFiles.name(folder);
        return name.startsWith("@") || name.startsWith("#") || isFile(folder);
    }

    static boolean isFile(Path file) {
        String name = ImageFiles.name(file);
        return name.startsWith(".") || NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
