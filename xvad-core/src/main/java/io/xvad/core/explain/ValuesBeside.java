package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.Npy;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Values in NumPy files that lie beside a JSON file, in a folder of its name. Not thread-safe. */
final class ValuesBeside implements ArrayValues {

    private static final String FIELD = "npy";

    private final Path jsonFile;
    private final ArrayStorage storage;
    private int written;

    ValuesBeside(Path jsonFile, ArrayStorage storage) {
        this.jsonFile = jsonFile;
        this.storage = storage;
    }

    @Override
    public void write(JsonGenerator json, FloatBuffer values, int... shape) throws IOException {
        if (storage == ArrayStorage.NONE) {
            return;
        }
        String name = folder() + "/" + written++ + ".npy";
        float[] array = ArrayJson.toArray(values);
        byte[] npy = storage == ArrayStorage.NPY16 ? Npy.writeHalves(array, shape) : Npy.write(array, shape);
        WholeFile.write(jsonFile.resolveSibling(name), out -> out.write(npy));
        json.writeStringField(FIELD, name);
    }

    private String folder() {
        String name = String.valueOf(jsonFile.getFileName());
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name + ".arrays";
    }

    @Override
    public float[] read(JsonObject array) {
        if (array.has(InlineValues.FIELD)) {
            return new InlineValues().read(array);
        }
        Path file = beside(array.string(FIELD));
        try {
            return Npy.read(file.toString(), Files.readAllBytes(file)).floats();
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A JSON file from elsewhere must not name files outside its own directory. */
    private Path beside(String name) {
        Path directory = Objects.requireNonNull(jsonFile.toAbsolutePath().normalize().getParent());
        Path file = jsonFile.toAbsolutePath().resolveSibling(name).normalize();
        if (!file.startsWith(directory)) {
            throw new XvadDataException(jsonFile + ": names a file outside its directory: " + name);
        }
        return file;
    }
}
