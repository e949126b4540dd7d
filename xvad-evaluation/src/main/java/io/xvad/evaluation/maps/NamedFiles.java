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
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                String name = directory.relativize(file).toString().replace('\\', '/');
                int dot = name.lastIndexOf('.');
                if (dot > 0
                        && !String.valueOf(file.getFileName()).startsWith(".")
                        && endings.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
                    Path other = files.put(name.substring(0, dot), file);
                    if (other != null) {
                        throw new XvadDataException(other + " and " + file + " have one name");
                    }
                }
            }
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
        return files;
    }
}
