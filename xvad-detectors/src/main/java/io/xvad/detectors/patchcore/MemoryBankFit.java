package io.xvad.detectors.patchcore;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FitsInParts;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import io.xvad.detectors.features.Workers;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.detectors.nearest.SearchMethod;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Chooses the patches of the memory bank: a uniform sample of all patches, of which a coreset is selected by randomly
 * projected features (Roth et al., 2022, section 3.2). In parts it is a coreset of coresets. Let the coreset of part {@code i} cover the
 * candidates of the part within {@code r1} and the last coreset cover those of all parts within {@code r2}: then by the triangle
 * inequality it covers all candidates within {@code r1 + r2}. Each of the two is at most twice the radius {@code R} that the best choice
 * of as many centres has for all candidates, because {@link GreedyCoreset} has chosen one row more than there are centres, counting the
 * farthest, pairwise at least that far apart, and two of them share one of the best centres. So {@code r1 + r2 <= 4 R}, where a coreset
 * of everything at once has {@code 2 R}.
 */
final class MemoryBankFit {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final PatchExtractor extractor;
    private final FitRequest request;

    MemoryBankFit(PatchExtractor extractor, FitRequest request) {
        this.extractor = extractor;
        this.request = request;
    }

    MemoryBank fit(Samples normals) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        Reservoir reservoir = sample(normals, request.options().get(PatchCore.CANDIDATES), random);
        PatchCandidates candidates = reservoir.candidates();
        int first = random.nextInt(candidates.size());
        return memory(normals, candidates.select(coreset(candidates, size(reservoir.seen()), first, random)));
    }

    private Reservoir sample(Samples normals, int capacity, UniformRandomProvider random) {
        Reservoir reservoir = new Reservoir(capacity, extractor.dimension(), random);
        TrainingImages.visit(normals, extractor, request.progress(), (index, image, rows) -> {
            for (int position = 0; position < positions(); position++) {
                reservoir.offer(rows, position, index);
            }
        });
        return reservoir;
    }

    private int positions() {
        return extractor.side() * extractor.side();
    }

    /** The size of the memory bank that is learned from so many patches. */
    private int size(long patches) {
        double share = Math.ceil(request.options().get(PatchCore.CORESET_RATIO) * patches);
        return (int) Math.max(1, Math.min(request.options().get(PatchCore.CORESET_SIZE), share));
    }

    /**
     * A coreset of the patches of some of the images: of a uniform sample as large as their share of the candidates, and as many as the
     * whole memory bank will have. Projected as in {@link #fitGathered}.
     */
    PatchCandidates gather(FitsInParts.Part part) {
        UniformRandomProvider random =
                RandomSource.XO_SHI_RO_256_PP.create(request.seed() + GOLDEN * (1L + part.places()[0]));
        double share = part.samples().size() / (double) part.all();
        int capacity = (int) Math.ceil(request.options().get(PatchCore.CANDIDATES) * share);
        PatchCandidates sampled = sample(part.samples(), capacity, random).candidates();
        int first = random.nextInt(sampled.size());
        int size = size((long) part.all() * positions());
        PatchCandidates chosen = sampled.select(coreset(sampled, size, first, projecting()));
        return new PatchCandidates(
                chosen.rows(),
                Arrays.stream(chosen.images())
                        .map(image -> part.places()[image])
                        .toArray(),
                chosen.positions());
    }

    /** The memory bank: a coreset of the coresets of the parts. */
    MemoryBank fitGathered(Samples normals, PatchCandidates coresets) {
        int first = RandomSource.XO_SHI_RO_256_PP.create(request.seed()).nextInt(coresets.size());
        int size = size((long) normals.size() * positions());
        return memory(normals, coresets.select(coreset(coresets, size, first, projecting())));
    }

    /** Draws the same projection in every part. */
    private UniformRandomProvider projecting() {
        return RandomSource.XO_SHI_RO_256_PP.create(request.seed());
    }

    private int[] coreset(PatchCandidates candidates, int size, int first, UniformRandomProvider random) {
        int dimension = extractor.dimension();
        int target = request.options().get(PatchCore.PROJECTION);
        boolean projecting = target > 0 && target < dimension;
        GreedyCoreset coreset = projecting
                ? new GreedyCoreset(projected(candidates.rows(), dimension, target, random), target)
                : new GreedyCoreset(candidates.rows(), dimension);
        try (Workers workers = new Workers(request.options().get(FeatureOptions.THREADS))) {
            return coreset.select(size, first, workers, request.progress());
        }
    }

    /** A Gaussian random projection, which about keeps distances (Johnson and Lindenstrauss 1984), to {@code target} values. */
    static float[] projected(float[] rows, int dimension, int target, UniformRandomProvider random) {
        SharedStateContinuousSampler normal =
                GaussianSampler.of(ZigguratSampler.NormalizedGaussian.of(random), 0, 1 / Math.sqrt(target));
        float[] matrix = new float[dimension * target];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) normal.sample();
        }
        int count = rows.length / dimension;
        float[] all = new float[Math.multiplyExact(count, target)];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                float value = rows[i * dimension + d];
                for (int t = 0; t < target; t++) {
                    all[i * target + t] += value * matrix[d * target + t];
                }
            }
        }
        return all;
    }

    private MemoryBank memory(Samples normals, PatchCandidates chosen) {
        int dimension = extractor.dimension();
        float[] rows = chosen.rows();
        Options options = request.options();
        Precision precision = Precision.of(options);
        precision.round(rows);
        PatchOrigins from =
                PatchOrigins.of(normals, extractor, chosen.images(), chosen.positions(), request.progress());
        NeighbourSearch neighbours = SearchMethod.of(options).over(rows, dimension, options, () -> others(normals));
        return new MemoryBank(new NearestRows(rows, dimension, neighbours), precision, from);
    }

    /** Features of patches that are not in the bank: those of the first image without its border, so at another scale. */
    private float[] others(Samples normals) {
        Image image = normals.get(0).requireImage();
        int height = Math.max(1, image.height() * 7 / 8);
        int width = Math.max(1, image.width() * 7 / 8);
        Box middle = new Box(image.width() / 16, image.height() / 16, width, height);
        return extractor.rows(image.crop(middle));
    }
}
