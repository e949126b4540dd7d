package io.xvad.generative.anogan;

import io.xvad.core.Effort;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.search.Adam;
import io.xvad.generative.search.Budget;
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
 * @param steps of a search
 * @param budget of a search
 */
record LatentSearch(Network network, float[] starts, int latent, double rate, int steps, Budget budget) {

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

    /**
     * Where a search ended.
     *
     * @param loss of the best code
     * @param code the best one
     * @param restored what the generator makes of it, shape (3, size, size), in [0, 1]
     * @param effort of the search
     */
    record Found(double loss, float[] code, float[] restored, Effort effort) {}

    /**
     * Searches.
     *
     * @param image shape (3, size, size), in [0, 1]
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Found of(float[] image, int size) {
        Budget.Clock clock = budget.start();
        Tensor images = repeated(image, starts.length / latent, size);
        float[] at = starts.clone();
        Adam adam = new Adam(at, rate);
        int made = 0;
        while (made < steps && !clock.isOver()) {
            adam.step(value(run(images, at), GRADIENT));
            made++;
        }
        return best(run(images, at), at, new Effort(made, made == steps));
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

    private Found best(Map<String, Tensor> outputs, float[] codes, Effort effort) {
        float[] losses = value(outputs, LOSS);
        float[] restored = value(outputs, RESTORED);
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return new Found(losses[best], row(codes, best, losses.length), row(restored, best, losses.length), effort);
    }

    private static float[] row(float[] values, int index, int rows) {
        int length = values.length / rows;
        float[] row = new float[length];
        System.arraycopy(values, index * length, row, 0, length);
        return row;
    }
}
