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
 * Thread-safe if its network is.
 *
 * @param weighing gives the {@link RegretNetwork#LOG_WEIGHTS} and {@link RegretNetwork#PIXELS} of some draws
 * @param importanceWeighted whether the bound is importance-weighted
 * @param samples how many codes are drawn
 * @param seed of the noise
 */
record Bound(Network weighing, boolean importanceWeighted, int samples, long seed) {

    private static final int AT_ONCE = 25;

    /**
     * What is found of an image.
     *
     * @param value the bound in nats
     * @param pixels mean of {@code log p(x|z)} of each pixel over the draws
     */
    record Found(double value, float[] pixels) {

        /** How much higher another is. */
        Found to(Found other) {
            float[] differences = new float[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                differences[i] = other.pixels[i] - pixels[i];
            }
            return new Found(other.value - value, differences);
        }

        /** How much higher a likelihood of one is. */
        Found toCertainty() {
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
            Map<String, Tensor> found = weighing.run(Map.of(
                    RegretNetwork.LEVELS, levels,
                    RegretNetwork.MEAN, posterior.means(),
                    RegretNetwork.LOG_VARIANCE, posterior.logVariances(),
                    RegretNetwork.NOISE, noise.next(draws, posterior.size())));
            float[] some = values(found, RegretNetwork.LOG_WEIGHTS);
            for (int i = 0; i < draws; i++) {
                weights[begun + i] = some[i];
            }
            addTo(pixels, values(found, RegretNetwork.PIXELS));
        }
        return new Found(importanceWeighted ? logMeanExp(weights) : mean(weights), pixels);
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name), name).toArray();
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
