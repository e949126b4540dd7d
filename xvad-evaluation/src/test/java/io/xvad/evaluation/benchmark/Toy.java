package io.xvad.evaluation.benchmark;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Compares each pixel with a picture it has in mind: at the smallest learning rate an even grey of 0.8, else the mean of the normal
 * images. Counts its fits.
 */
final class Toy implements Detector {

    static final OptionSpec<Double> OFFSET =
            OptionSpec.decimal("offset", 0, -1, 1, "Added to what is in mind, which makes it worse");

    private static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(3);
    private static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.1);
    private static final float UNTRAINED = 0.8f;

    private final String name;
    private final boolean trains;
    private final Consumer<FitRequest> before;
    private final AtomicInteger fits = new AtomicInteger();

    private Toy(String name, boolean trains, Consumer<FitRequest> before) {
        this.name = name;
        this.trains = trains;
        this.before = before;
    }

    static Toy learning(String name) {
        return new Toy(name, true, request -> {});
    }

    static Toy simple(String name) {
        return new Toy(name, false, request -> {});
    }

    /** Does something before each fit. */
    static Toy before(String name, Consumer<FitRequest> before) {
        return new Toy(name, false, before);
    }

    int fits() {
        return fits.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Largest difference from what is in mind";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return trains ? List.of(OFFSET, EPOCHS, RATE, TrainingOptions.CHECKPOINT) : List.of(OFFSET);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        fits.incrementAndGet();
        before.accept(request);
        TrainingRecord record = TrainingRecord.of(data);
        int size = ((Image) data.normals().get(0)).buffer().limit();
        float[] mind = new float[size];
        for (int i = 0; i < record.normals().size(); i++) {
            Image image = (Image) record.normals().get(i);
            for (int p = 0; p < size; p++) {
                mind[p] += image.buffer().get(p) / record.normals().size();
            }
        }
        boolean asleep = trains && request.options().get(RATE) < 1e-6;
        for (int p = 0; p < size; p++) {
            mind[p] =
                    (float) ((asleep ? UNTRAINED : mind[p]) + request.options().get(OFFSET));
        }
        return new Fitted(mind, request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Fitted(model.tensor("mind").toArray(), model.provenance());
    }

    private record Fitted(float[] mind, Provenance provenance) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            Image image = (Image) sample;
            float[] map = new float[mind.length];
            float largest = 0;
            for (int p = 0; p < map.length; p++) {
                map[p] = Math.abs(image.buffer().get(p) - mind[p]);
                largest = Math.max(largest, map[p]);
            }
            return Detection.undecided(image.id(), largest, List.of(AnomalyMap.of(image.height(), image.width(), map)));
        }

        @Override
        public void save(ModelWriter model) {
            model.tensor("mind", Tensor.owning(mind, mind.length));
        }

        @Override
        public void close() {}
    }
}
