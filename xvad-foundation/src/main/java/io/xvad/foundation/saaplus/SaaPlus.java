package io.xvad.foundation.saaplus;

import io.xvad.core.capability.NamesRegions;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.ModelSetDetector;
import io.xvad.foundation.model.ModelSet;
import java.util.List;
import java.util.Set;

/**
 * Finds boxes for phrases that name defects, cuts masks out of them, and weighs these by how salient they are: SAA+ (Cao, Xu, Sun, Cheng, Du, Gao and Shen 2023, "Segment Any
 * Anomaly without Training via Hybrid Prompt Regularization", arXiv 2305.10724). Grounding DINO finds the boxes, Segment Anything cuts the masks.
 *
 * <p>Hybrid prompts regulate it: phrases for the object and its defects, and a sentence on its properties, which sets how many objects there are, whether they look alike, how
 * many masks are kept and how large one may be. As in the authors' code the size of a box, not that of its mask, is bounded, and no two masks are compared with each other. Where
 * no object is found, the whole image is the object.
 */
public final class SaaPlus extends ModelSetDetector {

    /** Name of the folder of Grounding DINO. */
    static final String GROUNDING = "grounding";

    /** Name of the folder of Segment Anything. */
    static final String SAM = "sam";

    /** Phrases and properties of the user's own. */
    public static final OptionSpec<String> PROMPTS = OptionSpec.content(
            "prompts",
            "",
            "JSON, or @FILE; empty for the detector's own",
            "Phrases for the object and its defects, and a sentence on its properties");

    /** How sure a box must be. */
    public static final OptionSpec<Double> BOX_THRESHOLD =
            OptionSpec.decimal("box-threshold", 0.1, 0, 1, "Boxes are kept of which the grounder is surer than this");

    /** How sure a word must be. */
    public static final OptionSpec<Double> TEXT_THRESHOLD = OptionSpec.decimal(
            "text-threshold", 0.1, 0, 1, "Words name a box if the grounder is surer of them than this");

    /** With how many places each is compared. */
    public static final OptionSpec<Integer> SALIENCY_NEIGHBOURS = OptionSpec.integer(
            "saliency-neighbours",
            400,
            1,
            1_000_000,
            "Places of the image, those most unlike it, that each place is compared with");

    /** Layers of the backbone. */
    public static final OptionSpec<List<String>> LAYERS =
            FeatureOptions.layers(List.of("stride4", "stride8", "stride16"));

    private static final int ONE_OBJECT = 256;
    private static final int SEVERAL_OBJECTS = 1024;

    private static final String RESOURCE = "prompts.json";

    @Override
    public String name() {
        return "saa-plus";
    }

    @Override
    public String description() {
        return "Masks of what phrases of defects name, weighed by saliency, with weights you bring (Cao et al. 2023)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                PROMPTS,
                BOX_THRESHOLD,
                TEXT_THRESHOLD,
                FeatureOptions.BACKBONE,
                LAYERS,
                FeatureOptions.INPUT_SIZE,
                SALIENCY_NEIGHBOURS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(NamesRegions.class);
    }

    @Override
    protected List<String> parts() {
        return List.of(GROUNDING, SAM);
    }

    @Override
    protected FittedDetector fit(ModelSet weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        String prompts = FoundationOptions.prompts(options.get(PROMPTS), SaaPlus.class, RESOURCE);
        BackboneSpec backbone = backbone(options, hybrid(prompts, options).properties());
        List<ExternalModel> external = List.of(
                weights.get(GROUNDING).external().withPrompt(prompts),
                weights.get(SAM).external());
        return opened(weights, backbone, prompts, options, request.provenance(this, data, external));
    }

    /** Several objects are looked at more closely, unless the options say how. */
    private static BackboneSpec backbone(Options options, PropertyPrompt properties) {
        BackboneSpec asked = FeatureOptions.backbone(options);
        boolean chosen = options.get(FeatureOptions.INPUT_SIZE) > 0;
        return chosen ? asked : asked.withInputSize(properties.comparesObjects() ? SEVERAL_OBJECTS : ONE_OBJECT);
    }

    @Override
    protected FittedDetector load(ModelSet weights, ModelReader model, Options options) {
        String prompts = FittedSaaPlus.prompts(model);
        return opened(weights, BackboneEntry.read(model), prompts, options, model.provenance());
    }

    private FittedDetector opened(
            ModelSet weights, BackboneSpec backbone, String prompts, Options options, Provenance provenance) {
        weights.get(GROUNDING).require(name(), "grounding-dino", List.of("plain"));
        weights.get(SAM).require(name(), "sam", List.of("plain"));
        HybridPrompts hybrid = hybrid(prompts, options);
        return new FittedSaaPlus(
                weights, SaaNetworks.open(weights, backbone, options), hybrid, prompts, options, provenance);
    }

    private static HybridPrompts hybrid(String prompts, Options options) {
        return HybridPrompts.parse(prompts, FoundationOptions.className(options));
    }
}
