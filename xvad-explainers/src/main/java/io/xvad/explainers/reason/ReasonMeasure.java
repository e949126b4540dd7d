package io.xvad.explainers.reason;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.HeldOutMeasure;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.restoration.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures how held-out normal images differ from their normal versions, so that it is known which differences surprise. For detectors of
 * images that give maps and make normal versions.
 */
public final class ReasonMeasure implements HeldOutMeasure<ReasonCalibration> {

    @Override
    public String name() {
        return "reasons";
    }

    @Override
    public String description() {
        return "What differences between an image and its normal version are like where the image is normal";
    }

    @Override
    public Class<ReasonCalibration> type() {
        return ReasonCalibration.class;
    }

    @Override
    public Optional<ReasonCalibration> measure(
            FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
        if (!Restoration.isPossible(calibrated) || !(heldOut.get(0) instanceof Image)) {
            return Optional.empty();
        }
        List<Difference> normals = new ArrayList<>();
        for (int i = 0; i < heldOut.size(); i++) {
            Cancellation.check();
            normals.add(difference(calibrated, heldOut.get(i).requireImage()));
            progress.progressed(name(), i + 1L, heldOut.size());
        }
        return Optional.of(ReasonCalibration.of(normals));
    }

    private static Difference difference(FittedDetector calibrated, Image image) {
        return Difference.of(Restoration.of(calibrated, image, calibrated.detect(image)));
    }

    @Override
    public void write(ReasonCalibration found, ModelWriter model) {
        found.write(model);
    }

    @Override
    public ReasonCalibration read(ModelReader model) {
        return ReasonCalibration.read(model);
    }
}
