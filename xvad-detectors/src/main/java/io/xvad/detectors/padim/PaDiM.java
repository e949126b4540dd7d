package io.xvad.detectors.padim;

import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FitsInParts;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.FeatureDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import io.xvad.detectors.gaussian.GaussianSums;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.detectors.gaussian.Shrinkage;
import io.xvad.detectors.gaussian.SummedSamples;
import io.xvad.detectors.restoration.NormalImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a place by the Mahalanobis distance of its features to the normal ones at the same place: PaDiM (Defard, Setkov,
 * Loesch and Audigier 2021, "PaDiM: a Patch Distribution Modeling Framework for Anomaly Detection and Localization", ICPR
 * workshops). There is a Gaussian of the features at each position of the grid. Suits images in which the same thing is
 * always at the same place.
 *
 * <p>The paper adds 0.01 times the identity to each covariance. That is nothing beside features that vary by 10 or more, and much
 * where they do not vary at all, so that dust on a still background outranks defects; here what is added follows from how much
 * the features vary. Option {@code shrinkage=0.01} is the paper's.
 *
 * <p>Fit reads every image once and keeps sums only: {@code positions * channels * (channels + 1) / 2} doubles, 32 MB with
 * the defaults, however many images there are. With {@code learn-more} the model keeps these sums, from which it learns more and
 * forgets exactly.
 */
public final class PaDiM extends FeatureDetector implements FitsInParts<GaussianSums> {

    private static final Logger LOG = LoggerFactory.getLogger(PaDiM.class);

    /** How many channels the Gaussians are over. */
    public static final OptionSpec<Integer> CHANNELS = OptionSpec.integer(
            "channels",
            100,
            1,
            4096,
            "Channels drawn at random from all channels of the layers; all if there are fewer");

    /**
     * Regularisation of the covariances: {@code oas}, which knows how much the features vary
     * ({@link GaussianSums#estimatedShrinkage}), or a multiple of the identity (equation 1), in the paper 0.01.
     */
    public static final OptionSpec<String> SHRINKAGE = Shrinkage.option(Shrinkage.OAS);

    /** Whether the sums are kept. */
    public static final OptionSpec<Boolean> LEARN_MORE = OptionSpec.flag(
            "learn-more",
            true,
            "Keep the sums by which the model can learn more and forget; without them its file is less than half as large");

    @Override
    public String name() {
        return "padim";
    }

    @Override
    public String description() {
        return "Mahalanobis distance to the normal features at the same place (Defard et al. 2021)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                Reconstructs.class,
                HasAttributes.class,
                Differentiable.class,
                GuidesGradients.class,
                LearnedSamples.class,
                LearnsMore.class,
                Forgets.class,
                RemembersImages.class,
                PropagatesRelevance.class,
                WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(List.of(CHANNELS, SHRINKAGE, LEARN_MORE));
        return List.copyOf(options);
    }

    @Override
    protected FittedDetector fit(PatchExtractor extractor, TrainingRecord data, FitRequest request) {
        GaussianSums sums = sums(extractor, data.normals(), request);
        NormalImages normals = NormalImages.fit(data.normals(), request.seed());
        SummedSamples summed = new SummedSamples(sums, data.learnedSamples());
        return fitted(
                extractor, summed, normals, request.options(), request.provenance(this, data), request.progress());
    }

    private static GaussianSums sums(PatchExtractor extractor, Samples normals, FitRequest request) {
        int[] channels = drawn(extractor.dimension(), request.options().get(CHANNELS), request.seed());
        GaussianSums sums = new GaussianSums(extractor.side() * extractor.side(), channels, extractor.dimension());
        TrainingImages.visit(normals, extractor, request.progress(), (index, image, rows) -> sums.add(rows));
        return sums;
    }

    @Override
    public Class<GaussianSums> partType() {
        return GaussianSums.class;
    }

    @Override
    public GaussianSums gather(Part part, FitRequest request) {
        return withFeatures(request.options(), extractor -> sums(extractor, part.samples(), request));
    }

    @Override
    public GaussianSums join(GaussianSums one, GaussianSums other) {
        one.merge(other);
        return one;
    }

    @Override
    public FittedDetector fitGathered(GaussianSums all, Samples normals, LearnedSamples learned, FitRequest request) {
        return onFeatures(
                request.options(),
                extractor -> fitted(
                        extractor,
                        new SummedSamples(all, learned),
                        NormalImages.fit(normals, request.seed()),
                        request.options(),
                        request.provenance(this, learned.learnedFrom(), List.of()),
                        request.progress()));
    }

    /** A detector that owns the extractor. */
    static FittedPaDiM fitted(
            PatchExtractor extractor,
            SummedSamples summed,
            NormalImages normals,
            Options options,
            Provenance provenance,
            ProgressListener progress) {
        Shrinkage shrinkage = Shrinkage.of(options.get(SHRINKAGE), summed.sums());
        Gaussians gaussians = summed.sums().gaussians(shrinkage, progress);
        return new FittedPaDiM(extractor, gaussians, kept(summed, options), normals, options, provenance);
    }

    private static Optional<SummedSamples> kept(SummedSamples summed, Options options) {
        if (!options.get(LEARN_MORE)) {
            return Optional.empty();
        }
        if (!summed.canBeKept()) {
            LOG.warn("The covariances are too large to be kept, so that the model can neither learn more nor forget");
            return Optional.empty();
        }
        return Optional.of(summed);
    }

    /** Channels drawn by the seed, in ascending order. */
    static int[] drawn(int channels, int wanted, long seed) {
        if (wanted >= channels) {
            return IntStream.range(0, channels).toArray();
        }
        int[] subset = new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), channels, wanted).sample();
        Arrays.sort(subset);
        return subset;
    }

    @Override
    protected FittedDetector load(PatchExtractor extractor, ModelReader model, Options options) {
        int positions = extractor.side() * extractor.side();
        Gaussians gaussians = Gaussians.read(model, positions, extractor.dimension());
        Optional<SummedSamples> summed =
                SummedSamples.read(model, positions, gaussians.channels(), extractor.dimension());
        return new FittedPaDiM(extractor, gaussians, summed, NormalImages.read(model), options, model.provenance());
    }
}
