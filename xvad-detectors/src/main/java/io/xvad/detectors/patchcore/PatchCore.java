package io.xvad.detectors.patchcore;

import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FitsInParts;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.detectors.features.FeatureDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.nearest.SearchMethod;
import io.xvad.detectors.restoration.NormalImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image by its distance to the nearest normal patches: PatchCore (Roth, Pemula, Zepeda, Schoelkopf, Brox and Gehler
 * 2022, "Towards Total Recall in Industrial Anomaly Detection", CVPR). A memory bank keeps a coreset of locally aware patch
 * features of normal images; a patch is as anomalous as it is far from the nearest one in the bank.
 *
 * <p>Fit streams over the images twice: once for features, once for the crops of the patches that are kept. Memory is
 * bounded by {@code candidates} rows, however many images there are. Departures from the paper, each measured in {@code
 * tools/experiments}: the score is by default the maximum of the smoothed map, and a uniform sample of all patches goes
 * into the coreset search.
 *
 * <p>A fit in parts ({@link FitsInParts}) chooses a coreset of the coresets of the parts, whose covering radius is at most four times the
 * best possible instead of twice, before projection and rounding. It learns more by selecting a coreset of the memory bank and of new
 * patches. A patch that was a candidate in any part or round is then no farther from the memory than a covering radius that is measured,
 * kept in the model and told in its provenance: the distance of any patch is at most that much larger than if all candidates were
 * remembered. It forgets a sample by dropping its patches.
 */
public final class PatchCore extends FeatureDetector implements FitsInParts<PatchCandidates> {

    private static final OptionSpec<List<String>> LAYERS =
            FeatureOptions.layers(List.of("stride4", "stride8", "stride16"));

    /** Largest share of the patches in the memory bank. */
    public static final OptionSpec<Double> CORESET_RATIO =
            OptionSpec.decimal("coreset-ratio", 1, 1e-6, 1, "Largest share of all training patches that is remembered");

    /** Largest size of the memory bank. */
    public static final OptionSpec<Integer> CORESET_SIZE =
            OptionSpec.integer("coreset-size", 4_000, 1, 1_000_000, "Largest number of patches that are remembered");

    /** How many patches the coreset is selected from. */
    public static final OptionSpec<Integer> CANDIDATES = OptionSpec.integer(
            "candidates",
            40_000,
            1,
            2_000_000,
            "Patches drawn uniformly from all training patches, among which the coreset is searched; bounds memory");

    /** Dimensions in which the coreset is selected. */
    public static final OptionSpec<Integer> PROJECTION = OptionSpec.integer(
            "projection", 128, 0, 4096, "Dimensions of the random projection in the coreset search; 0 for none");

    /** Precision of the memory bank. */
    public static final OptionSpec<String> MEMORY_PRECISION = OptionSpec.choice(
            "memory-precision",
            Precision.FLOAT32.optionName(),
            Precision.names(),
            "What features of remembered patches are rounded to; float16 halves them in the model file");

    /** How the memory bank is searched. */
    public static final OptionSpec<String> NEIGHBOUR_SEARCH = SearchMethod.OPTION;

    /** How many neighbours are averaged. */
    public static final OptionSpec<Integer> NEIGHBOURS =
            OptionSpec.integer("neighbours", 1, 1, 100, "Nearest remembered patches whose distances are averaged");

    /** The score of an image: the maximum of the map, or re-weighted as in the paper. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            Scoring.MAP_MAX,
            List.of(Scoring.MAP_MAX, Scoring.REWEIGHTED),
            "Image score: maximum of the map, or the largest patch distance re-weighted as equation 7 of the paper");

    /** Neighbours in the re-weighting of the score. */
    public static final OptionSpec<Integer> REWEIGHTING_NEIGHBOURS = OptionSpec.integer(
            "reweighting-neighbours", 9, 1, 1000, "Neighbours of the nearest remembered patch in the re-weighting");

    @Override
    public String name() {
        return "patchcore";
    }

    @Override
    public String description() {
        return "Distance to the nearest of remembered normal patches (Roth et al. 2022)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                RemembersNormals.class,
                LearnedSamples.class,
                LearnsMore.class,
                Forgets.class,
                Reconstructs.class,
                Differentiable.class,
                GuidesGradients.class,
                RemembersImages.class,
                PropagatesRelevance.class,
                WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all(LAYERS, FeatureOptions.INPUT_SIZE));
        options.addAll(List.of(
                CORESET_RATIO,
                CORESET_SIZE,
                CANDIDATES,
                PROJECTION,
                MEMORY_PRECISION,
                NEIGHBOUR_SEARCH,
                NEIGHBOURS,
                SCORE,
                REWEIGHTING_NEIGHBOURS));
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.of("fast", "A third of the time or less, and less memory; finds fewer of the small defects")
                        .with(LAYERS, List.of("stride8", "stride16"))
                        .with(CANDIDATES, 20_000)
                        .with(CORESET_SIZE, 2_000),
                Preset.standard("As without a preset", LAYERS, CANDIDATES, CORESET_SIZE, FeatureOptions.INPUT_SIZE),
                Preset.of(
                                "accurate",
                                "Larger images and memory, three times the time; shows small defects more exactly")
                        .with(LAYERS, LAYERS.defaultValue())
                        .with(CANDIDATES, 60_000)
                        .with(CORESET_SIZE, 6_000)
                        .with(FeatureOptions.INPUT_SIZE, 320));
    }

    @Override
    protected OptionSpec<List<String>> layers() {
        return LAYERS;
    }

    @Override
    protected Joining joining() {
        return Joining.LOCALLY_AWARE;
    }

    @Override
    protected void requireAvailable(Options options, boolean fitting) {
        SearchMethod.of(options).requireAvailable();
    }

    @Override
    protected FittedDetector fit(PatchExtractor extractor, TrainingRecord data, FitRequest request) {
        NormalImages normals = NormalImages.fit(data.normals(), request.seed());
        MemoryBank memory = new MemoryBankFit(extractor, request).fit(data.normals());
        Optional<LearnedSamples> learned = Optional.of(data.learnedSamples());
        return new FittedPatchCore(
                extractor, memory, normals, learned, request.options(), request.provenance(this, data));
    }

    @Override
    public Class<PatchCandidates> partType() {
        return PatchCandidates.class;
    }

    @Override
    public PatchCandidates gather(Part part, FitRequest request) {
        return withFeatures(request.options(), extractor -> new MemoryBankFit(extractor, request).gather(part));
    }

    @Override
    public PatchCandidates join(PatchCandidates one, PatchCandidates other) {
        return one.and(other);
    }

    @Override
    public FittedDetector fitGathered(
            PatchCandidates all, Samples normals, LearnedSamples learned, FitRequest request) {
        requireAvailable(request.options(), true);
        return onFeatures(
                request.options(),
                extractor -> new FittedPatchCore(
                        extractor,
                        new MemoryBankFit(extractor, request).fitGathered(normals, all),
                        NormalImages.fit(normals, request.seed()),
                        Optional.of(learned),
                        request.options(),
                        request.provenance(this, learned.learnedFrom(), List.of())));
    }

    @Override
    protected FittedDetector load(PatchExtractor extractor, ModelReader model, Options options) {
        NormalImages normals = NormalImages.read(model);
        MemoryBank memory = MemoryBank.read(model, extractor.dimension(), options);
        Optional<LearnedSamples> learned =
                LearnedSamples.areIn(model) ? Optional.of(LearnedSamples.read(model)) : Optional.empty();
        return new FittedPatchCore(extractor, memory, normals, learned, options, model.provenance());
    }
}
