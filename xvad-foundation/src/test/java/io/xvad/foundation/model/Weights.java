package io.xvad.foundation.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders of weights with several networks, made of small exports. */
public final class Weights {

    private Weights() {}

    /**
     * Copies exports into a folder.
     *
     * @param parts names of exports, by the name of the folder that each becomes
     */
    public static Path in(Path folder, Map<String, String> parts) {
        parts.forEach((part, export) -> copy(Export.of(export).folder(), folder.resolve(part)));
        return folder;
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            List<Path> plain = files.filter(Files::isRegularFile).toList();
            for (Path file : plain) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
