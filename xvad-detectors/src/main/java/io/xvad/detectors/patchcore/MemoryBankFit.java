package io.xvad.detectors.patchcore;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
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
 */
final class MemoryBankFit {

    private final PatchExtractor extractor;
    private final FitRequest request;

    MemoryBankFit(PatchExtractor extractor, FitRequest request) {
        this.extractor = extractor;
        this.request = request;
    }

    MemoryBank fit(Samples normals) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        Reservoir candidates = drawn(normals, request.options().get(PatchCore.CANDIDATES), random);
        float[] rows = candidates.rows();
        int[] chosen = select(rows, candidates.seen(), random);
        PatchOrigins origins = origins(normals, candidates, chosen);
        NearestRows features = features(rows, chosen, () -> others(normals));
        return new MemoryBank(features, precision(), origins, OptionalDouble.of(farthest(features, rows)));
    }

    /**
     * The memory bank of old and new images. A candidate of the old ones is within the old covering radius of an old patch, and that within
     * some distance of one that is still remembered: the two add up to a bound.
     *
     * @param before of the old images
     * @param learned how many these are
     */
    MemoryBank more(MemoryBank before, int learned, Samples normals) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        double share = normals.size() / ((double) learned + normals.size());
        int most = (int) Math.ceil(request.options().get(PatchCore.CANDIDATES) * share);
        Reservoir candidates = drawn(normals, most, random);
        float[] old = before.features().rows();
        float[] fresh = candidates.rows();
        float[] rows = Arrays.copyOf(old, Math.addExact(old.length, fresh.length));
        System.arraycopy(fresh, 0, rows, old.length, fresh.length);
        long patches = (long) extractor.side() * extractor.side() * ((long) learned + normals.size());
        int[] chosen = Arrays.stream(select(rows, patches, random)).sorted().toArray();
        int count = before.features().count();
        int[] stay = Arrays.stream(chosen).filter(row -> row < count).toArray();
        int[] come = Arrays.stream(chosen)
                .filter(row -> row >= count)
                .map(row -> row - count)
                .toArray();
        PatchOrigins origins = before.origins().only(stay).and(origins(normals, candidates, come));
        NearestRows features = features(rows, chosen, () -> others(normals));
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
        NearestRows features =
                features(before.features().rows(), stay, () -> before.features().row(0));
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

    private Reservoir drawn(Samples normals, int most, UniformRandomProvider random) {
        Reservoir candidates = new Reservoir(most, extractor.dimension(), random);
        TrainingImages.visit(normals, extractor, request.progress(), (index, image, rows) -> {
            for (int position = 0; position < extractor.side() * extractor.side(); position++) {
                candidates.offer(rows, position, index);
            }
        });
        return candidates;
    }

    /**
     * Selects a coreset.
     *
     * @param rows among which
     * @param patches of all images
     */
    private int[] select(float[] rows, long patches, UniformRandomProvider random) {
        Options options = request.options();
        double share = Math.ceil(options.get(PatchCore.CORESET_RATIO) * patches);
        int size = (int) Math.max(1, Math.min(options.get(PatchCore.CORESET_SIZE), share));
        int dimension = extractor.dimension();
        int target = options.get(PatchCore.PROJECTION);
        int first = random.nextInt(rows.length / dimension);
        boolean projecting = target > 0 && target < dimension;
        GreedyCoreset coreset = projecting
                ? new GreedyCoreset(projected(rows, dimension, target, random), target)
                : new GreedyCoreset(rows, dimension);
        try (Workers workers = new Workers(options.get(FeatureOptions.THREADS))) {
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

    private PatchOrigins origins(Samples normals, Reservoir candidates, int[] chosen) {
        int[] images = Arrays.stream(chosen).map(candidates::image).toArray();
        int[] positions = Arrays.stream(chosen).map(candidates::position).toArray();
        return PatchOrigins.of(normals, extractor, images, positions, request.progress());
    }

    private NearestRows features(float[] all, int[] chosen, Supplier<float[]> others) {
        int dimension = extractor.dimension();
        float[] rows = new float[chosen.length * dimension];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(all, chosen[i] * dimension, rows, i * dimension, dimension);
        }
        Options options = request.options();
        precision().round(rows);
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
