package io.xvad.detectors.patchcore;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
        try (INDArray left = Nd4j.create(rows, new long[] {count, dimension}, 'c');
                INDArray right = Nd4j.create(matrix, new long[] {dimension, target}, 'c');
                INDArray product = Nd4j.createUninitialized(
                        org.nd4j.linalg.api.buffer.DataType.FLOAT, new long[] {count, target}, 'f')) {
            Nd4j.gemm(left, right, product, false, false, 1, 0);
            float[] projected = new float[count * target];
            java.nio.FloatBuffer columns = product.data().asNioFloat();
            for (int d = 0; d < target; d++) {
                for (int i = 0; i < count; i++) {
                    projected[i * target + d] = columns.get(d * count + i);
                }
            }
            return projected;
        }
    }
}
