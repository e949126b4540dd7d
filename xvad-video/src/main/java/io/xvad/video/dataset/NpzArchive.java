package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Vectors of frame labels in a NumPy archive ({@code .npz}), by the names of videos. Stateless but for its place; thread-safe. */
record NpzArchive(Path file) {

    private static final String ENDING = ".npy";
    private static final int MAX_BYTES = 64 << 20;

    /**
     * The names of the vectors.
     *
     * @throws XvadDataException naming the file, if it is no archive
     */
    Set<String> names() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> names = new TreeSet<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(ENDING))
                    .forEach(name -> names.add(name.substring(0, name.length() - ENDING.length())));
            return names;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * One label a frame: whether it is anomalous.
     *
     * @throws XvadDataException naming the file, if it has no such vector or cannot be read
     */
    boolean[] labels(String name) {
        String source = file + ", " + name;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name + ENDING);
            if (entry == null) {
                throw new XvadDataException(file + ": has nothing of " + name);
            }
            return labels(source, Npy.read(source, bytes(source, zip, entry)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static byte[] bytes(String source, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            if (in.read() >= 0) {
                throw new XvadDataException(source + ": larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static boolean[] labels(String source, Npy npy) {
        if (npy.shape().length != 1) {
            throw new XvadDataException(
                    source + ": must be a vector of frame labels, has " + npy.shape().length + " dimensions");
        }
        double[] values = npy.doubles();
        boolean[] labels = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = values[i] != 0;
        }
        return labels;
    }

    private XvadDataException unreadable(IOException e) {
        return new XvadDataException(file + ": cannot be read as a NumPy archive: " + e, e);
    }
}
