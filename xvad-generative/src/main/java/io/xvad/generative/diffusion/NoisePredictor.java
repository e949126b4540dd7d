package io.xvad.generative.diffusion;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Tells the noise in images by a frozen {@link NoiseNetwork}. Thread-safe.
 *
 * @param network with the inputs and the output named here
 * @param form of the U-Net
 */
public record NoisePredictor(Network network, UNetForm form) implements AutoCloseable {

    /** Name of the images with noise that go in. */
    public static final String NOISED = "noised";

    /** Name of the codes of their times. */
    public static final String TIME = "time";

    /** Name of the noise that comes out. */
    public static final String NOISE = "noise";

    /**
     * The noise in images, one after the other, all at one time.
     *
     * @param noised shape (N, in, side, side)
     * @return of the same shape
     */
    public float[] noise(float[] noised, int time) {
        return Objects.requireNonNull(network.run(inputs(form, noised, time)).get(NOISE))
                .toArray();
    }

    /** The inputs of a network that is told the time. */
    public static Map<String, Tensor> inputs(UNetForm form, float[] noised, int time) {
        int images = noised.length / (form.in() * form.side() * form.side());
        int[] times = new int[images];
        Arrays.fill(times, time);
        return Map.of(
                NOISED, Tensor.of(noised, images, form.in(), form.side(), form.side()),
                TIME, Tensor.owning(TimeCode.of(times, form.width()), images, form.width()));
    }

    @Override
    public void close() {
        network.close();
    }
}
