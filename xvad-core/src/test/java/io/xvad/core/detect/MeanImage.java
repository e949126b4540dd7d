package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Set;

/** The distance of each pixel from its mean over normal grey images of one size. */
final class MeanImage implements Detector {

    @Override
    public String name() {
        return "mean-image";
    }

    @Override
    public String description() {
        return "The distance from the mean image";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord record = TrainingRecord.of(data);
        int count = record.normals().size();
        float[] mean = record.normals().get(0).requireImage().toArray();
        for (int i = 1; i < count; i++) {
            float[] values = record.normals().get(i).requireImage().toArray();
            for (int p = 0; p < mean.length; p++) {
                mean[p] += values[p];
            }
        }
        for (int p = 0; p < mean.length; p++) {
            mean[p] /= count;
        }
        return new Fitted(request.provenance(this, record), mean);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Fitted(model.provenance(), model.tensor("mean").toArray());
    }

    private record Fitted(Provenance provenance, float[] mean) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            Image image = sample.requireImage();
            float[] far = image.toArray();
            for (int p = 0; p < far.length; p++) {
                far[p] = Math.abs(far[p] - mean[p]);
            }
            AnomalyMap map = AnomalyMap.of(image.height(), image.width(), far);
            return Detection.undecided(image.id(), map.max(), List.of(map));
        }

        @Override
        public void save(ModelWriter model) {
            model.tensor("mean", Tensor.of(mean, mean.length));
        }

        @Override
        public void close() {}
    }
}
