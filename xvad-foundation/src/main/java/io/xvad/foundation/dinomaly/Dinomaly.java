package io.xvad.foundation.dinomaly;

import io.xvad.core.Supervision;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.FoundationModel;
import java.util.List;
import java.util.Set;

/**
 * Scores an image by how far a decoder, trained on normal images only, is from the features of the frozen DINOv2 that it reconstructs: Dinomaly (Guo, Lu, Zhang, Chen, Li and
 * Liao 2025, "Dinomaly: The Less Is More Philosophy in Multi-Class Unsupervised Anomaly Detection", CVPR). The map is the mean, over groups of layers, of one minus the cosine; the
 * score is the mean of its largest hundredth.
 *
 * <p>It trains nothing: the decoder is trained by the authors' code, and {@code tools/export/dinomaly.py} writes the folder that this detector takes. Maps are made as the authors evaluate:
 * at 256 x 256, smoothed by a kernel of 5 x 5. The network sees the middle of the image only; the map is lowest outside.
 */
public final class Dinomaly extends FoundationDetector {

    @Override
    public String name() {
        return "dinomaly";
    }

    @Override
    public String description() {
        return "Distance of a trained decoder, which you bring, from the DINOv2 features it reconstructs (Guo et al. 2025)";
    }

    /** It learns nothing here: the decoder has learnt from normal images elsewhere. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FoundationOptions.WEIGHTS, FeatureOptions.ENGINE, FeatureOptions.THREADS);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        return fitted(weights, request.provenance(this, data, List.of(weights.external())));
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        return fitted(weights, model.provenance());
    }

    private FittedDetector fitted(FoundationModel weights, Provenance provenance) {
        return new FittedDinomaly(weights.require(name(), "dinomaly", List.of("plain")), provenance);
    }
}
