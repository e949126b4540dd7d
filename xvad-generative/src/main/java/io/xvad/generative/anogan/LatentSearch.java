package io.xvad.generative.anogan;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Searches the code of which a frozen generator makes an image (Schlegl et al., 2017, section 2.2): Adam on codes that begin where the prior
 * was drawn, all of them for the same image and each for itself; the one with the lowest loss at the end counts. Thread-safe.
 *
 * @param network gives {@link #LOSS}, {@link #GRADIENT} and {@link #RESTORED} of {@link #IMAGE} and {@link #CODE}
 * @param starts codes one after the other, where searches begin
 * @param latent values of a code
 * @param rate step of Adam
 * @param budget of the search
 */
record LatentSearch(Network network, float[] starts, int latent, double rate, SearchBudget budget) {

    /** Name of the images, the same for each code, shape (codes, 3, size, size), in [0, 1]. */
    static final String IMAGE = "image";

    /** Name of the codes, shape (codes, latent). */
    static final String CODE = "code";

    /** Name of the loss of each code, shape (codes). */
    static final String LOSS = "loss";

    /** Name of the gradient of the loss of each code by the code, shape (codes, latent). */
    static final String GRADIENT = "gradient";

    /** Name of what the generator makes of the codes, shape (codes, 3, size, size), in [0, 1]. */
    static final String RESTORED = "restored";

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    /**
     * Where a search ended.
     *
     * @param loss of the best code
     * @param code the best one
     * @param restored what the generator makes of it, shape (3, size, size), in [0, 1]
     * @param steps that were made
     * @param time it took
     */
    record Found(double loss, float[] code, float[] restored, int steps, Duration time) {}

    /**
     * Searches.
     *
     * @param image shape (3, size, size), in [0, 1]
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Found of(float[] image, int size) {
        long begin = System.nanoTime();
        int codes = starts.length / latent;
        Tensor images = repeated(image, codes, size);
        float[] at = starts.clone();
        double[] mean = new double[at.length];
        double[] squares = new double[at.length];
        int steps = 0;
        while (budget.allows(steps, Duration.ofNanos(System.nanoTime() - begin))) {
            Cancellation.check();
            float[] gradient = value(run(images, at), GRADIENT);
            steps++;
            step(at, gradient, mean, squares, steps);
        }
        Map<String, Tensor> last = run(images, at);
        return best(last, at, steps, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Tensor repeated(float[] image, int times, int size) {
        float[] all = new float[times * image.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(image, 0, all, i * image.length, image.length);
        }
        return Tensor.owning(all, times, 3, size, size);
    }

    private Map<String, Tensor> run(Tensor images, float[] codes) {
        return network.run(Map.of(IMAGE, images, CODE, Tensor.owning(codes.clone(), codes.length / latent, latent)));
    }

    private static float[] value(Map<String, Tensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), name).toArray();
    }

    /** A step of Adam (Kingma and Ba 2015, algorithm 1), the number of which is counted from 1. */
    private void step(float[] at, float[] gradient, double[] mean, double[] squares, int number) {
        double first = 1 - Math.pow(FIRST, number);
        double second = 1 - Math.pow(SECOND, number);
        for (int i = 0; i < at.length; i++) {
            mean[i] = FIRST * mean[i] + (1 - FIRST) * gradient[i];
            squares[i] = SECOND * squares[i] + (1 - SECOND) * gradient[i] * gradient[i];
            at[i] -= (float) (rate * mean[i] / first / (Math.sqrt(squares[i] / second) + EPSILON));
        }
    }

    private Found best(Map<String, Tensor> outputs, float[] codes, int steps, Duration time) {
        float[] losses = value(outputs, LOSS);
        float[] restored = value(outputs, RESTORED);
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return new Found(
                losses[best], row(codes, best, losses.length), row(restored, best, losses.length), steps, time);
    }

    private static float[] row(float[] values, int index, int rows) {
        int length = values.length / rows;
        float[] row = new float[length];
        System.arraycopy(values, index * length, row, 0, length);
        return row;
    }
}
