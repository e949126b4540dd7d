package io.xvad.training;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A checkpoint as a zip of npy entries. */
final class CheckpointFile {

    private static final int FORMAT = 2;
    private static final String COUNTS = "counts";
    private static final String STEPS = "steps/";
    private static final String WEIGHTS = "weights/";
    private static final String MOMENTS = "moments/";
    private static final String BEST = "best/";
    private static final String STATE = "state/";

    private CheckpointFile() {}

    static void write(Checkpoint checkpoint, Path file) {
        WholeFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            Checkpoint.Progress progress = checkpoint.progress();
            double[] counts = {FORMAT, progress.epochs(), progress.lowest(), progress.waited()};
            add(zip, COUNTS, Npy.write(counts, counts.length));
            for (Map.Entry<String, Optimiser.State> entry :
                    checkpoint.optimisers().entrySet()) {
                String name = entry.getKey();
                Optimiser.State state = entry.getValue();
                add(zip, STEPS + name, Npy.write(new int[] {state.steps()}, 1));
                add(zip, WEIGHTS + name + "/", state.weights());
                add(zip, MOMENTS + name + "/", state.moments());
                add(
                        zip,
                        BEST + name + "/",
                        Objects.requireNonNull(checkpoint.best().get(name)));
            }
            add(zip, STATE, checkpoint.state());
            zip.finish();
        });
    }

    private static void add(ZipOutputStream zip, String folder, Map<String, float[]> values) throws IOException {
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            add(zip, folder + entry.getKey(), Npy.write(entry.getValue(), entry.getValue().length));
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /**
     * Reads a checkpoint.
     *
     * @throws XvadDataException if it cannot be read, is none, or is of another version
     */
    static Checkpoint read(Path file) {
        Map<String, Npy> entries = entries(file);
        Npy counts = entries.get(COUNTS);
        if (counts == null) {
            throw new XvadDataException("not a checkpoint of a training: " + file);
        }
        double[] numbers = counts.doubles();
        if (numbers.length != 4 || numbers[0] != FORMAT) {
            throw new XvadDataException("the checkpoint " + file + " was written by another version of XVAD, and its"
                    + " training cannot go on with this one; remove the file to begin anew");
        }
        Map<String, Optimiser.State> optimisers = new LinkedHashMap<>();
        Map<String, Map<String, float[]>> best = new LinkedHashMap<>();
        entries.keySet().stream().filter(entry -> entry.startsWith(STEPS)).forEach(entry -> {
            String name = entry.substring(STEPS.length());
            int steps = (int) Objects.requireNonNull(entries.get(entry)).doubles()[0];
            optimisers.put(
                    name,
                    new Optimiser.State(in(entries, WEIGHTS + name + "/"), in(entries, MOMENTS + name + "/"), steps));
            best.put(name, in(entries, BEST + name + "/"));
        });
        return new Checkpoint(
                new Checkpoint.Progress((int) numbers[1], numbers[2], (int) numbers[3]),
                optimisers,
                best,
                in(entries, STATE));
    }

    private static Map<String, Npy> entries(Path file) {
        Map<String, Npy> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), Npy.read(file + "/" + entry.getName(), zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new XvadDataException("cannot read checkpoint " + file + ": " + e.getMessage(), e);
        }
        return entries;
    }

    private static Map<String, float[]> in(Map<String, Npy> entries, String folder) {
        Map<String, float[]> values = new LinkedHashMap<>();
        entries.forEach((entry, value) -> {
            if (entry.startsWith(folder)) {
                values.put(entry.substring(folder.length()), value.floats());
            }
        });
        return values;
    }
}
