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
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Chooses the patches of the memory bank: a uniform sample of all patches, of which a coreset is selected by randomly
 * projected features (Roth et al., 2022, section 3.2). When there are more images, a coreset is selected of the one before and of a
 * sample of the new patches, as large a share of them as of the old ones.
 *
 * <p>In parts it is a coreset of coresets. Let the coreset of part {@code i} cover the candidates of the part within {@code r1} and the last
 * coreset cover those of all parts within {@code r2}: then by the triangle inequality it covers all candidates within {@code r1 + r2}. Each
 * of the two is at most twice the radius {@code R} that the best choice of as many centres has for all candidates, because {@link
 * GreedyCoreset} has chosen one row more than there are centres, counting the farthest, pairwise at least that far apart, and two of them
 * share one of the best centres. So {@code r1 + r2 <= 4 R}, where a coreset of everything at once has {@code 2 R}; both before projection
 * and rounding: rows that are projected before they are chosen have no such factor. The covering radius that is kept is measured on the rows
 * themselves, and holds in any case.
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
        UniformRandomProvider random = random(0);
        Reservoir sampled = sample(normals, request.options().get(PatchCore.CANDIDATES), random);
        PatchCandidates candidates = sampled.candidates();
        int first = random.nextInt(candidates.size());
        int[] chosen = coreset(candidates.rows(), size(sampled.seen()), first, random);
        return memory(normals, candidates, candidates.select(chosen));
    }

    /**
     * A coreset of the patches of some of the images: of a uniform sample as large as their share of the candidates, and as many as the
     * whole memory bank will have. Projected as in {@link #fitGathered}.
     */
    PatchCandidates gather(FitsInParts.Part part) {
        UniformRandomProvider random = random(GOLDEN * (1L + part.places()[0]));
        double share = part.samples().size() / (double) part.all();
        int capacity = (int) Math.ceil(request.options().get(PatchCore.CANDIDATES) * share);
        PatchCandidates sampled = sample(part.samples(), capacity, random).candidates();
        int first = random.nextInt(sampled.size());
        int size = size((long) part.all() * positions());
        PatchCandidates chosen = sampled.select(coreset(sampled.rows(), size, first, random(0)));
        try (NearestRows features = searched(chosen.rows(), () -> others(part.samples()))) {
            return chosen.among(part.places(), farthest(features, sampled.rows()));
        }
    }

    /** The memory bank: a coreset of the coresets of the parts. */
    MemoryBank fitGathered(Samples normals, PatchCandidates coresets) {
        int first = random(0).nextInt(coresets.size());
        int size = size((long) normals.size() * positions());
        return memory(normals, coresets, coresets.select(coreset(coresets.rows(), size, first, random(0))));
    }

    private MemoryBank memory(Samples normals, PatchCandidates candidates, PatchCandidates chosen) {
        PatchOrigins origins = origins(normals, chosen);
        NearestRows features = remembered(chosen.rows(), () -> others(normals));
        double radius = candidates.radius() + farthest(features, candidates.rows());
        return new MemoryBank(features, precision(), origins, OptionalDouble.of(radius));
    }

    /**
     * The memory bank of old and new images. A candidate of the old ones is within the old covering radius of an old patch, and that within
     * some distance of one that is still remembered: the two add up to a bound.
     *
     * @param before of the old images
     * @param learned how many these are
     */
    MemoryBank more(MemoryBank before, int learned, Samples normals) {
        UniformRandomProvider random = random(0);
        double share = normals.size() / ((double) learned + normals.size());
        int most = (int) Math.ceil(request.options().get(PatchCore.CANDIDATES) * share);
        PatchCandidates candidates = sample(normals, most, random).candidates();
        float[] old = before.features().rows();
        float[] fresh = candidates.rows();
        float[] rows = Arrays.copyOf(old, Math.addExact(old.length, fresh.length));
        System.arraycopy(fresh, 0, rows, old.length, fresh.length);
        int size = size(positions() * ((long) learned + normals.size()));
        int first = random.nextInt(rows.length / extractor.dimension());
        int[] chosen =
                Arrays.stream(coreset(rows, size, first, random)).sorted().toArray();
        int count = before.features().count();
        int[] stay = Arrays.stream(chosen).filter(row -> row < count).toArray();
        int[] come = Arrays.stream(chosen)
                .filter(row -> row >= count)
                .map(row -> row - count)
                .toArray();
        PatchOrigins origins = before.origins().only(stay).and(origins(normals, candidates.select(come)));
        NearestRows features = remembered(some(rows, chosen), () -> others(normals));
        return new MemoryBank(features, precision(), origins, bound(before, features, old, fresh));
    }

    private static OptionalDouble bound(MemoryBank before, NearestRows features, float[] old, float[] fresh) {
        if (before.coveringRadius().isEmpty()) {
            return OptionalDouble.empty();
        }
        double ofOld = before.coveringRadius().getAsDouble() + farthest(features, old);
        return OptionalDouble.of(Math.max(ofOld, farthest(features, fresh)));
    }

    /**
     * The memory bank without the patches of some samples; no bound is known any more if there were any.
     *
     * @throws IllegalArgumentException if no patch would be left
     */
    MemoryBank without(MemoryBank before, Predicate<String> forgotten) {
        PatchOrigins origins = before.origins();
        int[] stay = IntStream.range(0, before.features().count())
                .filter(patch -> !forgotten.test(origins.sampleId(patch)))
                .toArray();
        if (stay.length == 0) {
            throw new IllegalArgumentException("no remembered patch would be left: fit the model anew");
        }
        NearestRows features = remembered(
                some(before.features().rows(), stay), () -> before.features().row(0));
        OptionalDouble radius =
                stay.length == before.features().count() ? before.coveringRadius() : OptionalDouble.empty();
        return new MemoryBank(features, precision(), origins.only(stay).withoutIds(forgotten), radius);
    }

    /** The largest distance from a row to the nearest that is remembered. */
    private static double farthest(NearestRows features, float[] rows) {
        float farthest = 0;
        for (float distance : features.search(rows, 1).distances()) {
            farthest = Math.max(farthest, distance);
        }
        return farthest;
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

    /** From the seed; all parts draw the same projection from {@code random(0)}. */
    private UniformRandomProvider random(long stream) {
        return RandomSource.XO_SHI_RO_256_PP.create(request.seed() + stream);
    }

    private int[] coreset(float[] rows, int size, int first, UniformRandomProvider random) {
        int dimension = extractor.dimension();
        int target = request.options().get(PatchCore.PROJECTION);
        boolean projecting = target > 0 && target < dimension;
        GreedyCoreset coreset = projecting
                ? new GreedyCoreset(projected(rows, dimension, target, random), target)
                : new GreedyCoreset(rows, dimension);
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

    private PatchOrigins origins(Samples normals, PatchCandidates chosen) {
        return PatchOrigins.of(normals, extractor, chosen.images(), chosen.positions(), request.progress());
    }

    private float[] some(float[] rows, int[] chosen) {
        int dimension = extractor.dimension();
        float[] some = new float[chosen.length * dimension];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(rows, chosen[i] * dimension, some, i * dimension, dimension);
        }
        return some;
    }

    private NearestRows remembered(float[] rows, Supplier<float[]> others) {
        precision().round(rows);
        return searched(rows, others);
    }

    private NearestRows searched(float[] rows, Supplier<float[]> others) {
        int dimension = extractor.dimension();
        Options options = request.options();
        NeighbourSearch neighbours = SearchMethod.of(options).over(rows, dimension, options, others);
        return new NearestRows(rows, dimension, neighbours);
    }

    private Precision precision() {
        return Precision.of(request.options());
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
