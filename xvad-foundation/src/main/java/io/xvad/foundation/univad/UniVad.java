package io.xvad.foundation.univad;

import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.ModelSetDetector;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.segment.PhraseGrounder;
import io.xvad.foundation.segment.PhraseMasks;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.text.TextEncoder;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.univad.NormalComponents.Normal;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares patches and components of an image with those of a few normal images, and its patches with sentences: after UniVAD (Gu, Zhu, Zhu, Chen, Tang and Wang 2025, "UniVAD: A Training-free
 * Unified Model for Few-shot Visual Anomaly Detection", CVPR). CLIP and DINOv2 compare; Grounding DINO and Segment Anything find the components. The masks of the first normal image
 * decide whether it is a surface, one object, or several components.
 *
 * <p>What departs from the authors' code: Segment Anything in place of SAM-HQ; components are told apart by clusters of DINOv2's patches, not of DINO ViT-S/8's, all of them, not a coreset, found once, not until their
 * number is right, and without a conditional random field; a component that is looked at alone is aligned with the image's axes, and turned by quarters; patches of one object are chosen by the mask of
 * the object, where that code takes the mask's values for indices; the map is not smoothed.
 */
public final class UniVad extends ModelSetDetector {

    static final String IMAGES = "reference-vectors";
    static final String PATCHES = "reference-patches";

    private static final String CLIP = "clip";
    private static final String DINO = "dino";
    private static final String GROUNDING = "grounding";
    private static final String SAM = "sam";
    private static final String RESOURCE = "prompts.json";

    /** How many normal images are remembered. */
    public static final OptionSpec<Integer> REFERENCES = OptionSpec.integer(
            "references", 4, 1, 10_000, "Normal images to compare with, drawn by the seed; all if there are fewer");

    /** What the components are called. */
    public static final OptionSpec<List<String>> COMPONENTS = OptionSpec.words(
            "components",
            List.of("object"),
            "words, separated by commas",
            "Names of the components, in English, by which they are found");

    /** What the background is called. */
    public static final OptionSpec<List<String>> BACKGROUND = OptionSpec.words(
            "background",
            List.of("background"),
            "words, separated by commas",
            "Names of what lies around the components, in English");

    /** How sure a box must be. */
    public static final OptionSpec<Double> BOX_THRESHOLD = OptionSpec.decimal(
            "box-threshold", 0.25, 0, 1, "Components are kept of which the grounder is surer than this");

    /** How sure a word must be. */
    public static final OptionSpec<Double> TEXT_THRESHOLD = OptionSpec.decimal(
            "text-threshold", 0.25, 0, 1, "Words name a component if the grounder is surer of them than this");

    /** How many kinds of component there are. */
    public static final OptionSpec<Integer> CLUSTERS =
            OptionSpec.integer("clusters", 2, 1, 100, "Kinds of component, where there are several components");

    @Override
    public String name() {
        return "univad";
    }

    @Override
    public String description() {
        return "Patches and components beside those of a few normal images, with weights you bring (after Gu et al. 2025)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(RemembersImages.class);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS);
    }

    @Override
    public int fewestNormals() {
        return 1;
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                REFERENCES,
                COMPONENTS,
                BACKGROUND,
                BOX_THRESHOLD,
                TEXT_THRESHOLD,
                CLUSTERS,
                FoundationOptions.CLASS_NAME,
                FoundationOptions.PROMPTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    protected List<String> parts() {
        return List.of(CLIP, DINO, GROUNDING, SAM);
    }

    @Override
    protected FittedDetector fit(ModelSet weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        require(weights);
        String prompts = FoundationOptions.prompts(options, UniVad.class, RESOURCE);
        TextAnchors anchors = anchors(weights, prompts, options);
        return Opening.of(opening -> {
            VisionTowers towers =
                    opening.keep(VisionTowers.of(weights.get(CLIP), weights.get(DINO)), VisionTowers::close);
            ComponentMasks masks = opening.keep(masks(weights, options), ComponentMasks::close);
            List<ExternalModel> external = new ArrayList<>(weights.external());
            external.set(0, external.get(0).withPrompt(prompts));
            FittedUniVad.Known known = known(anchors, towers, masks, data.normals(), request);
            return new FittedUniVad(weights, towers, masks, known, request.provenance(this, data, external));
        });
    }

    private void require(ModelSet weights) {
        weights.get(CLIP).require(name(), "clip", List.of("univad"));
        weights.get(DINO).require(name(), "dinov2", List.of("plain"));
        weights.get(GROUNDING).require(name(), "grounding-dino", List.of("plain"));
        weights.get(SAM).require(name(), "sam", List.of("plain"));
    }

    /** The text side is needed no more when the anchors are there. */
    private static TextAnchors anchors(ModelSet weights, String prompts, Options options) {
        try (TextEncoder text = TextEncoder.of(weights.get(CLIP))) {
            return TextAnchors.of(
                    PromptEnsemble.parse(prompts),
                    FoundationOptions.className(options),
                    text,
                    TextAnchors.Averaging.UNIT_MEAN);
        }
    }

    private static ComponentMasks masks(ModelSet weights, Options options) {
        PhraseGrounder grounder = PhraseGrounder.of(weights.get(GROUNDING));
        try {
            return ComponentMasks.of(new PhraseMasks(
                    grounder,
                    MaskProposer.of(weights.get(SAM)),
                    options.get(COMPONENTS),
                    options.get(BACKGROUND),
                    options.get(BOX_THRESHOLD),
                    options.get(TEXT_THRESHOLD)));
        } catch (RuntimeException e) {
            grounder.close();
            throw e;
        }
    }

    private static FittedUniVad.Known known(
            TextAnchors anchors, VisionTowers towers, ComponentMasks masks, Samples normals, FitRequest request) {
        Samples drawn =
                References.drawn(normals, Math.min(request.options().get(REFERENCES), normals.size()), request.seed());
        List<Normal> seen = new ArrayList<>();
        int size = towers.input().size();
        References references = References.of(drawn, towers.input(), image -> {
            seen.add(new Normal(
                    towers.input().seen(image),
                    masks.of(image).stream()
                            .map(mask -> GridMask.resized(mask, size, size))
                            .toList(),
                    towers.features(image)));
            request.progress().progressed("reference images", seen.size(), drawn.size());
        });
        return known(anchors, towers, seen, references, request);
    }

    private static FittedUniVad.Known known(
            TextAnchors anchors, VisionTowers towers, List<Normal> seen, References references, FitRequest request) {
        Vectors dino = Vectors.joined(
                seen.stream().map(normal -> normal.features().dino()).toList());
        return known(
                anchors,
                towers,
                seen,
                references,
                ComponentClusters.of(dino, request.options().get(CLUSTERS), request.seed()),
                request.options());
    }

    /** What is kept of some normal images, at least one, with clusters that are used where there are several components. */
    static FittedUniVad.Known known(
            TextAnchors anchors,
            VisionTowers towers,
            List<Normal> seen,
            References references,
            ComponentClusters clusters,
            Options options) {
        List<Features> features = seen.stream().map(Normal::features).toList();
        Vectors images = Vectors.joined(features.stream().map(Features::image).toList());
        List<List<Vectors>> clip = IntStream.range(0, features.get(0).clip().size())
                .mapToObj(layer ->
                        features.stream().map(one -> one.clip().get(layer)).toList())
                .toList();
        NormalComponents normal =
                switch (Gate.of(seen.get(0).masks())) {
                    case TEXTURE -> NormalComponents.ofSurface();
                    case SINGLE -> NormalComponents.ofObject(seen, options);
                    case MULTI -> NormalComponents.ofSeveral(seen, clusters, new ComponentDescriber(towers), options);
                };
        return Opening.of(opening -> {
            opening.keep(normal, NormalComponents::close);
            List<Vectors> dino = features.stream().map(Features::dino).toList();
            ReferenceMemory whole = ReferenceMemory.of(List.of(images.values()), images.dimension(), options);
            return new FittedUniVad.Known(
                    anchors,
                    opening.keep(whole, ReferenceMemory::close),
                    PatchMatch.of(clip, dino, options),
                    normal,
                    references);
        });
    }

    @Override
    protected FittedDetector load(ModelSet weights, ModelReader model, Options options) {
        require(weights);
        int layers = weights.get(CLIP).description().integers("layers").size();
        return Opening.of(opening -> {
            VisionTowers towers =
                    opening.keep(VisionTowers.of(weights.get(CLIP), weights.get(DINO)), VisionTowers::close);
            ComponentMasks masks = opening.keep(masks(weights, options), ComponentMasks::close);
            FittedUniVad.Known known = new FittedUniVad.Known(
                    TextAnchors.read(model),
                    opening.keep(ReferenceMemory.read(model, IMAGES, options), ReferenceMemory::close),
                    opening.keep(PatchMatch.read(model, PATCHES, layers, options), PatchMatch::close),
                    opening.keep(NormalComponents.read(model, layers, options), NormalComponents::close),
                    References.read(model, towers.input()));
            return new FittedUniVad(weights, towers, masks, known, model.provenance());
        });
    }
}
