package io.xvad.core.model;

import io.xvad.core.engine.Tensor;
import io.xvad.core.json.JsonText;
import io.xvad.core.option.Names;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes entries to a zip as they come and the manifest last; equal entries give equal bytes. */
final class ZipModelWriter implements ModelWriter, AutoCloseable {

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Map<String, Manifest.Entry> entries = new LinkedHashMap<>();

    ZipModelWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    @Override
    public void tensor(String name, Tensor values) {
        put(name, ".npy", Npy.write(values.toArray(), values.shape()));
    }

    @Override
    public void halves(String name, Tensor values) {
        put(name, ".npy", Npy.writeHalves(values.toArray(), values.shape()));
    }

    @Override
    public void doubles(String name, double[] values) {
        put(name, ".npy", Npy.write(values, values.length));
    }

    @Override
    public void ints(String name, int[] values) {
        put(name, ".npy", Npy.write(values, values.length));
    }

    @Override
    public void bytes(String name, byte[] values) {
        put(name, ".bin", values);
    }

    @Override
    public void strings(String name, List<String> values) {
        String text = JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("values");
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        put(name, ".json", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void properties(String name, Map<String, String> values) {
        String text = JsonText.of(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> value : values.entrySet()) {
                json.writeStringField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
        });
        put(name, ".json", text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String name, String extension, byte[] bytes) {
        String fileName = Names.requireKebabCase("model entry", name) + extension;
        if (entries.putIfAbsent(fileName, new Manifest.Entry(bytes.length, Sha256.of(bytes))) != null) {
            throw new IllegalArgumentException("model entry '" + fileName + "' was written twice");
        }
        write(fileName, bytes);
    }

    void finish(Provenance provenance) {
        write(Manifest.NAME, new Manifest(provenance, entries).toJson().getBytes(StandardCharsets.UTF_8));
    }

    private void write(String fileName, byte[] bytes) {
        try {
            ZipEntry entry = new ZipEntry(fileName);
            entry.setTimeLocal(ENTRY_TIME);
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
