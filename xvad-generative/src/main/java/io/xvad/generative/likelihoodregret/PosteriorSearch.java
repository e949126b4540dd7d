package io.xvad.generative.likelihoodregret;

import io.xvad.core.Effort;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import java.util.Map;
import java.util.Objects;

/**
 * Looks for the posterior of one image that makes the lower bound of its likelihood highest, by steps of Adam (Kingma and Ba 2015) on means
 * and logarithms of variances; the decoder stays as it is. Thread-safe if its network is; nothing is remembered from one image to the next.
 *
 * @param gradients gives the {@link RegretNetwork#MEAN_GRADIENT} and {@link RegretNetwork#LOG_VARIANCE_GRADIENT} of the negative bound
 * @param budget when the search ends
 * @param rate of the steps
 * @param draws of the code in each step
 * @param seed of the noise, which is the same for each image
 */
record PosteriorSearch(Network gradients, Budget budget, double rate, int draws, long seed) {

    /**
     * When a search ends: by whichever comes first.
     *
     * @param steps how many there are
     * @param seconds after which no step begins, 0 for no limit; with one, results depend on the machine
     */
    record Budget(int steps, double seconds) {

        private static final double NANOS = 1e9;

        boolean allows(int step, long begun) {
            return step < steps && (seconds == 0 || System.nanoTime() - begun < seconds * NANOS);
        }
    }

    /**
     * The end of a search.
     *
     * @param posterior where it ended
     * @param effort how many steps it made
     */
    record Found(Posterior posterior, Effort effort) {}

    /**
     * Searches.
     *
     * @param levels of the image, shape (1, 1, side, side)
     * @param start where it begins
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Found from(Tensor levels, Posterior start) {
        Posterior found =
                new Posterior(start.mean().clone(), start.logVariance().clone());
        Descent means = new Descent(found.mean());
        Descent logVariances = new Descent(found.logVariance());
        Noise noise = new Noise(seed);
        long begun = System.nanoTime();
        int step = 0;
        while (budget.allows(step, begun)) {
            Cancellation.check();
            Map<String, Tensor> slopes = gradients.run(Map.of(
                    RegretNetwork.LEVELS, levels,
                    RegretNetwork.MEAN, found.means(),
                    RegretNetwork.LOG_VARIANCE, found.logVariances(),
                    RegretNetwork.NOISE, noise.next(draws, found.size())));
            step++;
            means.step(values(slopes, RegretNetwork.MEAN_GRADIENT), rate, step);
            logVariances.step(values(slopes, RegretNetwork.LOG_VARIANCE_GRADIENT), rate, step);
        }
        return new Found(found, new Effort(step, step == budget.steps));
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name), name).toArray();
    }

    /** Steps of Adam on some values, which it changes where they are. */
    private static final class Descent {

        private static final double FIRST_DECAY = 0.9;
        private static final double SECOND_DECAY = 0.999;
        private static final double EPSILON = 1e-8;

        private final float[] values;
        private final double[] first;
        private final double[] second;

        Descent(float[] values) {
            this.values = values;
            first = new double[values.length];
            second = new double[values.length];
        }

        /**
         * Goes against the gradient of what is to become small.
         *
         * @param count of steps, this one included
         */
        void step(float[] gradient, double rate, int count) {
            double ofFirst = 1 - Math.pow(FIRST_DECAY, count);
            double ofSecond = 1 - Math.pow(SECOND_DECAY, count);
            for (int i = 0; i < values.length; i++) {
                first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
                second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
                values[i] -= (float) (rate * (first[i] / ofFirst) / (Math.sqrt(second[i] / ofSecond) + EPSILON));
            }
        }
    }
}
