package io.xvad.foundation.parts;

import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Arrays that numpy, scipy and scikit-learn computed: golden/parts.py. */
final class Golden {

    private static final Path FILE = Path.of("src", "test", "resources", "golden", "parts.npz");

    private Golden() {}

    static Npy array(String name) {
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            return Npy.read(
                    name, zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] floats(String name) {
        return array(name).floats();
    }

    static double[] doubles(String name) {
        return array(name).doubles();
    }

    static double number(String name) {
        return doubles(name)[0];
    }
}
