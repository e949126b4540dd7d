package io.xvad.spark;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Scores an image by its highest value, notes each JVM that loads it, and takes the JVM that first sees a certain image down. */
public final class HaltingDetector implements Detector {

    static final AtomicInteger LOADED = new AtomicInteger();
    static final AtomicInteger CLOSED = new AtomicInteger();

    static final OptionSpec<String> FOLDER = OptionSpec.text("folder", "", "a folder", "Where it leaves its notes");
    static final OptionSpec<String> DEADLY = OptionSpec.text("deadly", "", "an id", "The image that ends the JVM once");

    @Override
    public String name() {
        return "halting";
    }

    @Override
    public String description() {
        return "A detector for tests";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FOLDER, DEADLY);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord read = TrainingRecord.of(data);
        read.normals().get(0);
        return new Fitted(request.provenance(this, read));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        LOADED.incrementAndGet();
        String folder = option(model.provenance(), FOLDER);
        if (!folder.isEmpty()) {
            note(Path.of(folder, "loaded-" + ProcessHandle.current().pid() + "-" + LOADED.get()));
        }
        return new Fitted(model.provenance());
    }

    private static String option(Provenance provenance, OptionSpec<String> option) {
        return provenance.options().getOrDefault(option.name(), "");
    }

    /** Whether this is the first time. */
    private static boolean note(Path file) {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Fitted(Provenance provenance) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            String deadly = option(provenance, DEADLY);
            if (!deadly.isEmpty()
                    && sample.id().endsWith(deadly)
                    && note(Path.of(option(provenance, FOLDER), "halted"))) {
                Runtime.getRuntime().halt(137);
            }
            Image image = sample.requireImage();
            float highest = 0;
            for (float value : image.toArray()) {
                highest = Math.max(highest, value);
            }
            return Detection.undecided(image.id(), highest);
        }

        @Override
        public void save(ModelWriter model) {
            model.ints("nothing", new int[] {1});
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }
}
