package io.xvad.foundation.anomalydino;

import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.tokens.References;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Scores an image by how far its DINOv2 patches are from the most alike ones of a few normal images: AnomalyDINO (Damm, Laszkiewicz, Lederer and Fischer 2025,
 * "AnomalyDINO: Boosting Patch-based Few-shot Anomaly Detection with DINOv2", WACV). The distance of a patch is one minus the cosine; the score is the mean of the largest
 * hundredth of all distances. References can be remembered in eight turns, and patches of the background left out by their first principal component.
 *
 * <p>As the authors' code does: the shorter side of an image is resized and what is left of a patch is cut off at the bottom and at the right, background is looked for in images but
 * not in references, and the map is smoothed with a standard deviation of 4 pixels of the image. References are turned about the middle of their pixels, without
 * rounding, and whether to mask is an option, which the authors decide for each product by how well it works.
 */
public final class AnomalyDino extends FoundationDetector {

    private static final double STEP = 45;

    /** How many normal images are remembered. */
    public static final OptionSpec<Integer> REFERENCES = OptionSpec.integer(
            "references", 4, 1, 10_000, "Normal images to compare with, drawn by the seed; all if there are fewer");

    /** The size at which images are compared. */
    public static final OptionSpec<Integer> SHORTER_SIDE = OptionSpec.integer(
            "shorter-side",
            448,
            14,
            4_096,
            "Pixels of the shorter side to which images are resized, longer sides in proportion");

    /** Whether references are turned. */
    public static final OptionSpec<Boolean> ROTATIONS = OptionSpec.flag(
            "rotations",
            true,
            "Whether each reference is remembered in eight turns, for things that lie in any direction");

    /** Whether the background is left out. */
    public static final OptionSpec<Boolean> MASKING = OptionSpec.flag(
            "masking",
            false,
            "Whether patches of the background are left out, for one object before a plain background");

    /** Where the background begins. */
    public static final OptionSpec<Double> MASK_THRESHOLD = OptionSpec.decimal(
            "mask-threshold", 10, 0, 1e6, "First principal component above which a patch belongs to the object");

    @Override
    public String name() {
        return "anomaly-dino";
    }

    @Override
    public String description() {
        return "Distance of DINOv2 patches, which you bring, to those of a few normal images (Damm et al. 2025)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                Forgets.class, LearnedSamples.class, LearnsMore.class, RemembersNormals.class, RemembersImages.class);
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
                SHORTER_SIDE,
                ROTATIONS,
                MASKING,
                MASK_THRESHOLD,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        return Opening.of(opening -> {
            PatchNetwork network = opening.keep(network(weights, options), PatchNetwork::close);
            Samples drawn = References.drawn(
                    data.normals(),
                    Math.min(options.get(REFERENCES), data.normals().size()),
                    request.seed());
            PatchMemory memory =
                    opening.keep(PatchMemory.of(drawn, turns(options), network, options), PatchMemory::close);
            Provenance provenance = request.provenance(this, data, List.of(weights.external()));
            return fitted(weights, network, memory, Optional.of(data.learnedSamples()), options, provenance);
        });
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        return Opening.of(opening -> {
            PatchNetwork network = opening.keep(network(weights, options), PatchNetwork::close);
            PatchMemory memory = PatchMemory.read(model, turns(options), network.patch(), options);
            Optional<LearnedSamples> learned =
                    LearnedSamples.areIn(model) ? Optional.of(LearnedSamples.read(model)) : Optional.empty();
            return fitted(weights, network, memory, learned, options, model.provenance());
        });
    }

    /** The network, opened. */
    PatchNetwork network(FoundationModel weights, Options options) {
        return new PatchNetwork(weights.require(name(), "dinov2", List.of("plain")), options.get(SHORTER_SIDE));
    }

    private static List<Turn> turns(Options options) {
        int count = options.get(ROTATIONS) ? 8 : 1;
        return IntStream.range(0, count).mapToObj(i -> new Turn(i * STEP)).toList();
    }

    /** A detector that owns the network and the memory. */
    static FittedDetector fitted(
            FoundationModel weights,
            PatchNetwork network,
            PatchMemory memory,
            Optional<LearnedSamples> learned,
            Options options,
            Provenance provenance) {
        Optional<Foreground> foreground =
                options.get(MASKING) ? Optional.of(new Foreground(options.get(MASK_THRESHOLD))) : Optional.empty();
        Optional<ReferenceUpdates> updates =
                learned.map(samples -> new ReferenceUpdates(weights, network, memory, samples, options, provenance));
        return new FittedAnomalyDino(weights, network, memory, foreground, updates, provenance);
    }
}
