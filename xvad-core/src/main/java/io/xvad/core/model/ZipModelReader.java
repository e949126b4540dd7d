package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads entries of a zip, each within the size and digest its manifest promises. */
final class ZipModelReader implements ModelReader {

    private static final int MAX_ENTRIES = 1_000;
    private static final int MAX_MANIFEST_BYTES = 1 << 20;
    static final long MAX_TOTAL_BYTES = 8L << 30;
    private static final Pattern ENTRY_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*\\.(npy|bin|json)");

    /** The work to do when the zip is closed. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }

    private final String file;
    private final ZipFile zip;
    private final Closing closing;
    private final Manifest manifest;

    ZipModelReader(String file, ZipFile zip, Closing closing) throws IOException {
        this.file = file;
        this.zip = zip;
        this.closing = closing;
        try {
            this.manifest = checkedManifest();
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private Manifest checkedManifest() throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new XvadModelException(file + ": not an XVAD model file: it has no " + Manifest.NAME);
        }
        Manifest parsed;
        try {
            parsed = Manifest.parse(new String(readAtMost(entry, MAX_MANIFEST_BYTES), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new XvadModelException(file + ": not an XVAD model file of a known version: " + e.getMessage(), e);
        }
        requireBounds(parsed);
        return parsed;
    }

    private void requireBounds(Manifest parsed) {
        if (parsed.entries().size() > MAX_ENTRIES) {
            throw new XvadModelException(file + ": " + parsed.entries().size() + " entries, at most " + MAX_ENTRIES);
        }
        long total = 0;
        for (Map.Entry<String, Manifest.Entry> entry : parsed.entries().entrySet()) {
            long bytes = entry.getValue().bytes();
            if (!ENTRY_NAME.matcher(entry.getKey()).matches() || bytes < 0 || bytes > Integer.MAX_VALUE - 8) {
                throw new XvadModelException(file + ": manifest entry '" + entry.getKey() + "' of " + bytes
                        + " bytes has a name or size that is not allowed");
            }
            total += bytes;
        }
        if (total > MAX_TOTAL_BYTES) {
            throw new XvadModelException(file + ": entries of " + total + " bytes in all, at most " + MAX_TOTAL_BYTES);
        }
    }

    @Override
    public Provenance provenance() {
        return manifest.provenance();
    }

    @Override
    public boolean has(String name) {
        return List.of(".npy", ".bin", ".json").stream()
                .anyMatch(extension -> manifest.entries().containsKey(name + extension));
    }

    @Override
    public Tensor tensor(String name) {
        Npy array = npy(name, "f4", "f2");
        return Tensor.owning(array.floats(), array.shape());
    }

    @Override
    public double[] doubles(String name) {
        return npy(name, "f8").doubles();
    }

    @Override
    public int[] ints(String name) {
        return Arrays.stream(npy(name, "i4").doubles())
                .mapToInt(value -> (int) value)
                .toArray();
    }

    @Override
    public byte[] bytes(String name) {
        return read(name + ".bin");
    }

    @Override
    public List<String> strings(String name) {
        try {
            return json(name).strings("values");
        } catch (IllegalArgumentException e) {
            throw broken(name, e);
        }
    }

    @Override
    public Map<String, String> properties(String name) {
        try {
            return json(name).texts();
        } catch (IllegalArgumentException e) {
            throw broken(name, e);
        }
    }

    private JsonObject json(String name) {
        return JsonObject.parse(new String(read(name + ".json"), StandardCharsets.UTF_8));
    }

    private Npy npy(String name, String... types) {
        try {
            Npy array = Npy.read(file + "!" + name, read(name + ".npy"));
            if (!List.of(types).contains(array.type())) {
                throw new XvadModelException(file + ": entry '" + name + "' is of type " + array.type() + ", wanted "
                        + String.join(" or ", types));
            }
            return array;
        } catch (XvadDataException e) {
            throw broken(name, e);
        }
    }

    private XvadModelException broken(String name, RuntimeException cause) {
        return new XvadModelException(file + ": entry '" + name + "' is broken: " + cause.getMessage(), cause);
    }

    private byte[] read(String fileName) {
        Manifest.Entry promised = manifest.entries().get(fileName);
        ZipEntry entry = zip.getEntry(fileName);
        if (promised == null || entry == null) {
            throw new XvadModelException(file + ": entry '" + fileName + "' is missing");
        }
        try {
            byte[] bytes = readAtMost(entry, (int) promised.bytes());
            if (bytes.length != promised.bytes() || !Sha256.of(bytes).equals(promised.sha256())) {
                throw new XvadModelException(
                        file + ": entry '" + fileName + "' does not match the SHA-256 in the manifest");
            }
            return bytes;
        } catch (EOFException e) {
            throw new XvadModelException(file + ": entry '" + fileName + "' is cut short", e);
        } catch (IOException e) {
            throw new XvadModelException(file + ": entry '" + fileName + "' is broken: " + e.getMessage(), e);
        }
    }

    private byte[] readAtMost(ZipEntry entry, int limit) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new XvadModelException(
                        file + ": entry '" + entry.getName() + "' is larger than the " + limit + " bytes allowed");
            }
            return bytes;
        }
    }

    @Override
    public void close() {
        try {
            try {
                zip.close();
            } finally {
                closing.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
