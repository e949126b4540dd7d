package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> all = children.sorted().toList();
            return new FolderContents(
                    all.stream()
                            .filter(Files::isDirectory)
                            .sorted(Comparator.comparing(Files::isSymbolicLink))
                            .toList(),
                    all.stream().filter(Files::isRegularFile).toList(),
                    all.stream()
                            .filter(child -> Files.isSymbolicLink(child) && !Files.exists(child))
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new XvadDataException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
