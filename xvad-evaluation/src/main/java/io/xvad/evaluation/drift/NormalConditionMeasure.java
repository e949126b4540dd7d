package io.xvad.evaluation.drift;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.HeldOutMeasure;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import java.util.Optional;

/** Measures in what condition held-out normal images are, so that {@link DriftMonitor} knows what is usual. For images, at least two. */
public final class NormalConditionMeasure implements HeldOutMeasure<NormalCondition> {

    @Override
    public String name() {
        return "normal-condition";
    }

    @Override
    public String description() {
        return "Lighting, sharpness, noise and place of normal images, to notice drift";
    }

    @Override
    public Class<NormalCondition> type() {
        return NormalCondition.class;
    }

    @Override
    public Optional<NormalCondition> measure(
            FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
        if (heldOut.size() < 2 || !(heldOut.get(0) instanceof Image)) {
            return Optional.empty();
        }
        return Optional.of(NormalCondition.of(heldOut, progress));
    }

    @Override
    public void write(NormalCondition found, ModelWriter model) {
        found.write(model);
    }

    @Override
    public NormalCondition read(ModelReader model) {
        return NormalCondition.read(model);
    }
}
