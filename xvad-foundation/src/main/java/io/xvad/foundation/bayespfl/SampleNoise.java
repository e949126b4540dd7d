package io.xvad.foundation.bayespfl;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The standard normal noise that prompts are sampled with. It is drawn once and is part of the model, so that an image gets the same score again. Immutable and thread-safe.
 *
 * @param context noise of the part of a prompt that follows from the image, of shape (R, D)
 * @param normal noise of the state of a normal thing, of the same shape
 * @param anomalous noise of the state of an anomalous thing, of the same shape
 */
record SampleNoise(Tensor context, Tensor normal, Tensor anomalous) {

    private static final String CONTEXT = "context-noise";
    private static final String NORMAL = "normal-noise";
    private static final String ANOMALOUS = "anomalous-noise";

    /**
     * Draws noise.
     *
     * @param samples R
     * @param dimension D
     */
    static SampleNoise drawn(int samples, int dimension, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        return new SampleNoise(
                drawn(gaussian, samples, dimension),
                drawn(gaussian, samples, dimension),
                drawn(gaussian, samples, dimension));
    }

    private static Tensor drawn(ZigguratSampler.NormalizedGaussian gaussian, int samples, int dimension) {
        float[] values = new float[samples * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return Tensor.owning(values, samples, dimension);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    static SampleNoise read(ModelReader model) {
        Tensor context = model.tensor(CONTEXT);
        Tensor normal = model.tensor(NORMAL);
        Tensor anomalous = model.tensor(ANOMALOUS);
        if (context.rank() != 2
                || !Arrays.equals(context.shape(), normal.shape())
                || !Arrays.equals(context.shape(), anomalous.shape())) {
            throw new XvadModelException("entries of the noise do not fit each other");
        }
        return new SampleNoise(context, normal, anomalous);
    }

    void write(ModelWriter model) {
        model.tensor(CONTEXT, context);
        model.tensor(NORMAL, normal);
        model.tensor(ANOMALOUS, anomalous);
    }
}
