package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The values that a JSON file speaks of, wherever they are: in itself or in an archive beside it. */
final class ValuesOfFile implements ArrayValues {

    static final String ARCHIVE = "npz";
    static final String ARRAY = "array";

    private final Path jsonFile;

    ValuesOfFile(Path jsonFile) {
        this.jsonFile = jsonFile;
    }

    /** Leaves the values out. */
    @Override
    public void write(JsonGenerator json, FloatBuffer values, int... shape) {}

    @Override
    public float[] read(JsonObject array) {
        return array.has(InlineValues.FIELD) ? new InlineValues().read(array) : archived(array);
    }

    private float[] archived(JsonObject array) {
        Path archive = ArchivedValues.beside(jsonFile);
        if (!array.string(ARCHIVE).equals(String.valueOf(archive.getFileName()))) {
            throw new XvadDataException(jsonFile + ": its arrays must be in " + archive.getFileName() + " beside it, got "
                    + array.string(ARCHIVE));
        }
        String name = array.string(ARRAY) + ".npy";
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new XvadDataException(archive + ": has no array " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Npy.read(archive + "/" + name, in.readAllBytes()).floats();
            }
        } catch (IOException e) {
            throw new XvadDataException(archive + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
