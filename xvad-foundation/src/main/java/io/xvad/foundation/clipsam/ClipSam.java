package io.xvad.foundation.clipsam;

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
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.ModelSetDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.segment.MapRefiner;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.text.TextEncoder;
import java.util.List;
import java.util.Set;

/**
 * Finds roughly with CLIP where an image looks damaged, and cuts masks around it with Segment Anything: after ClipSAM (Li, Cao, Du et al. 2024, "ClipSAM: CLIP and SAM Collaboration for
 * Zero-Shot Anomaly Segmentation", arXiv 2401.12665).
 *
 * <p>It is the second half of ClipSAM, without its trained cross-modal module (UMCI), of which there is neither code nor weights: the rough map compares patches with sentences
 * directly. How many regions and points there are, and how masks and map are joined, is ours: the map is the mean of the rough one and of the masks, each region weighed by its mean in the rough
 * map.
 */
public final class ClipSam extends ModelSetDetector {

    /** Name of the folder of CLIP. */
    static final String CLIP = "clip";

    /** Name of the folder of Segment Anything. */
    static final String SAM = "sam";

    /** Where a region begins. */
    public static final OptionSpec<Double> THRESHOLD = OptionSpec.decimal(
            "threshold", 0.5, 0, 1, "Where a region of the rough map begins: 0 is its lowest value and 1 its highest");

    /** How many regions are refined. */
    public static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 5, 1, 1000, "Most regions that are refined, those with the highest peaks");

    /** How many points a region has. */
    public static final OptionSpec<Integer> POINTS =
            OptionSpec.integer("points", 3, 1, 100, "Most points in each region, beside its box");

    private static final String RESOURCE = "prompts.json";

    @Override
    public String name() {
        return "clipsam";
    }

    @Override
    public String description() {
        return "Masks around what sentences find, with weights you bring; after Li et al. (2024), without their trained module";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                FoundationOptions.PROMPTS,
                THRESHOLD,
                REGIONS,
                POINTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class);
    }

    @Override
    protected List<String> parts() {
        return List.of(CLIP, SAM);
    }

    @Override
    protected FittedDetector fit(ModelSet weights, TrainingRecord data, FitRequest request) {
        requireKinds(weights);
        Options options = request.options();
        String prompts = FoundationOptions.prompts(options, ClipSam.class, RESOURCE);
        TextAnchors anchors = anchors(weights.get(CLIP), prompts, FoundationOptions.className(options));
        List<ExternalModel> external = List.of(
                weights.get(CLIP).external().withPrompt(prompts),
                weights.get(SAM).external());
        return opened(weights, anchors, options, request.provenance(this, data, external));
    }

    private void requireKinds(ModelSet weights) {
        weights.get(CLIP).require(name(), "clip", List.of("clipsam", "clip-ad"));
        weights.get(SAM).require(name(), "sam", List.of("plain"));
    }

    private static TextAnchors anchors(FoundationModel clip, String prompts, String thing) {
        PromptEnsemble ensemble = PromptEnsemble.parse(prompts);
        try (TextEncoder text = TextEncoder.of(clip)) {
            return TextAnchors.of(ensemble, thing, text, TextAnchors.Averaging.UNIT_MEAN);
        }
    }

    @Override
    protected FittedDetector load(ModelSet weights, ModelReader model, Options options) {
        requireKinds(weights);
        return opened(weights, TextAnchors.read(model), options, model.provenance());
    }

    private static FittedDetector opened(
            ModelSet weights, TextAnchors anchors, Options options, Provenance provenance) {
        RoughMap rough = RoughMap.of(weights.get(CLIP));
        try {
            MapRefiner refiner = new MapRefiner(
                    MaskProposer.of(weights.get(SAM)),
                    options.get(THRESHOLD),
                    options.get(REGIONS),
                    options.get(POINTS));
            return new FittedClipSam(weights, rough, refiner, anchors, provenance);
        } catch (RuntimeException e) {
            rough.close();
            throw e;
        }
    }
}
