package io.xvad.detectors.patchcore;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.nearest.SearchMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PatchCore (Roth, Pemula, Zepeda, Schoelkopf, Brox and Gehler 2022, "Towards Total Recall in Industrial Anomaly
 * Detection"): remembers a coreset of locally aware patch features of normal images; a patch is as anomalous as it is
 * far from the nearest remembered one.
 *
 * <p>Fit streams over the images twice: once for features, once for the pictures of the patches that are kept. MemoryBank is
 * bounded by {@code candidates} rows, however many images there are. Departures from the paper, each measured in {@code
 * tools/experiments}: the score is by default the maximum of the smoothed map, and a uniform sample of all patches goes
 * into the coreset search.
 */
public final class PatchCore implements Detector {

    static final OptionSpec<Double> CORESET_RATIO =
            OptionSpec.decimal("coreset-ratio", 1, 1e-6, 1, "Largest share of all training patches that is remembered");
    static final OptionSpec<Integer> CORESET_SIZE =
            OptionSpec.integer("coreset-size", 2_000, 1, 1_000_000, "Largest number of patches that are remembered");
    static final OptionSpec<Integer> CANDIDATES = OptionSpec.integer(
            "candidates",
            20_000,
            1,
            2_000_000,
            "Patches drawn uniformly from all training patches, among which the coreset is searched; bounds memory");
    static final OptionSpec<Integer> PROJECTION = OptionSpec.integer(
            "projection", 128, 0, 4096, "Dimensions of the random projection in the coreset search; 0 for none");
    static final OptionSpec<String> MEMORY_PRECISION = OptionSpec.choice(
            "memory-precision",
            Precision.FLOAT32.optionName(),
            Precision.names(),
            "What features of remembered patches are rounded to; float16 halves them in the model file");
    static final OptionSpec<String> NEIGHBOUR_SEARCH = OptionSpec.choice(
            "neighbour-search",
            SearchMethod.EXACT.optionName(),
            SearchMethod.names(),
            "How the nearest remembered patch is found; graph, for 50,000 and more of them, misses some and needs JVector");
    static final OptionSpec<Integer> NEIGHBOURS =
            OptionSpec.integer("neighbours", 1, 1, 100, "Nearest remembered patches whose distances are averaged");
    static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            Scoring.MAP_MAX,
            List.of(Scoring.MAP_MAX, Scoring.REWEIGHTED),
            "Image score: maximum of the map, or the largest patch distance re-weighted as equation 7 of the paper");
    static final OptionSpec<Integer> REWEIGHTING_NEIGHBOURS = OptionSpec.integer(
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
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                RemembersNormals.class,
                Reconstructs.class,
                Differentiable.class,
                GuidesGradients.class,
                RemembersImages.class,
                PropagatesRelevance.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
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
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        SearchMethod.of(options).requireAvailable();
        BackboneSpec spec = FeatureOptions.backbone(options);
        Fingerprint fingerprinted = new Fingerprint(normals);
        PatchExtractor extractor = PatchExtractor.open(spec, options, true);
        try {
            MemoryBank memory = new MemoryBankFit(extractor, request).fit(fingerprinted);
            Provenance provenance = Provenance.of(this, request, normals.size(), fingerprinted.hex());
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            return new FittedPatchCore(extractor, memory, examples, Scoring.of(options), provenance);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Provenance provenance = model.provenance();
        Options options = Options.parse(options(), provenance.options());
        SearchMethod.of(options).requireAvailable();
        BackboneSpec spec = BackboneEntry.read(model);
        PatchExtractor extractor = PatchExtractor.open(spec, options, true);
        try {
            MemoryBank memory = MemoryBank.read(model, extractor.dimension(), options);
            NormalExamples examples = NormalExamples.read(model);
            return new FittedPatchCore(extractor, memory, examples, Scoring.of(options), provenance);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }
}
