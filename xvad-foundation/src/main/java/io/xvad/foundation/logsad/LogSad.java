package io.xvad.foundation.logsad;

import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.ModelSetDetector;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.logsad.FittedLogSad.Known;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.parts.PartNames;
import io.xvad.foundation.parts.RuleSet;
import io.xvad.foundation.segment.Everything;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.text.TextEncoder;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares an image with a few normal ones on three levels: patches, instances of parts, and rules on how parts go together: LogSAD (Zhang, Wang, Jin and Huang 2025, "Towards Training-free Anomaly
 * Detection with Vision and Language Foundation Models", CVPR). CLIP, whose last block attends to neighbours, finds parts by words; masks of Segment Anything sharpen them; patches are compared by CLIP or DINOv2. A broken rule
 * makes the score 1, else it is the larger of two standardised scores.
 *
 * <p>In the authors' code the rules are numbers for the five products of one data set. Here they are data: a file that people read and edit, or intervals learnt from the normal images; a rule that
 * a normal image breaks is dropped. Both scores are standardised by normal images that are not compared with themselves. Parts are found in one way for all products: by clusters of the first two layers that
 * are given and by masks, without thresholds on similarity; several words for a part are averaged.
 */
public final class LogSad extends ModelSetDetector {

    static final String CENTRES = "place-clusters";
    static final String STRUCTURE_MEMORY = "structure-";
    static final String SCALES = "score-scales";

    private static final String CLIP = "clip";
    private static final String DINO = "dino";
    private static final String SAM = "sam";
    private static final int HELD_OUT = 16;

    /** How many normal images are remembered. */
    public static final OptionSpec<Integer> REFERENCES = OptionSpec.integer(
            "references", 4, 1, 10_000, "Normal images to compare with, drawn by the seed; all if there are fewer");

    /** Parts and rules. */
    public static final OptionSpec<String> RULES = OptionSpec.content(
            "rules",
            "",
            "JSON, or @FILE; empty for one part named class-name",
            "Parts that are looked for and the rules they keep; without rules, intervals are learnt from normal images");

    /** Which network compares patches. */
    public static final OptionSpec<String> STRUCTURE = OptionSpec.choice(
            "structure",
            CLIP,
            List.of(CLIP, DINO),
            "Network by which patches are compared with those of normal images");

    /** How many clusters of places there are. */
    public static final OptionSpec<Integer> CLUSTERS =
            OptionSpec.integer("clusters", 10, 1, 1_000, "Clusters of places, of which parts are made");

    /** The grid of places. */
    public static final OptionSpec<Integer> GRID = OptionSpec.integer(
            "grid", 64, 2, 512, "Places along a side, to which features of patches are interpolated");

    /** Points at which masks are asked for. */
    public static final OptionSpec<Integer> POINTS = OptionSpec.integer(
            "mask-points", 32, 1, 128, "Points along a side, at which masks are asked for; what the time goes to");

    /** How far learnt intervals are widened. */
    public static final OptionSpec<Double> MARGIN = OptionSpec.decimal(
            "margin", 0.2, 0, 10, "Share by which learnt intervals of areas are widened at both ends");

    @Override
    public String name() {
        return "logsad";
    }

    @Override
    public String description() {
        return "Patches, instances and rules on parts beside a few normal images, with weights you bring (Zhang et al. 2025)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ChecksRules.class, RemembersImages.class);
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
                RULES,
                FoundationOptions.CLASS_NAME,
                STRUCTURE,
                CLUSTERS,
                GRID,
                POINTS,
                MARGIN,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    protected List<String> parts() {
        return List.of(CLIP, DINO, SAM);
    }

    @Override
    protected List<String> parts(Options options) {
        return options.get(STRUCTURE).equals(DINO) ? parts() : List.of(CLIP, SAM);
    }

    @Override
    protected FittedDetector fit(ModelSet weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        require(weights, options);
        RuleSet asked = asked(options);
        PartQueries queries = queries(weights, asked);
        return Opening.of(opening -> {
            VisionNetworks networks = opening.keep(networks(weights, options), VisionNetworks::close);
            EverythingMasks masks = opening.keep(masks(weights, options), EverythingMasks::close);
            int count = Math.min(options.get(REFERENCES), data.normals().size());
            Samples drawn = References.drawn(
                    data.normals(), Math.min(count + HELD_OUT, data.normals().size()), request.seed());
            PartFinder finder = new PartFinder(clusters(drawn, count, networks, request), queries, masks);
            Known known = opening.keep(
                    new LogSadFit(networks, finder, asked, options).known(drawn, count, request.progress()),
                    Known::close);
            List<ExternalModel> external = new ArrayList<>(weights.external());
            external.set(0, external.get(0).withPrompt(asked.toJson()));
            return new FittedLogSad(weights, networks, finder, known, request.provenance(this, data, external));
        });
    }

    private void require(ModelSet weights, Options options) {
        weights.get(CLIP).require(name(), "clip", List.of("logsad"));
        if (options.get(STRUCTURE).equals(DINO)) {
            weights.get(DINO).require(name(), "dinov2", List.of("plain"));
        }
        weights.get(SAM).require(name(), "sam", List.of("plain"));
    }

    /** The user's, with one part and a background where they name none. */
    private static RuleSet asked(Options options) {
        String given = options.get(RULES);
        RuleSet rules = given.isEmpty() ? new RuleSet(List.of(), List.of()) : RuleSet.parse(given);
        List<PartNames> parts = new ArrayList<>(rules.parts());
        if (parts.stream().allMatch(PartNames::background)) {
            String name = FoundationOptions.className(options);
            parts.add(0, new PartNames(name, List.of(name), false));
        }
        if (!parts.get(parts.size() - 1).background()) {
            parts.add(new PartNames("background", List.of("background"), true));
        }
        return new RuleSet(parts, rules.rules()).requireKnownParts();
    }

    /** The text side is needed no more when the directions are there. */
    private static PartQueries queries(ModelSet weights, RuleSet asked) {
        try (TextEncoder text = TextEncoder.of(weights.get(CLIP))) {
            return PartQueries.of(asked.parts(), text);
        }
    }

    private static VisionNetworks networks(ModelSet weights, Options options) {
        Optional<FoundationModel> dino =
                options.get(STRUCTURE).equals(DINO) ? Optional.of(weights.get(DINO)) : Optional.empty();
        return VisionNetworks.of(weights.get(CLIP), dino, options.get(GRID));
    }

    private static EverythingMasks masks(ModelSet weights, Options options) {
        Everything standard = Everything.STANDARD;
        return EverythingMasks.of(
                MaskProposer.of(weights.get(SAM)),
                new Everything(options.get(POINTS), standard.predictedIou(), standard.stability(), standard.overlap()));
    }

    private static KMeans clusters(Samples normals, int count, VisionNetworks networks, FitRequest request) {
        List<FeatureGrid> grids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            grids.add(networks.features(normals.get(i).requireImage()).shallow());
        }
        int length = grids.get(0).vectors().length;
        float[] all = new float[count * length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(grids.get(i).vectors(), 0, all, i * length, length);
        }
        return KMeans.of(all, grids.get(0).dimension(), request.options().get(CLUSTERS), request.seed());
    }

    @Override
    protected FittedDetector load(ModelSet weights, ModelReader model, Options options) {
        require(weights, options);
        int layers = layers(weights, options.get(STRUCTURE));
        return Opening.of(opening -> {
            VisionNetworks networks = opening.keep(networks(weights, options), VisionNetworks::close);
            EverythingMasks masks = opening.keep(masks(weights, options), EverythingMasks::close);
            Known known = read(opening, model, networks, layers, layers(weights, CLIP), options);
            Tensor centres = model.tensor(CENTRES);
            PartFinder finder = new PartFinder(
                    new KMeans(centres.toArray(), centres.size(1)),
                    PartQueries.read(model, known.rules().parts()),
                    masks);
            return new FittedLogSad(weights, networks, finder, known, model.provenance());
        });
    }

    private static int layers(ModelSet weights, String part) {
        return weights.get(part).description().integers("layers").size();
    }

    private static Known read(
            Opening opening, ModelReader model, VisionNetworks networks, int layers, int clip, Options options) {
        List<ReferenceMemory> structure = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            structure.add(opening.keep(
                    ReferenceMemory.read(model, STRUCTURE_MEMORY + layer, options), ReferenceMemory::close));
        }
        double[] scales = model.doubles(SCALES);
        List<String> rules = model.strings(RULES.name());
        if (scales.length != 4 || rules.size() != 1) {
            throw new XvadModelException(
                    "entries '" + SCALES + "' and '" + RULES.name() + "' must hold four numbers and one text");
        }
        return new Known(
                structure,
                InstanceMatch.read(model, clip),
                RuleSet.parse(rules.get(0)),
                new Standardised(scales[0], scales[1]),
                new Standardised(scales[2], scales[3]),
                References.read(model, networks.input()));
    }
}
