package com.example;

import io.xvad.core.Image;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.Cancellation;
import java.util.Set;

/** Compares each pixel with the mean of the normal images, which must all have one size and one channel. */
public final class MeanDifference implements Detector {

    @Override
    public String name() {
        return "mean-difference";
    }

    @Override
    public String description() {
        return "Difference to the mean normal image";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord record = TrainingRecord.of(data);
        Samples images = record.normals();
        float[] mean = null;
        int height = 0;
        int width = 0;
        for (int i = 0; i < images.size(); i++) {
            Cancellation.check();
            if (!(images.get(i) instanceof Image image) || image.channels() != 1) {
                throw new IllegalArgumentException("mean-difference takes grey images, got " + images.id(i));
            }
            if (mean == null) {
                height = image.height();
                width = image.width();
                mean = new float[height * width];
            }
            for (int p = 0; p < mean.length; p++) {
                mean[p] += image.buffer().get(p) / images.size();
            }
        }
        if (mean == null) {
            throw new IllegalArgumentException("mean-difference needs at least one normal image, got none");
        }
        Provenance provenance = request.provenance(this, record);
        return new FittedMeanDifference(Tensor.of(mean, height, width), provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FittedMeanDifference(model.tensor(FittedMeanDifference.ENTRY), model.provenance());
    }
}
