package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a weights folder.
 *
 * @param name plain file name
 * @param sha256 of its bytes, in lower-case hex
 */
record FileEntry(String name, String sha256) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    FileEntry {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
    }

    static FileEntry of(JsonObject json) {
        return new FileEntry(json.string("file"), json.string("sha256"));
    }

    /**
     * The file in a folder, read once to check it.
     *
     * @throws XvadModelException if it is missing, cannot be read, or is another
     */
    Path in(Path folder) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new XvadModelException(file + ": is missing, though " + ModelDescription.FILE + " names it");
        }
        try {
            String found = Sha256.of(file);
            if (!found.equals(sha256)) {
                throw new XvadModelException(
                        file + ": has the SHA-256 " + found + ", " + ModelDescription.FILE + " says " + sha256);
            }
            return file;
        } catch (IOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
