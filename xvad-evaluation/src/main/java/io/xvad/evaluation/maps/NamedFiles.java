package io.xvad.evaluation.maps;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of a directory by their relative names without the ending; directories are parted by a slash. */
final class NamedFiles {

    private NamedFiles() {}

    /** Throws {@link XvadDataException} if there is no such directory, it cannot be listed, or two files have one name. */
    static Map<String, Path> below(Path directory, List<String> endings) {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : list(directory, endings)) {
            Path other = files.put(name(directory, file), file);
            if (other != null) {
                throw new XvadDataException(other + " and " + file + " have one name");
            }
        }
        return files;
    }

    /** As {@link #below}, but of files of one name the one whose ending comes first. */
    static Map<String, Path> preferred(Path directory, List<String> endings) {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : list(directory, endings)) {
            files.merge(
                    name(directory, file),
                    file,
                    (one, other) -> endings.indexOf(ending(one)) <= endings.indexOf(ending(other)) ? one : other);
        }
        return files;
    }

    private static List<Path> list(Path directory, List<String> endings) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(file -> endings.contains(ending(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String name(Path directory, Path file) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
