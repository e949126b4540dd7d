package io.xvad.generative.diad;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.UNetForm;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tells the noise in a latent with an image as guide, by frozen networks. Thread-safe.
 *
 * @param hint from {@code image} to {@link DiadNetwork#HINT}
 * @param noise from {@link NoisePredictor#NOISED}, {@link NoisePredictor#TIME} and {@link DiadNetwork#GIVEN_HINT} to {@link
 *     NoisePredictor#NOISE}
 * @param form of the U-Net
 */
record GuidedNoise(Network hint, Network noise, UNetForm form) implements AutoCloseable {

    /**
     * What the guidance sees of an image.
     *
     * @param image shape (3, size, size), in [0, 1]
     */
    Tensor hint(float[] image, int size) {
        return Objects.requireNonNull(
                hint.run(Tensor.of(image, 1, 3, size, size)).get(DiadNetwork.HINT));
    }

    /**
     * The noise in a latent at a time.
     *
     * @param noised shape (in, side, side)
     * @return of the same shape
     */
    float[] noise(float[] noised, int time, Tensor seen) {
        Map<String, Tensor> inputs = new HashMap<>(NoisePredictor.inputs(form, noised, time));
        inputs.put(DiadNetwork.GIVEN_HINT, seen);
        return Objects.requireNonNull(noise.run(inputs).get(NoisePredictor.NOISE))
                .toArray();
    }

    @Override
    public void close() {
        hint.close();
        noise.close();
    }
}
