package io.xvad.foundation.aaclip;

import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.AnchoredEncoder.Found;
import io.xvad.foundation.detector.FittedAnchors;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.PartScales;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image and its patches by two sentences' anchors after both of CLIP's encoders were taught what an anomaly is, by small adapters in their first blocks: AA-CLIP (Ma, Zhang, Yao, Tang, Wu, Li,
 * Yan, Jiang and Zhou 2025, "AA-CLIP: Enhancing Zero-Shot Anomaly Detection via Anomaly-Aware CLIP", CVPR).
 *
 * <p>The adapters, which keep each token's length, are part of the exported graphs: of the text's first three blocks and the image's first six, with a projection of the sentence that takes
 * the place of CLIP's and one for the patches of each of four levels. As in the authors' code, what a level gives is a difference of cosines, without a soft-max.
 *
 * <p>The authors' code puts map and image value on one scale by their ranges over the test set. This takes the ranges over {@link
 * FoundationOptions#SCALING_REFERENCES normal images}; without those the score is the greatest value of the map, as it is of the authors for medical images.
 */
public final class AaClip extends FoundationDetector {

    static final String VARIANT = "aa-clip";

    /** What the images come from. */
    public static final OptionSpec<String> DOMAIN = OptionSpec.choice(
            "domain",
            Domain.INDUSTRIAL.word(),
            Domain.words(),
            "industrial, or medical: smoother maps, and a score of the map alone");

    private static final String PROMPTS = "prompts.json";

    @Override
    public String name() {
        return "aa-clip";
    }

    @Override
    public String description() {
        return "Likeness of patches to sentences, with adapters that make CLIP aware of anomalies, with weights you bring (Ma et al. 2025)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                DOMAIN,
                FoundationOptions.SCALING_REFERENCES,
                FoundationOptions.PROMPTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        weights.require(name(), "clip", List.of(VARIANT));
        Domain domain = Domain.of(options.get(DOMAIN));
        String prompts = FoundationOptions.prompts(options, AaClip.class, PROMPTS);
        TextAnchors anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts),
                FoundationOptions.className(options),
                weights,
                TextAnchors.Averaging.UNIT_MEAN);
        AdaptedEncoder encoder = AdaptedEncoder.of(weights, anchors, domain);
        try {
            Optional<PartScales> scales = domain == Domain.MEDICAL
                    ? Optional.empty()
                    : PartScales.drawn(data.normals(), request, image -> encoder.find(image)
                            .parts());
            ExternalModel external = weights.external().withPrompt(prompts);
            Provenance provenance = request.provenance(this, data, List.of(external));
            return new FittedAnchors(weights, encoder, Found::highest, scales, provenance);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        TextAnchors anchors = TextAnchors.read(model);
        Optional<PartScales> scales = PartScales.read(model);
        AdaptedEncoder encoder = AdaptedEncoder.of(weights, anchors, Domain.of(options.get(DOMAIN)));
        return new FittedAnchors(weights, encoder, Found::highest, scales, model.provenance());
    }
}
