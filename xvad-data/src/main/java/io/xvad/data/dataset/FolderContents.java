package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lies directly within a folder; symbolic links count as what they lead to.
 *
 * @param folders in order of their names, links after the others
 * @param files in order of their names
 * @param brokenLinks in order of their names
 */
public record FolderContents(List<Path> folders, List<Path> files, List<Path> brokenLinks) {

    /**
     * Lists a folder.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static FolderContents of(Path folder) {
        FolderContents contents = new FolderContents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        children(folder, child -> true).forEach(contents::add);
        contents.folders.sort(Comparator.comparing(Files::isSymbolicLink));
        return contents;
    }

    private void add(Path child) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                folders.add(child);
            } else if (attributes.isRegularFile()) {
                files.add(child);
            }
        } catch (IOException e) {
            // cannot be looked at: a link to nothing or in a circle, or gone since it was listed
            brokenLinks.add(child);
        }
    }

    /**
     * The children of a folder that something holds for, in order of their names.
     *
     * @throws XvadDataException if it cannot be listed
     */
    static List<Path> children(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(wanted).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new XvadDataException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
