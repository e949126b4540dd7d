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
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Chooses the patches of the memory bank: a uniform sample of all patches, of which a coreset is selected by randomly
 * projected features (Roth et al., 2022, section 3.2).
 */
final class MemoryBankFit {

    private final PatchExtractor extractor;
    private final FitRequest request;

    MemoryBankFit(PatchExtractor extractor, FitRequest request) {
        this.extractor = extractor;
        this.request = request;
    }

    MemoryBank fit(Samples normals) {
        Options options = request.options();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        Reservoir candidates = new Reservoir(options.get(PatchCore.CANDIDATES), extractor.dimension(), random);
        TrainingImages.visit(normals, extractor, request.progress(), (index, image, rows) -> {
            for (int position = 0; position < extractor.side() * extractor.side(); position++) {
                candidates.offer(rows, position, index);
            }
        });
        int[] chosen = select(candidates, options, random);
        return memory(normals, candidates, chosen);
    }

    private int[] select(Reservoir candidates, Options options, UniformRandomProvider random) {
        double share = Math.ceil(options.get(PatchCore.CORESET_RATIO) * candidates.seen());
        int size = (int) Math.max(1, Math.min(options.get(PatchCore.CORESET_SIZE), share));
        int dimension = extractor.dimension();
        int target = options.get(PatchCore.PROJECTION);
        float[] rows = candidates.rows();
        int first = random.nextInt(candidates.size());
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

    private MemoryBank memory(Samples normals, Reservoir candidates, int[] chosen) {
        int dimension = extractor.dimension();
        float[] all = candidates.rows();
        float[] rows = new float[chosen.length * dimension];
        int[] origins = new int[chosen.length];
        int[] positions = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(all, chosen[i] * dimension, rows, i * dimension, dimension);
            origins[i] = candidates.image(chosen[i]);
            positions[i] = candidates.position(chosen[i]);
        }
        Options options = request.options();
        Precision precision = Precision.of(options);
        precision.round(rows);
        PatchOrigins from = PatchOrigins.of(normals, extractor, origins, positions, request.progress());
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
