package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes values to a NumPy archive ({@code .npz}) while the JSON that names them is written. Not thread-safe. */
final class ArchiveWriter implements ArrayWriter {

    private final Path archive;
    private final boolean halves;
    private final ZipOutputStream zip;
    private int written;

    ArchiveWriter(Path archive, boolean halves, OutputStream out) {
        this.archive = archive;
        this.halves = halves;
        this.zip = new ZipOutputStream(out);
    }

    /** The archive of a JSON file: {@code photo.verbal.npz} of {@code photo.verbal.json}. */
    static Path beside(Path jsonFile) {
        String name = String.valueOf(jsonFile.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return jsonFile.resolveSibling(stem + ".npz");
    }

    @Override
    public void values(JsonGenerator json, FloatBuffer values, int... shape) throws IOException {
        String name = String.valueOf(written++);
        float[] array = new float[values.remaining()];
        values.get(array);
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(halves ? Npy.writeHalves(array, shape) : Npy.write(array, shape));
        zip.closeEntry();
        json.writeStringField(FileArrays.ARCHIVE, String.valueOf(archive.getFileName()));
        json.writeStringField(FileArrays.ARRAY, name);
    }

    void finish() throws IOException {
        zip.finish();
    }
}
