package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
        WholeFile.write(file, out -> {
            try (ZipModelWriter writer = new ZipModelWriter(out)) {
                body.accept(writer);
                writer.finish(provenance);
            }
        });
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
