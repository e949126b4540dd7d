package io.xvad.generative.likelihoodregret;

import io.xvad.core.Effort;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.search.Adam;
import io.xvad.generative.search.Budget;
import java.util.Map;
import java.util.Objects;

/**
 * Looks for the posterior of one image that makes the lower bound of its likelihood highest, by steps of Adam (Kingma and Ba 2015) on means
 * and logarithms of variances; the decoder stays as it is. Thread-safe if its network is; nothing is remembered from one image to the next.
 *
 * @param gradients gives the {@link RegretNetwork#MEAN_GRADIENT} and {@link RegretNetwork#LOG_VARIANCE_GRADIENT} of the negative bound
 * @param steps of a search
 * @param budget of a search
 * @param rate of the steps
 * @param draws of the code in each step
 * @param seed of the noise, which is the same for each image
 */
record PosteriorSearch(Network gradients, int steps, Budget budget, double rate, int draws, long seed) {

    /**
     * Where a search ended.
     *
     * @param posterior of the image alone
     * @param effort of the search
     */
    record Found(Posterior posterior, Effort effort) {}

    /**
     * The posterior at the end of the search.
     *
     * @param levels of the image, shape (1, 1, side, side)
     * @param start where it begins
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Found from(Tensor levels, Posterior start) {
        Posterior found =
                new Posterior(start.mean().clone(), start.logVariance().clone());
        Adam means = new Adam(found.mean(), rate);
        Adam logVariances = new Adam(found.logVariance(), rate);
        Noise noise = new Noise(seed);
        Budget.Clock clock = budget.start();
        int made = 0;
        while (made < steps && !clock.isOver()) {
            Map<String, Tensor> slopes = gradients.run(Map.of(
                    RegretNetwork.LEVELS, levels,
                    RegretNetwork.MEAN, found.means(),
                    RegretNetwork.LOG_VARIANCE, found.logVariances(),
                    RegretNetwork.NOISE, noise.next(draws, found.size())));
            means.step(values(slopes, RegretNetwork.MEAN_GRADIENT));
            logVariances.step(values(slopes, RegretNetwork.LOG_VARIANCE_GRADIENT));
            made++;
        }
        return new Found(found, new Effort(made, made == steps));
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name), name).toArray();
    }
}
