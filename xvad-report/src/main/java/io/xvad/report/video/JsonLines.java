package io.xvad.report.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file of one JSON object a line, each of which is there as soon as it was added. Not thread-safe. */
final class JsonLines {

    private final Path file;
    private boolean begun;

    /** A file that is yet to be written; an older one of this name goes when the first line is added. */
    JsonLines(Path file) {
        this.file = file;
    }

    /**
     * Adds a line.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    void add(JsonNode node) {
        OpenOption how = begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try {
            Optional<Path> parent = Optional.ofNullable(file.toAbsolutePath().getParent());
            if (parent.isPresent()) {
                Files.createDirectories(parent.get());
            }
            Files.writeString(file, node + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            begun = true;
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
