package io.xvad.generative.likelihoodregret;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import java.util.Map;
import java.util.Objects;

/**
 * A lower bound of the log-likelihood of an image from weights {@code w = log p(x|z) + log p(z) - log q(z|x)} of codes drawn from a posterior:
 * their mean, the evidence lower bound, or the logarithm of the mean of their exponentials, the importance-weighted bound (Burda, Grosse and
 * Salakhutdinov 2016). The noise of the draws is the same for each posterior, so that two of them are compared by common random numbers.
 * Weights are summed in double precision, since the difference of two bounds is small beside them. Thread-safe if its network is.
 *
 * @param likelihoods gives the {@link RegretNetwork#PIXELS} of some draws
 * @param importanceWeighted whether the bound is importance-weighted
 * @param samples how many codes are drawn
 * @param seed of the noise
 */
record Bound(Network likelihoods, boolean importanceWeighted, int samples, long seed) {

    private static final int AT_ONCE = 25;

    /**
     * What is found of an image.
     *
     * @param value the bound in nats
     * @param pixels mean of {@code log p(x|z)} of each pixel over the draws
     */
    record Found(double value, float[] pixels) {

        /** The difference of another bound from this one, of the value and of each pixel. */
        Found to(Found other) {
            float[] differences = new float[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                differences[i] = other.pixels[i] - pixels[i];
            }
            return new Found(other.value - value, differences);
        }

        /** Both with the other sign. */
        Found negative() {
            return to(new Found(0, new float[pixels.length]));
        }
    }

    /**
     * The bound under a posterior.
     *
     * @param levels of the image, shape (1, 1, side, side)
     */
    Found of(Tensor levels, Posterior posterior) {
        Noise noise = new Noise(seed);
        double[] weights = new double[samples];
        float[] pixels = new float[levels.size()];
        for (int begun = 0; begun < samples; begun += AT_ONCE) {
            Cancellation.check();
            int draws = Math.min(AT_ONCE, samples - begun);
            Tensor drawn = noise.next(draws, posterior.size());
            float[] ofDraws = likelihoods(levels, posterior, drawn);
            System.arraycopy(logWeights(ofDraws, posterior, drawn), 0, weights, begun, draws);
            addTo(pixels, ofDraws);
        }
        return new Found(importanceWeighted ? logMeanExp(weights) : mean(weights), pixels);
    }

    private float[] likelihoods(Tensor levels, Posterior posterior, Tensor noise) {
        Map<String, Tensor> found = likelihoods.run(Map.of(
                RegretNetwork.LEVELS,
                levels,
                RegretNetwork.MEAN,
                posterior.means(),
                RegretNetwork.LOG_VARIANCE,
                posterior.logVariances(),
                RegretNetwork.NOISE,
                noise));
        return Objects.requireNonNull(found.get(RegretNetwork.PIXELS)).toArray();
    }

    /**
     * The logarithm of each draw's weight.
     *
     * @param pixels {@code log p(x|z)}, draw by draw
     * @param noise of which the draws were made, shape (draws, values)
     */
    static double[] logWeights(float[] pixels, Posterior posterior, Tensor noise) {
        double[] weights = new double[noise.size(0)];
        int count = pixels.length / weights.length;
        for (int i = 0; i < pixels.length; i++) {
            weights[i / count] += pixels[i];
        }
        float[] drawn = noise.toArray();
        for (int i = 0; i < drawn.length; i++) {
            weights[i / posterior.size()] += logPriorToPosterior(posterior, i % posterior.size(), drawn[i]);
        }
        return weights;
    }

    /** {@code log p(z) - log q(z|x)} of one value, in which the constants of the two densities cancel out. */
    private static double logPriorToPosterior(Posterior posterior, int value, double noise) {
        double logVariance = posterior.logVariance()[value];
        double drawn = posterior.mean()[value] + Math.exp(logVariance / 2) * noise;
        return 0.5 * (noise * noise + logVariance - drawn * drawn);
    }

    /** Adds those of each draw, divided by the number of all draws. */
    private void addTo(float[] mean, float[] ofDraws) {
        for (int i = 0; i < ofDraws.length; i++) {
            mean[i % mean.length] += ofDraws[i] / samples;
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** {@code log(mean(exp(x)))}, also where each exponential is 0 or infinite in double precision. */
    static double logMeanExp(double... values) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - highest);
        }
        return highest + Math.log(sum / values.length);
    }
}
