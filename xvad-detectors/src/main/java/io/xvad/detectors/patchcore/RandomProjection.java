package io.xvad.detectors.patchcore;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** A Gaussian random projection, which about keeps distances (Johnson and Lindenstrauss 1984). */
final class RandomProjection {

    private RandomProjection() {}

    /** Rows of {@code dimension} values as rows of {@code target} values. */
    static float[] project(float[] rows, int dimension, int target, UniformRandomProvider random) {
        SharedStateContinuousSampler normal =
                GaussianSampler.of(ZigguratSampler.NormalizedGaussian.of(random), 0, 1 / Math.sqrt(target));
        float[] matrix = new float[dimension * target];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) normal.sample();
        }
        int count = rows.length / dimension;
        float[] projected = new float[Math.multiplyExact(count, target)];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                float value = rows[i * dimension + d];
                for (int t = 0; t < target; t++) {
                    projected[i * target + t] += value * matrix[d * target + t];
                }
            }
        }
        return projected;
    }
}
