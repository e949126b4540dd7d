package io.xvad.detectors.network;

import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The posterior of the code of an image, a Gaussian of independent values (Kingma and Welling 2014, section 3).
 *
 * @param mean of each value, of any shape that starts with the images
 * @param logVariance logarithm of each value's variance, of the same shape
 */
public record GaussianCode(SDVariable mean, SDVariable logVariance) {

    /**
     * A code drawn from it, {@code mean + exp(logVariance / 2) noise}.
     *
     * @param noise standard normal, of the same shape
     */
    public SDVariable drawn(SDVariable noise) {
        return mean.add(graph().math().exp(logVariance.mul(0.5)).mul(noise));
    }

    /** The divergence of the standard normal distribution from it, summed over the values of a code: one number for each image. */
    public SDVariable divergence(long values) {
        return graph().math()
                .exp(logVariance)
                .add(graph().math().square(mean))
                .sub(1)
                .sub(logVariance)
                .reshape(-1, values)
                .sum(1)
                .mul(0.5);
    }

    private SameDiff graph() {
        return mean.getSameDiff();
    }

    /** Standard normal noise of a shape. */
    public static INDArray noise(UniformRandomProvider random, long... shape) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return Nd4j.create(values, shape, 'c');
    }
}
