package com.example.detector;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Knows without training that a plain surface has one colour: compares each pixel with the median of its image. */
public final class PlainSurface implements Detector {

    @Override
    public String name() {
        return "plain-surface";
    }

    @Override
    public String description() {
        return "Difference to the median of the image, for surfaces of one colour";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    public int fewestNormals() {
        return 0;
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Cancellation.check();
        return new Fitted(request.provenance(this, TrainingRecord.of(data)));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Fitted(model.provenance());
    }

    private record Fitted(Provenance provenance) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            Image image = sample.requireImage();
            float[] values = image.toArray();
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            float median = sorted[sorted.length / 2];
            float[] map = new float[image.height() * image.width()];
            for (int i = 0; i < values.length; i++) {
                map[i % map.length] += Math.abs(values[i] - median) / image.channels();
            }
            AnomalyMap differences = AnomalyMap.of(image.height(), image.width(), map);
            return Detection.undecided(image.id(), differences.max(), List.of(differences));
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {}
    }
}
