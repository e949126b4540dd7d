package io.xvad.foundation.anomalyclip;

import io.xvad.core.Supervision;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Scores an image and its patches by whether CLIP finds them more like a learned prompt for damaged than like one for normal, neither of which names an object: AnomalyCLIP
 * (Zhou, Pang, Tian, He and Chen 2024, "AnomalyCLIP: Object-agnostic Prompt Learning for Zero-shot Anomaly Detection", ICLR).
 *
 * <p>The prompts were learned from other images, with tokens of their own in the first blocks of the text encoder too; since they never change, the two vectors they
 * become are all that is needed of it, and lie in the weights folder. Patches are those of a second path through the last blocks, on which values attend to values (DPAM). As in the authors' code,
 * the vector of the whole image goes to the space of the text without the last normalisation, and the map is that of the layers the weights folder was exported with: of
 * 24 blocks the last alone, where the paper sums four.
 */
public final class AnomalyClip extends FoundationDetector {

    static final String VARIANT = "anomalyclip";

    private static final String VECTORS = "text-vectors";

    @Override
    public String name() {
        return "anomalyclip";
    }

    @Override
    public String description() {
        return "Likeness of patches to two learned prompts that name no object, by CLIP (Zhou et al. 2024)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FoundationOptions.WEIGHTS, FeatureOptions.ENGINE, FeatureOptions.THREADS);
    }

    /** It learns nothing here. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Cancellation.check();
        return open(weights, request.provenance(this, data, List.of(weights.external())));
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        return open(weights, model.provenance());
    }

    private FittedDetector open(FoundationModel weights, Provenance provenance) {
        weights.require(name(), "clip", List.of(VARIANT));
        List<Integer> layers = weights.description().integers("layers");
        TextAnchors anchors = learned(weights);
        return new FittedAnomalyClip(weights, PatchEncoder.of(weights), anchors, layers, provenance);
    }

    /** The two vectors, normal first. */
    private static TextAnchors learned(FoundationModel weights) {
        Tensor vectors = weights.array(VECTORS);
        if (vectors.rank() != 2 || vectors.size(0) != 2) {
            throw new XvadModelException(
                    weights.folder() + ": array '" + VECTORS + "' must be of shape (2, D), got " + vectors);
        }
        float[] values = vectors.toArray();
        int dimension = vectors.size(1);
        return TextAnchors.learned(
                Arrays.copyOf(values, dimension), Arrays.copyOfRange(values, dimension, 2 * dimension));
    }
}
