package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The arrays of a NumPy archive, by name. */
final class Npz {

    private static final String SUFFIX = ".npy";

    private Npz() {}

    /**
     * Reads those arrays whose names begin with a prefix; the prefix is left out of their names.
     *
     * @throws XvadModelException naming the file, if it cannot be read
     */
    static Map<String, Tensor> read(Path file, String prefix) {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .filter(entry -> entry.getName().startsWith(prefix)
                            && entry.getName().endsWith(SUFFIX))
                    .forEach(entry -> arrays.put(
                            entry.getName()
                                    .substring(prefix.length(), entry.getName().length() - SUFFIX.length()),
                            tensor(file, zip, entry)));
            return arrays;
        } catch (IOException | UncheckedIOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e, e);
        }
    }

    private static Tensor tensor(Path file, ZipFile zip, ZipEntry entry) {
        try {
            return tensor(Npy.read(
                    file + "!" + entry.getName(), zip.getInputStream(entry).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of type int64 for whole numbers, of truth values for those, else float32. */
    static Tensor tensor(Npy array) {
        return switch (array.type()) {
            case "b1" -> Tensor.ofBooleans(truths(array.doubles()), array.shape());
            case "i8", "i4" -> Tensor.ofLongs(longs(array.doubles()), array.shape());
            default -> Tensor.owning(array.floats(), array.shape());
        };
    }

    private static boolean[] truths(double[] values) {
        boolean[] truths = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            truths[i] = values[i] != 0;
        }
        return truths;
    }

    private static long[] longs(double[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = (long) values[i];
        }
        return longs;
    }
}
