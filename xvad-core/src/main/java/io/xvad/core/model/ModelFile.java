package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The {@code .xvad} file: a zip of npy arrays, networks and JSON, and a {@code manifest.json} with the format version,
 * the provenance and the SHA-256 and size of each entry. Format version 1.
 */
public final class ModelFile {

    private ModelFile() {}

    /**
     * Writes a model file; it appears whole or not at all.
     *
     * @param body writes the entries
     * @throws XvadDataException if the file cannot be written
     */
    public static void write(Path file, Provenance provenance, Consumer<ModelWriter> body) {
        Path target = file.toAbsolutePath();
        try {
            Path directory = Files.createDirectories(parent(target));
            Path temporary = Files.createTempFile(directory, ".xvad-", ".tmp");
            try {
                writeTo(temporary, provenance, body);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot write model file: " + e.getMessage(), e);
        }
    }

    private static Path parent(Path target) {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(target + " is not a file that can be written");
        }
        return parent;
    }

    private static void writeTo(Path temporary, Provenance provenance, Consumer<ModelWriter> body) throws IOException {
        try (OutputStream out = Files.newOutputStream(temporary);
                ZipModelWriter writer = new ZipModelWriter(out)) {
            body.accept(writer);
            writer.finish(provenance);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Opens a model file and checks its manifest; entries are checked as they are read.
     *
     * @throws XvadDataException if there is no such file or it cannot be read
     * @throws XvadModelException if it is no model file, of an unknown version, or out of bounds
     */
    public static ModelReader open(Path file) {
        try {
            return new ZipModelReader(file, new ZipFile(file.toFile()));
        } catch (NoSuchFileException e) {
            throw new XvadDataException(file + ": no such model file", e);
        } catch (ZipException e) {
            throw new XvadModelException(file + ": not an XVAD model file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot read model file: " + e.getMessage(), e);
        }
    }
}
