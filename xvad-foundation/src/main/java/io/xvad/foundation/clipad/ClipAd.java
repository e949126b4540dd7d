package io.xvad.foundation.clipad;

import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.AnchoredEncoder.Found;
import io.xvad.foundation.detector.FittedAnchors;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.PartScales;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.LargestCluster;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image and its patches by what they share with the sentences that call the thing damaged beyond what they share with all sentences: CLIP-AD, its SDP, and its SDP+ where the weights have the linear layers
 * that were learned for it (Chen, Zhang, Tian, He, Zhang, Wang, Wang and Liu 2023, "CLIP-AD: A Language-Guided Staged Dual-Path Model for Zero-shot Anomaly Detection",
 * arXiv 2311.00453).
 *
 * <p>Patches are those of a second path, on which values attend to values and which begins anew with each stage. The vector of each side of the text is the mean of the largest cluster of its
 * sentences.
 *
 * <p>The authors' score is the sum of what the whole image gives and of the greatest value of the map, each divided by its range over the test set of a category. This takes the ranges over {@link
 * FoundationOptions#SCALING_REFERENCES normal images} (half the sum); without those the score is what the whole image gives, and the map has no part in it.
 */
public final class ClipAd extends FoundationDetector {

    /** Whether to use the linear layers. */
    public static final OptionSpec<Boolean> SDP_PLUS =
            OptionSpec.flag("sdp-plus", true, "Add the map of SDP+ where the weights have its linear layers");

    /** How the sentences of a side become one vector. */
    public static final OptionSpec<String> REPRESENTATIVE = OptionSpec.choice(
            "representative",
            "dbscan",
            List.of("dbscan", "mean"),
            "Vector of the sentences of a side: the mean of their largest cluster, or of all");

    /** Distance of neighbours in a cluster of sentences. */
    public static final OptionSpec<Double> CLUSTER_DISTANCE = OptionSpec.decimal(
            "cluster-distance", 0.5, 0.001, 2, "Greatest distance of neighbours in a cluster, of vectors of length 1");

    /** Neighbours of a sentence inside a cluster. */
    public static final OptionSpec<Integer> CLUSTER_NEIGHBOURS = OptionSpec.integer(
            "cluster-neighbours", 15, 1, 10_000, "Fewest neighbours of a sentence inside a cluster, itself included");

    /** Smoothing of the map; the authors take 2 for SDP+ on VisA. */
    public static final OptionSpec<Double> SIGMA = FeatureOptions.sigma(8);

    static final String VARIANT = "clip-ad";

    private static final String PROMPTS = "prompts.json";

    @Override
    public String name() {
        return "clip-ad";
    }

    @Override
    public String description() {
        return "What patches share with sentences for damaged things alone, stage by stage, by CLIP (Chen et al. 2023)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                FoundationOptions.SCALING_REFERENCES,
                SDP_PLUS,
                REPRESENTATIVE,
                CLUSTER_DISTANCE,
                CLUSTER_NEIGHBOURS,
                FoundationOptions.PROMPTS,
                SIGMA,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Cancellation.check();
        Options options = request.options();
        weights.require(name(), "clip", List.of(VARIANT));
        String prompts = FoundationOptions.prompts(options, ClipAd.class, PROMPTS);
        TextAnchors anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts), FoundationOptions.className(options), weights, averaging(options));
        StagedDualPath stages = stages(weights, anchors, options);
        try {
            Optional<PartScales> scales = PartScales.drawn(
                    data.normals(), request, image -> stages.find(image).parts());
            Provenance provenance =
                    request.provenance(this, data, List.of(weights.external().withPrompt(prompts)));
            return new FittedAnchors(weights, stages, Found::whole, scales, provenance);
        } catch (RuntimeException e) {
            stages.close();
            throw e;
        }
    }

    private static TextAnchors.Averaging averaging(Options options) {
        return options.get(REPRESENTATIVE).equals("mean")
                ? TextAnchors.Averaging.UNIT_MEAN
                : new LargestCluster(options.get(CLUSTER_DISTANCE), options.get(CLUSTER_NEIGHBOURS));
    }

    private static StagedDualPath stages(FoundationModel weights, TextAnchors anchors, Options options) {
        return StagedDualPath.of(weights, anchors, options.get(SDP_PLUS), options.get(SIGMA));
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        TextAnchors anchors = TextAnchors.read(model);
        Optional<PartScales> scales = PartScales.read(model);
        StagedDualPath stages = stages(weights, anchors, options);
        return new FittedAnchors(weights, stages, Found::whole, scales, model.provenance());
    }
}
