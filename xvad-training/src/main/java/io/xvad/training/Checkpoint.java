package io.xvad.training;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A training that can be taken up again, as a zip of npy entries.
 *
 * @param epoch epochs made
 * @param state where the optimiser stands
 */
record Checkpoint(int epoch, Optimiser.State state) {

    private static final String WEIGHTS = "weights/";
    private static final String MOMENTS = "moments/";
    private static final String COUNTS = "counts";

    void write(Path file) {
        WholeFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            add(zip, COUNTS, Npy.write(new int[] {epoch, state.steps()}, 2));
            for (Map.Entry<String, float[]> entry : state.weights().entrySet()) {
                add(zip, WEIGHTS + entry.getKey(), Npy.write(entry.getValue(), entry.getValue().length));
            }
            for (Map.Entry<String, float[]> entry : state.moments().entrySet()) {
                add(zip, MOMENTS + entry.getKey(), Npy.write(entry.getValue(), entry.getValue().length));
            }
            zip.finish();
        });
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    static Checkpoint read(Path file) {
        Map<String, float[]> weights = new HashMap<>();
        Map<String, float[]> moments = new HashMap<>();
        double[] counts = {};
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Npy npy = Npy.read(file + "/" + entry.getName(), zip.readAllBytes());
                if (entry.getName().startsWith(WEIGHTS)) {
                    weights.put(entry.getName().substring(WEIGHTS.length()), npy.floats());
                } else if (entry.getName().startsWith(MOMENTS)) {
                    moments.put(entry.getName().substring(MOMENTS.length()), npy.floats());
                } else {
                    counts = npy.doubles();
                }
            }
        } catch (IOException e) {
            throw new XvadDataException("cannot read checkpoint " + file + ": " + e.getMessage(), e);
        }
        if (counts.length != 2) {
            throw new XvadDataException("not a checkpoint of a training: " + file);
        }
        return new Checkpoint((int) counts[0], new Optimiser.State(weights, moments, (int) counts[1]));
    }
}
