package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells the folders and files that systems and tools keep for themselves: hidden ones, waste baskets, thumbnails. */
public final class Housekeeping {

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

    /** Whether a folder is of that kind; on a NAS their names begin with {@code @} or {@code #}: {@code @eaDir}, {@code #recycle}. */
    public static boolean isFolder(Path folder) {
        String name = ImageFiles.name(folder);
        return name.startsWith("@") || name.startsWith("#") || isFile(folder);
    }

    /** Whether a file is of that kind: its name begins with a dot, or is one that a system uses. */
    public static boolean isFile(Path file) {
        String name = ImageFiles.name(file);
        return name.startsWith(".") || NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
