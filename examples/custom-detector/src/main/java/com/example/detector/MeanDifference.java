package com.example.detector;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import java.util.List;
import java.util.Set;

/** Compares each pixel with the mean of the normal images, which must all be grey and have one size. */
public final class MeanDifference implements Detector {

    public static final OptionSpec<Double> TOP_SHARE =
            OptionSpec.decimal("top-share", 0.01, 0, 1, "Share of the pixels, the most anomalous, that make the score");

    @Override
    public String name() {
        return "mean-difference";
    }

    @Override
    public String description() {
        return "Difference to the mean normal image";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(TOP_SHARE);
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        TrainingRecord record = TrainingRecord.of(data);
        Samples normals = record.normals();
        MeanImage mean = new MeanImage();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            mean.add(normals.get(i).requireImage());
            request.progress().progressed("images", i + 1L, normals.size());
        }
        return new FittedMeanDifference(
                mean.mean(), request.options().get(TOP_SHARE), request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Tensor mean = model.tensor(FittedMeanDifference.MEAN);
        Options options = Options.parse(options(), model.provenance().options());
        return new FittedMeanDifference(mean, options.get(TOP_SHARE), model.provenance());
    }
}
