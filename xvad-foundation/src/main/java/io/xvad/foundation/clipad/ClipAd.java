package io.xvad.foundation.clipad;

import io.xvad.core.Supervision;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.AnchoredEncoder.Found;
import io.xvad.foundation.detector.AuxiliaryImages;
import io.xvad.foundation.detector.FittedAnchors;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.detector.PartScales;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.LargestCluster;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
 *
 * <p>Auxiliary images, labelled ones of other things with masks, train the linear layers anew, as the authors train them: the image encoder stays as it is and its tokens are
 * computed once. The authors publish how the losses are added but not the losses themselves, which are taken from their papers.
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

    /** Passes over the auxiliary images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(5);

    /** Step of the optimiser that trains the linear layers. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(1e-4);

    /** Auxiliary images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(8);

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
        List<OptionSpec<?>> options = new ArrayList<>(List.of(
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
                FeatureOptions.THREADS));
        options.addAll(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        return List.copyOf(options);
    }

    /** What it can learn from: nothing, normal images, which give the score its scale, or auxiliary ones, which train the linear layers. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT, Supervision.ONE_CLASS, Supervision.AUXILIARY);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        weights.require(name(), "clip", List.of(VARIANT));
        AuxiliaryImages auxiliary = new AuxiliaryImages(data.auxiliary());
        requireUsed(auxiliary, options);
        String prompts = FoundationOptions.prompts(options, ClipAd.class, PROMPTS);
        Map<String, TextAnchors> anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts), things(auxiliary, options), weights, averaging(options));
        return Opening.of(opening -> {
            PatchEncoder encoder = opening.keep(PatchEncoder.of(weights), PatchEncoder::close);
            StageLinears linears = linears(weights, encoder, auxiliary, anchors, request);
            TextAnchors own = Objects.requireNonNull(anchors.get(FoundationOptions.className(options)));
            StagedDualPath path = new StagedDualPath(encoder, own, layers(weights), linears, options.get(SIGMA));
            Optional<PartScales> scales = PartScales.drawn(
                    data.normals(), request, image -> path.find(image).parts());
            Provenance provenance =
                    request.provenance(this, data, List.of(weights.external().withPrompt(prompts)));
            return new FittedAnchors(weights, path, Found::whole, scales, provenance);
        });
    }

    private void requireUsed(AuxiliaryImages auxiliary, Options options) {
        if (!auxiliary.isEmpty() && !options.get(SDP_PLUS)) {
            throw new IllegalArgumentException("auxiliary images train the linear layers of SDP+, which option '"
                    + SDP_PLUS.name() + "' leaves out: give one or the other");
        }
        if (!auxiliary.isEmpty()) {
            TrainingRuntime.require(name());
        }
    }

    private static Set<String> things(AuxiliaryImages auxiliary, Options options) {
        Set<String> things = new TreeSet<>(auxiliary.byThing().keySet());
        things.add(FoundationOptions.className(options));
        return things;
    }

    /** Trained on the auxiliary images, or else those of the weights. */
    private static StageLinears linears(
            FoundationModel weights,
            PatchEncoder encoder,
            AuxiliaryImages auxiliary,
            Map<String, TextAnchors> anchors,
            FitRequest request) {
        List<Integer> layers = layers(weights);
        if (auxiliary.isEmpty()) {
            return request.options().get(SDP_PLUS) ? StageLinears.of(weights, layers) : StageLinears.NONE;
        }
        List<MarkedPatches> images = MarkedPatches.of(auxiliary, anchors, encoder, layers, request);
        return StageLinearNetwork.of(images.get(0), encoder).trained(images, request);
    }

    private static List<Integer> layers(FoundationModel weights) {
        return weights.description().integers("layers");
    }

    private static TextAnchors.Averaging averaging(Options options) {
        return options.get(REPRESENTATIVE).equals("mean")
                ? TextAnchors.Averaging.UNIT_MEAN
                : new LargestCluster(options.get(CLUSTER_DISTANCE), options.get(CLUSTER_NEIGHBOURS));
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        List<Integer> layers = layers(weights);
        StageLinears linears = options.get(SDP_PLUS) ? StageLinears.read(model, weights, layers) : StageLinears.NONE;
        TextAnchors anchors = TextAnchors.read(model);
        Optional<PartScales> scales = PartScales.read(model);
        PatchEncoder encoder = PatchEncoder.of(weights);
        StagedDualPath path = new StagedDualPath(encoder, anchors, layers, linears, options.get(SIGMA));
        return new FittedAnchors(weights, path, Found::whole, scales, model.provenance());
    }
}
