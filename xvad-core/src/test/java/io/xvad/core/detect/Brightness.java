package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Set;

/** The brightest pixel is the score; refuses images wider than a limit. */
final class Brightness implements Detector {

    private static final int WIDEST = 4;

    private final int widest;

    Brightness() {
        this(WIDEST);
    }

    Brightness(int widest) {
        this.widest = widest;
    }

    static Image grey(String id, int width, double value) {
        float[] values = new float[width];
        java.util.Arrays.fill(values, (float) value);
        return Image.of(id, 1, 1, width, values);
    }

    @Override
    public String name() {
        return "brightness";
    }

    @Override
    public String description() {
        return "The brightest pixel";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord record = TrainingRecord.of(data);
        for (int i = 0; i < data.normals().size(); i++) {
            record.normals().get(i);
        }
        return new Fitted(request.provenance(this, record), widest);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Fitted(model.provenance(), widest);
    }

    private record Fitted(Provenance provenance, int widest) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            Image image = sample.requireImage();
            if (image.width() > widest) {
                throw new IllegalArgumentException(image.id() + ": too wide");
            }
            AnomalyMap map = AnomalyMap.of(image.height(), image.width(), image.toArray());
            return Detection.undecided(image.id(), map.max(), List.of(map));
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {}
    }
}
