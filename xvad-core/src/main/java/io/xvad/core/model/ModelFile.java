package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
     * Writes a model file; it appears whole or not at all. What a run that was killed left beside it an hour ago and more goes.
     *
     * @param body writes the entries
     * @throws XvadDataException if the file cannot be written
     */
    public static void write(Path file, Provenance provenance, Consumer<ModelWriter> body) {
        WholeFile.write(file, out -> writeAll(out, provenance, body));
        WholeFile.removeLeftovers(file.toAbsolutePath().resolveSibling(""));
    }

    /**
     * Writes the bytes of a model file to a stream, which stays open.
     *
     * @param body writes the entries
     * @throws XvadDataException if the stream cannot be written to
     */
    public static void write(OutputStream out, Provenance provenance, Consumer<ModelWriter> body) {
        try {
            writeAll(new StaysOpen(out), provenance, body);
        } catch (IOException | UncheckedIOException e) {
            throw new XvadDataException("a model cannot be written to a stream: " + e.getMessage(), e);
        }
    }

    private static void writeAll(OutputStream out, Provenance provenance, Consumer<ModelWriter> body)
            throws IOException {
        try (ZipModelWriter writer = new ZipModelWriter(out)) {
            body.accept(writer);
            writer.finish(provenance);
        }
    }

    /**
     * Opens a model file and checks its manifest; entries are checked as they are read.
     *
     * @throws XvadDataException if there is no such file or it cannot be read
     * @throws XvadModelException if it is no model file, of an unknown version, or out of bounds
     */
    public static ModelReader open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new XvadDataException(file + ": is no file, so no model");
        }
        return open(file, file.toString(), () -> {});
    }

    /**
     * Opens a model file that comes as a stream, and checks its manifest; entries are checked as they are read. The stream is
     * read to its end and stays open. The bytes lie in a temporary file until the reader is closed, because a manifest stands
     * at the end of a file.
     *
     * @param name of the model, for messages
     * @throws XvadDataException if the stream cannot be read, or the temporary file cannot be written
     * @throws XvadModelException if it is no model file, of an unknown version, or out of bounds
     */
    public static ModelReader open(InputStream in, String name) {
        try {
            Path file = temporary(name);
            try {
                copy(in, file, name);
                return open(file, name, () -> Files.deleteIfExists(file));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new XvadDataException(name + ": cannot read model: " + e.getMessage(), e);
        }
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempFile("xvad-", ".xvad");
        } catch (IOException e) {
            throw new XvadDataException(
                    name + ": a model that is not a file is first copied to the folder java.io.tmpdir, here "
                            + System.getProperty("java.io.tmpdir") + ", which cannot be written to: " + e,
                    e);
        }
    }

    private static void copy(InputStream in, Path file, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            long total = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                total += read;
                if (total > ZipModelReader.MAX_TOTAL_BYTES) {
                    throw new XvadModelException(
                            name + ": more than the " + ZipModelReader.MAX_TOTAL_BYTES + " bytes a model may have");
                }
                out.write(block, 0, read);
            }
        }
    }

    private static ModelReader open(Path file, String name, ZipModelReader.Closing closing) {
        try {
            return new ZipModelReader(name, new ZipFile(file.toFile()), closing);
        } catch (NoSuchFileException e) {
            throw new XvadDataException(name + ": no such model file", e);
        } catch (ZipException e) {
            throw new XvadModelException(name + ": not an XVAD model file: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new XvadModelException(name + ": not an XVAD model file: it is cut short", e);
        } catch (IOException e) {
            throw new XvadDataException(name + ": cannot read model file: " + e.getMessage(), e);
        }
    }

    /** A stream that somebody else closes. */
    private static final class StaysOpen extends FilterOutputStream {

        StaysOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
