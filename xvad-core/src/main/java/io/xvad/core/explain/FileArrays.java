package io.xvad.core.explain;

import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The values that a JSON file speaks of, wherever they are: in itself or in an archive beside it. */
final class FileArrays implements ArrayReader {

    static final String ARCHIVE = "npz";
    static final String ARRAY = "array";
    private static final int MAX_BYTES = 1 << 30;

    private final Path jsonFile;

    FileArrays(Path jsonFile) {
        this.jsonFile = jsonFile;
    }

    @Override
    public float[] values(JsonObject array) {
        return array.has(InlineArrays.FIELD) ? new InlineArrays().values(array) : archived(array);
    }

    private float[] archived(JsonObject array) {
        Path archive = ArchiveWriter.beside(jsonFile);
        if (!array.string(ARCHIVE).equals(String.valueOf(archive.getFileName()))) {
            throw new XvadDataException(jsonFile + ": its arrays must be in " + archive.getFileName()
                    + " beside it, got " + array.string(ARCHIVE));
        }
        String name = array.string(ARRAY) + ".npy";
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new XvadDataException(archive + ": has no array " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(MAX_BYTES);
                if (in.read() >= 0) {
                    throw new XvadDataException(archive + ": " + name + " is larger than " + MAX_BYTES + " bytes");
                }
                return Npy.read(archive + "/" + name, bytes).floats();
            }
        } catch (IOException e) {
            throw new XvadDataException(archive + ": cannot be read: " + e, e);
        }
    }
}
