package io.xvad.detectors.odin;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.Certainty;
import io.xvad.detectors.pretext.FittedClassifier;
import io.xvad.detectors.pretext.FrozenClassifier;
import io.xvad.detectors.pretext.SoftmaxCertainty;
import java.util.List;

/**
 * ODIN on somebody else's classifier: nothing is learned.
 *
 * @param detector the detector
 */
record FrozenOdin(Detector detector) {

    FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        if (normals.size() == 0) {
            throw new IllegalArgumentException("at least one normal image is needed, got none");
        }
        Provenance provenance = request.provenance(detector, TrainingRecord.of(data));
        Options options = request.options();
        return fitted(FrozenClassifier.open(options, List.of()), options, provenance);
    }

    FittedDetector load(ModelReader model, Options options) {
        return fitted(FrozenClassifier.read(model, options, List.of()), options, model.provenance());
    }

    private static FittedDetector fitted(FrozenClassifier classifier, Options options, Provenance provenance) {
        Certainty certainty = new SoftmaxCertainty(classifier.outline().logits(), options.get(Odin.TEMPERATURE));
        return new FittedClassifier(
                classifier,
                certainty,
                options.get(Odin.EPSILON),
                options.get(ImageOptions.SIGMA),
                provenance,
                model -> {});
    }
}
